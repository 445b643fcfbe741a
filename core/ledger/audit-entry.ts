/** What the auditor can tell from one entry alone: every number is recomputed, nothing is believed (LG1–LG3, LG6, PR1–PR3, RV1). */
import { turnCost } from '#core/pricing/turn-cost.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { NarratorPrices, PriceBook } from '#core/pricing/price-book.ts';
import { shareOf, smaller } from '#core/money/microcredits.ts';
import { mapPockets, totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { TurnEntry, TurnMeta } from '#core/turns/turn-entry.ts';
import { creatorAccount, playerAccount } from './accounts.ts';
import type { EntryKind } from '#protocol/values.ts';
import type { Entry } from './entry.ts';

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

export function auditEntry(entry: Entry, prices: PriceBook): AuditFault[] {
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
  if (entry.kind === 'turn') auditTurnEntry(entry as TurnEntry, prices, check);
  return faults;
}

type Check = (holds: boolean, rule: string, fault: string) => void;

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
