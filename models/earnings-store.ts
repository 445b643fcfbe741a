/** What a creator has earned: pending, matured and paid, by world and day, exact against the journal whenever it is read (RV2). */
import type { ClientSession } from 'mongodb';
import { isMatured } from '#core/earnings/payout.ts';
import type { PayoutMeta, PayoutRun } from '#core/earnings/payout.ts';
import { creatorAccount } from '#core/ledger/accounts.ts';
import { payoutKey } from '#core/ledger/entry.ts';
import { larger } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';
import { inSnapshot } from './in-snapshot.ts';
import type { Database } from './database.ts';

export interface EarningsAsk extends Pick<PayoutRun, 'matureDay'> {
  readonly creatorId: string;
  /** What will be matured when the next payout runs: until this day. */
  readonly nextMatureDay: UtcDay;
  readonly from: UtcDay;
  readonly to: UtcDay;
  readonly worldId?: string | undefined;
}

/** One nightly payment into the creator's earning pocket. */
export interface Payout {
  /** The UTC day of its run. */
  readonly day: UtcDay;
  readonly amount: Microcredits;
}

export interface Earned {
  /** Inside the refund window, what no roller has claimed yet included. */
  readonly pending: Microcredits;
  /** Due with the next payout; below zero when reversals outweigh it. */
  readonly matured: Microcredits;
  readonly paid: Microcredits;
}

/** What one world earned on one day. */
export interface WorldDay {
  readonly worldId: string;
  readonly day: UtcDay;
  readonly accrued: Microcredits;
  readonly paid: Microcredits;
}

export interface CreatorEarnings {
  /** Newest day first, of the days and the world asked for. */
  readonly rows: readonly (Earned & Pick<WorldDay, 'worldId' | 'day'>)[];
  /** Of all worlds since ever: pending and matured are what the journal has on the creator's account. */
  readonly totals: Earned;
  /** What the next payout will bring if nothing is refunded until then. */
  readonly nextPayout: Microcredits;
}

export interface EarningsStore {
  earned(ask: EarningsAsk): Promise<CreatorEarnings>;
  /** By world, since ever, paid or not; worlds without any are not in it. */
  earnedByWorld(creatorId: string): Promise<ReadonlyMap<string, Microcredits>>;
  /** The latest ones, newest first. */
  payouts(creatorId: string, count: number): Promise<Payout[]>;
}

export function createEarningsStore(database: Database): EarningsStore {
  async function earned(ask: EarningsAsk): Promise<CreatorEarnings> {
    // One view of both collections, or a roll in between would be counted twice or not at all.
    const { unclaimed, rolled, rest, due } = await inSnapshot(database, async (session) => ({
      unclaimed: await unclaimedOf(database, ask.creatorId, session),
      rolled: await rolledOf(database, ask, session),
      rest: await totalsOf(database, ask, session),
      due: await dueOf(database, ask, session),
    }));
    const rows = mergedByWorldAndDay([...rolled, ...unclaimed.filter((row) => isAsked(row, ask))]);
    return {
      rows: rows.map((row) => ({ worldId: row.worldId, day: row.day, ...earnedOf(row, ask) })),
      totals: unclaimed.map((row) => earnedOf(row, ask)).reduce(plus, rest),
      nextPayout: larger(
        0n,
        unclaimed.filter(({ day }) => day <= ask.nextMatureDay).reduce((sum, { accrued }) => sum + accrued, due),
      ),
    };
  }

  async function earnedByWorld(creatorId: string): Promise<ReadonlyMap<string, Microcredits>> {
    const { unclaimed, rolled } = await inSnapshot(database, async (session) => ({
      unclaimed: await unclaimedOf(database, creatorId, session),
      rolled: await database.earnings
        .aggregate<Pick<WorldDay, 'worldId' | 'accrued'>>(
          [
            { $match: { creatorId } },
            { $group: { _id: '$worldId', accrued: { $sum: '$accrued' } } },
            { $project: { _id: 0, worldId: '$_id', accrued: 1 } },
          ],
          { session },
        )
        .toArray(),
    }));
    const byWorld = new Map<string, Microcredits>();
    for (const { worldId, accrued } of [...rolled, ...unclaimed]) byWorld.set(worldId, (byWorld.get(worldId) ?? 0n) + accrued);
    return byWorld;
  }

  /** Their keys end with the day, so the journal's own index has them in order. */
  async function payouts(creatorId: string, count: number): Promise<Payout[]> {
    const found = await database.entries
      .find({ _id: { $gte: payoutKey(creatorId, ''), $lt: payoutKey(creatorId, '~') } })
      .sort({ _id: -1 })
      .limit(count)
      .toArray();
    return found.map((entry) => {
      const taken = entry.postings.find(({ account }) => account === creatorAccount(creatorId))?.amount ?? 0n;
      return { day: (entry.meta as unknown as PayoutMeta).runDay, amount: -taken };
    });
  }

  return { earned, earnedByWorld, payouts };
}

async function unclaimedOf({ accruals }: Database, creatorId: string, session: ClientSession): Promise<WorldDay[]> {
  return accruals
    .aggregate<WorldDay>(
      [
        { $match: { creatorId } },
        { $group: { _id: { worldId: '$worldId', day: '$day' }, accrued: { $sum: '$amount' } } },
        { $project: { _id: 0, worldId: '$_id.worldId', day: '$_id.day', accrued: 1, paid: { $literal: 0n } } },
      ],
      { session },
    )
    .toArray();
}

async function rolledOf({ earnings }: Database, ask: EarningsAsk, session: ClientSession): Promise<WorldDay[]> {
  const { creatorId, from, to, worldId } = ask;
  const filter = { creatorId, day: { $gte: from, $lte: to }, ...(worldId === undefined ? {} : { worldId }) };
  return earnings.find(filter, { session, projection: { worldId: 1, day: 1, accrued: 1, paid: 1 } }).toArray();
}

async function totalsOf({ earnings }: Database, ask: EarningsAsk, session: ClientSession): Promise<Earned> {
  const due = { $subtract: ['$accrued', '$paid'] };
  const isDue = { $lte: ['$day', ask.matureDay] };
  const [totals] = await earnings
    .aggregate<Earned>(
      [
        { $match: { creatorId: ask.creatorId } },
        {
          $group: {
            _id: null,
            pending: { $sum: { $cond: [isDue, 0n, due] } },
            matured: { $sum: { $cond: [isDue, due, 0n] } },
            paid: { $sum: '$paid' },
          },
        },
        { $project: { _id: 0 } },
      ],
      { session },
    )
    .toArray();
  return totals ?? { pending: 0n, matured: 0n, paid: 0n };
}

/** Of what is rolled up, what the next payout finds matured. */
async function dueOf({ earnings }: Database, ask: EarningsAsk, session: ClientSession): Promise<Microcredits> {
  const [due] = await earnings
    .aggregate<{ amount: Microcredits }>(
      [
        { $match: { creatorId: ask.creatorId, open: true, day: { $lte: ask.nextMatureDay } } },
        { $group: { _id: null, amount: { $sum: { $subtract: ['$accrued', '$paid'] } } } },
      ],
      { session },
    )
    .toArray();
  return due?.amount ?? 0n;
}

function isAsked({ day, worldId }: WorldDay, ask: EarningsAsk): boolean {
  return day >= ask.from && day <= ask.to && (ask.worldId === undefined || worldId === ask.worldId);
}

function mergedByWorldAndDay(rows: readonly WorldDay[]): WorldDay[] {
  const merged = new Map<string, WorldDay>();
  for (const { worldId, day, accrued, paid } of rows) {
    const key = `${day}/${worldId}`;
    const known = merged.get(key);
    merged.set(key, { worldId, day, accrued: (known?.accrued ?? 0n) + accrued, paid: (known?.paid ?? 0n) + paid });
  }
  return [...merged].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, row]) => row);
}

function earnedOf({ day, accrued, paid }: WorldDay, run: EarningsAsk): Earned {
  const due = accrued - paid;
  return isMatured(day, run) ? { pending: 0n, matured: due, paid } : { pending: due, matured: 0n, paid };
}

function plus(a: Earned, b: Earned): Earned {
  return { pending: a.pending + b.pending, matured: a.matured + b.matured, paid: a.paid + b.paid };
}
