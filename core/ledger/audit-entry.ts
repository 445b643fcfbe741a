/** What the auditor can tell from one entry alone: every number is recomputed, nothing is believed (LG1–LG4, LG6, PR1–PR3, RV1–RV3). */
import { turnCost } from '#core/pricing/turn-cost.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { NarratorPrices, PriceBook } from '#core/pricing/price-book.ts';
import { shareOf, smaller } from '#core/money/microcredits.ts';
import { mapPockets, totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { TurnEntry, TurnMeta } from '#core/turns/turn-entry.ts';
import { creatorAccount, playerAccount } from './accounts.ts';
import type { EntryKind } from '#protocol/values.ts';
import { reversalKey } from './entry.ts';
import type { BookedEntry, Entry, Posting } from './entry.ts';

/** A broken promise: by rule, and where. */
export interface AuditFault {
  readonly rule: string;
  /** Collection and id. */
  readonly document: string;
  readonly fault: string;
}

const KEY_FORMS: Record<EntryKind, RegExp> = {
  turn: /^turn:[^:]+:[0-9a-f-]{36}$/,
  grant: /^grant:[^:]+:welcome$/,
  adjust: /^adjust:.+$/,
  repay: /^repay:.+$/,
  reverse: /^reverse:turn:.+$/,
  purchase: /^stripe:session:.+$/,
  'claw-back': /^purchase:[^:]+:\d+$/,
  reinstate: /^purchase:[^:]+:\d+$/,
  payout: /^payout:[^:]+:\d{4}-\d\d-\d\d$/,
  close: /^close:[^:]+$/,
};

export function auditEntry(entry: BookedEntry, prices: PriceBook): AuditFault[] {
  const faults: AuditFault[] = [];
  const check = (holds: boolean, rule: string, fault: string) => {
    if (!holds) faults.push({ rule, document: `entries/${entry.key}`, fault });
  };
  const sum = entry.postings.reduce((total, { amount }) => total + amount, 0n);
  check(sum === 0n, 'LG1', `postings sum to ${sum} µcr`);
  const keyForm: RegExp | undefined = Object.hasOwn(KEY_FORMS, entry.kind) ? KEY_FORMS[entry.kind] : undefined;
  check(keyForm?.test(entry.key) === true, 'LG2', `key does not fit kind ${entry.kind}`);
  check(entry.hash !== '', 'LG2', 'has no request hash');
  check((entry.kind === 'reverse') === (entry.reverses !== null), 'LG3', 'only a reversal names what it reverses');
  for (const owner of new Set(entry.postings.flatMap(({ account }) => ownerOf(account) ?? [])))
    check(entry.parties.includes(owner), 'LG4', `moves credits of ${owner}, who is not among its parties`);
  if (entry.kind === 'turn') auditTurnEntry(entry as TurnEntry, prices, check);
  if (entry.kind === 'reverse') check(entry.key === reversalKey(entry.reverses ?? ''), 'RV3', 'is not keyed by what it reverses');
  if (entry.kind === 'payout') auditPayout(entry, check);
  if (entry.kind === 'close') check(entry.after?.balance === 0n, 'LG4', 'closes a wallet that is not empty');
  return faults;
}

/** RV3: what a reversal is to be, by the entry that it names: the same accounts, the opposite amounts. */
export function auditReversal(reversal: Entry, reversed: Entry): AuditFault[] {
  const negated = reversed.postings.map(({ account, amount }) => ({ account, amount: -amount }));
  if (samePostings(reversal.postings, negated)) return [];
  return [{ rule: 'RV3', document: `entries/${reversal.key}`, fault: `is not the exact negation of ${reversed.key}` }];
}

/** In any order. */
export function samePostings(some: readonly Posting[], others: readonly Posting[]): boolean {
  const text = (postings: readonly Posting[]) => postings.map(({ account, amount }) => `${account} ${amount}`).sort();
  return text(some).join() === text(others).join();
}

/** The party whose history must show a posting to this account; none for the platform's. */
function ownerOf(account: string): string | undefined {
  const [kind = '', id] = account.split(':');
  if (kind === 'creator') return account;
  return kind === 'platform' ? undefined : id;
}

type Check = (holds: boolean, rule: string, fault: string) => void;

/** RV2: a payout moves what a creator earned into their earning pocket, and nothing else. */
function auditPayout(entry: Entry, check: Check): void {
  const creatorId = (entry.meta as { creatorId?: string }).creatorId ?? '';
  const paid = sumOf(entry, playerAccount(creatorId, 'earning'));
  check(paid > 0n, 'RV2', `pays ${paid} µcr`);
  const due = [
    { account: creatorAccount(creatorId), amount: -paid },
    { account: playerAccount(creatorId, 'earning'), amount: paid },
  ];
  check(samePostings(entry.postings, due), 'RV2', 'moves something else than earnings into the earning pocket');
  check(entry.key.startsWith(`payout:${creatorId}:`), 'LG2', `is not keyed by its creator ${creatorId}`);
}

function auditTurnEntry(entry: TurnEntry, prices: PriceBook, check: Check): void {
  const { meta, state } = entry;
  if (state === 'released') {
    check(entry.postings.length === 0, 'LG6', 'a release has postings');
    check(entry.reason !== null, 'LG6', 'a release has no reason');
    return;
  }
  check(state === 'settled', 'LG6', `state is ${String(state)}`);
  const taken = takenByPocket(entry);
  const paid = totalOf(taken);
  check(paid === meta.charged, 'PR3', `the player paid ${paid} µcr but the charge is ${meta.charged}`);
  check(meta.charged <= meta.ceiling, 'PR3', `the charge ${meta.charged} is above the ceiling ${meta.ceiling}`);
  check(meta.funding === 'credits' || meta.charged === 0n, 'TN8', `a free turn was charged ${meta.charged} µcr`);

  const priced = heldPrices(meta, prices);
  check(priced !== undefined, 'PR1', `price version ${meta.priceVersion} has no ${meta.narratorId}`);
  const cost = priced && meta.usage && turnCost(meta.usage, priced);
  check(cost === meta.wouldHaveCost, 'PR2', `the usage costs ${String(cost)} µcr, the entry says ${meta.wouldHaveCost}`);
  const due = meta.funding === 'free' ? 0n : smaller(meta.wouldHaveCost, meta.ceiling);
  check(meta.charged === due, 'PR3', `charged ${meta.charged} µcr where ${due} were due`);

  const shared = sumOf(entry, creatorAccount(meta.creatorId ?? ''));
  const earns = meta.creatorId !== entry.by && meta.shareBasisPoints !== null;
  const share = earns ? shareOf(paid - taken.grant, meta.shareBasisPoints) : 0n;
  check(shared === share && meta.creatorShare === share, 'RV1', `the creator's share is ${share} µcr, the entry says ${shared}`);
}

/** A version that is not there is a fault to report, not the end of the audit. */
function heldPrices({ priceVersion, narratorId }: TurnMeta, prices: PriceBook): NarratorPrices | undefined {
  try {
    return pricesOf(prices.version(priceVersion), narratorId);
  } catch {
    return undefined;
  }
}

function takenByPocket(entry: TurnEntry): Pockets {
  return mapPockets((pocket) => -sumOf(entry, playerAccount(entry.by, pocket)));
}

function sumOf(entry: Entry, account: string): bigint {
  return entry.postings.filter((posting) => posting.account === account).reduce((sum, { amount }) => sum + amount, 0n);
}
