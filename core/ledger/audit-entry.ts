/** What the auditor can tell from one entry alone: every number is recomputed, nothing is believed (LG1–LG4, LG6, PR1–PR3, RV1–RV3). */
import { turnCost } from '#core/pricing/turn-cost.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { NarratorPrices, PriceBook } from '#core/pricing/price-book.ts';
import { shareOf, smaller } from '#core/money/microcredits.ts';
import { mapPockets, totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { PayoutEntry } from '#core/earnings/payout.ts';
import type { TurnEntry, TurnMeta } from '#core/turns/turn-entry.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import { ABSORBED, creatorAccount, FORFEITED, playerAccount } from './accounts.ts';
import { strayAccounts } from './audit-accounts.ts';
import { auditLink } from './audit-link.ts';
import type { Check } from './audit-link.ts';
import type { EntryKind } from '#protocol/values.ts';
import { payoutKey, reversalKey } from './entry.ts';
import type { BookedEntry, Entry, Posting } from './entry.ts';
import type { LinkEntry } from './link.ts';
import type { ReversalMeta } from './reversal.ts';

/** A broken promise: by rule, and where. */
export interface AuditFault {
  readonly rule: string;
  /** Collection and id. */
  readonly document: string;
  readonly fault: string;
}

const KEY_FORMS: Record<EntryKind, RegExp> = {
  // Turn ids were kept as they were sent: older keys may have upper case.
  turn: /^turn:[^:]+:[0-9a-fA-F-]{36}$/,
  grant: /^grant:[^:]+:welcome$/,
  adjust: /^adjust:.+$/,
  repay: /^repay:.+$/,
  reverse: /^reverse:turn:.+$/,
  purchase: /^stripe:session:.+$/,
  'claw-back': /^purchase:[^:]+:\d+$/,
  reinstate: /^purchase:[^:]+:\d+$/,
  payout: /^payout:[^:]+:\d{4}-\d\d-\d\d$/,
  close: /^close:[^:]+$/,
  link: /^link:[^:]+(:.+)?$/,
};

/** What operators do by hand. */
const EXPLAINED: readonly EntryKind[] = ['adjust', 'reverse'];

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
  for (const fault of strayAccounts(entry)) check(false, 'LG1', fault);
  check(Boolean(entry.by), 'LG3', 'does not say who caused it');
  const isExplained = !EXPLAINED.includes(entry.kind) || Boolean(entry.reason?.trim());
  check(isExplained, 'LG3', 'does not say why');
  check((entry.kind === 'reverse') === (entry.reverses !== null), 'LG3', 'only a reversal names what it reverses');
  for (const owner of new Set(entry.postings.flatMap(({ account }) => ownerOf(account) ?? [])))
    check(entry.parties.includes(owner), 'LG4', `moves credits of ${owner}, who is not among its parties`);
  if (entry.kind === 'turn') auditTurnEntry(entry as TurnEntry, prices, check);
  if (entry.kind === 'reverse') check(entry.key === reversalKey(entry.reverses ?? ''), 'RV3', 'is not keyed by what it reverses');
  if (entry.kind === 'payout') auditPayout(entry as PayoutEntry, check);
  if (entry.kind === 'link') auditLink(entry as LinkEntry, check);
  if (entry.kind === 'close') check(entry.after?.balance === 0n, 'LG4', 'closes a wallet that is not empty');
  return faults;
}

/** RV3: what a reversal is to be, by the entry that it names: the same accounts, the opposite amounts, of the same turn. */
export function auditReversal(reversal: Entry, reversed: Entry): AuditFault[] {
  const faults: AuditFault[] = [];
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push({ rule: 'RV3', document: `entries/${reversal.key}`, fault });
  };
  check(reversed.kind === 'turn', `reverses a ${reversed.kind}`);
  const negated = reversed.postings.map(({ account, amount }) => ({ account, amount: -amount }));
  check(samePostings(reversal.postings, negated), `is not the exact negation of ${reversed.key}`);
  const [meta, turn] = [reversal.meta as ReversalMeta, reversed.meta as TurnMeta];
  const told = (what: string, says: unknown, was: unknown) => {
    check(says === was, `says ${what} ${String(says)} where its turn has ${String(was)}`);
  };
  told('charged', meta.charged, -turn.charged);
  told('creatorShare', meta.creatorShare, -turn.creatorShare);
  told('playerId', meta.playerId, reversed.by);
  for (const what of ['turnId', 'journeyId', 'n', 'narratorId', 'funding', 'worldId', 'creatorId'] as const)
    told(what, meta[what], turn[what]);
  return faults;
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

/** RV2: a payout moves what a creator earned into their earning pocket, or gives it up when they have left, and nothing else. */
function auditPayout({ key, at, meta, postings }: PayoutEntry, check: Check): void {
  const { creatorId, runDay, matureDay, rows, forfeited } = meta;
  const account = forfeited === true ? FORFEITED : playerAccount(creatorId, 'earning');
  const paid = sumOf(postings, account);
  check(paid > 0n, 'RV2', `pays ${paid} µcr`);
  const due = [
    { account: creatorAccount(creatorId), amount: -paid },
    { account, amount: paid },
  ];
  check(samePostings(postings, due), 'RV2', 'moves something else than earnings into the earning pocket');
  check(key.startsWith(`payout:${creatorId}:`), 'LG2', `is not keyed by its creator ${creatorId}`);
  check(key === payoutKey(creatorId, runDay), 'RV2', `is of run day ${runDay}, its key says otherwise`);
  check(utcDay(at) >= runDay, 'RV2', `is of ${utcDay(at)}, before its run day ${runDay}`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(matureDay) && matureDay <= runDay;
  check(isDay, 'RV2', `pays what matured on ${matureDay}, which is no day until its run day ${runDay}`);
  check(Number.isSafeInteger(rows) && rows > 0, 'RV2', `pays ${rows} rows`);
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

  const absorbed = meta.funding === 'free' ? 0n : meta.wouldHaveCost - meta.charged;
  check(-sumOf(entry.postings, ABSORBED) === absorbed, 'PR3', `the platform bears ${absorbed} µcr, the postings say otherwise`);
  const isTheirs = ({ account }: Posting) => !account.startsWith('player:') || account.startsWith(`player:${entry.by}:`);
  check(entry.postings.every(isTheirs), 'PR3', `takes from somebody else than ${entry.by}`);

  const shared = sumOf(entry.postings, creatorAccount(meta.creatorId ?? ''));
  const earns = meta.creatorId !== entry.by && meta.shareBasisPoints !== null;
  const share = earns ? shareOf(paid - taken.grant, meta.shareBasisPoints) : 0n;
  const isOwners = ({ account }: Posting) => !account.startsWith('creator:') || account === creatorAccount(meta.creatorId ?? '');
  check(entry.postings.every(isOwners), 'RV1', `gives a share to somebody else than ${String(meta.creatorId)}`);
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
  return mapPockets((pocket) => -sumOf(entry.postings, playerAccount(entry.by, pocket)));
}

function sumOf(postings: readonly Posting[], account: string): bigint {
  return postings.filter((posting) => posting.account === account).reduce((sum, { amount }) => sum + amount, 0n);
}
