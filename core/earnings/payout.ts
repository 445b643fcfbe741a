/** A creator's matured share on its way into their earning pocket: when, and as which entry (RV2). */
import { creatorAccount, FORFEITED, playerAccount } from '#core/ledger/accounts.ts';
import { balancedPostings, payoutKey, requestHash } from '#core/ledger/entry.ts';
import type { Entry } from '#core/ledger/entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';

/** The nightly payouts start this long after midnight UTC, when the day's last turns are rolled up. */
export const PAYOUT_MINUTE = 5;

export interface PayoutRun {
  /** A creator is paid at most once per run day. */
  readonly runDay: UtcDay;
  /** What accrued on this day or before it is matured: its refund window is over. */
  readonly matureDay: UtcDay;
  readonly at: Date;
}

export function payoutRun(at: Date, refundWindowDays: number): PayoutRun {
  return { runDay: utcDay(at), matureDay: daysEarlier(utcDay(at), refundWindowDays), at };
}

/** Whether what accrued on this day is past its refund window. */
export function isMatured(day: UtcDay, { matureDay }: Pick<PayoutRun, 'matureDay'>): boolean {
  return day <= matureDay;
}

export function nextPayoutAt(at: Date): Date {
  const today = new Date(`${utcDay(at)}T00:00:00Z`).setUTCMinutes(PAYOUT_MINUTE);
  return new Date(at.getTime() < today ? today : new Date(today).setUTCDate(at.getUTCDate() + 1));
}

/** The run that comes next. */
export function nextPayoutRun(at: Date, refundWindowDays: number): PayoutRun {
  return payoutRun(nextPayoutAt(at), refundWindowDays);
}

export function daysEarlier(day: UtcDay, days: number): UtcDay {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return utcDay(at);
}

/** What a payout's entry keeps beside its postings. */
export interface PayoutMeta {
  readonly creatorId: string;
  readonly runDay: UtcDay;
  readonly matureDay: UtcDay;
  /** How many worlds' days it pays. */
  readonly rows: number;
  /** The creator had left: it went to the platform instead. */
  readonly forfeited?: true;
}

export type PayoutEntry = Entry & { readonly kind: 'payout'; readonly meta: PayoutMeta };

export interface MaturedEarnings {
  readonly amount: Microcredits;
  readonly rows: number;
}

export function payoutEntry(creatorId: string, matured: MaturedEarnings, run: PayoutRun): PayoutEntry {
  const entry = entryTo(playerAccount(creatorId, 'earning'), creatorId, matured, run);
  return { ...entry, parties: [creatorId, creatorAccount(creatorId)] };
}

/** What a creator who left would have been paid: under the same key, so it happens once, and moves no wallet. */
export function forfeitEntry(creatorId: string, matured: MaturedEarnings, run: PayoutRun): PayoutEntry {
  const entry = entryTo(FORFEITED, creatorId, matured, run);
  return { ...entry, parties: [creatorAccount(creatorId)], meta: { ...entry.meta, forfeited: true } };
}

function entryTo(
  account: string,
  creatorId: string,
  { amount, rows }: MaturedEarnings,
  { runDay, matureDay, at }: PayoutRun,
): Omit<PayoutEntry, 'parties'> {
  if (amount <= 0n) throw new RangeError(`a payout of ${amount} µcr`);
  const postings = balancedPostings([
    { account, amount },
    { account: creatorAccount(creatorId), amount: -amount },
  ]);
  return {
    ...{ key: payoutKey(creatorId, runDay), kind: 'payout', state: null, reason: null, by: 'system' },
    hash: requestHash('payout', creatorId, runDay),
    ...{ at, postings, reverses: null },
    meta: { creatorId, runDay, matureDay, rows },
  };
}
