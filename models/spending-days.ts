/** What a player's turns cost by UTC day and world, as the journal has it, also as a guest who merged into them (LK3). */
import type { Microcredits } from '#core/money/microcredits.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';
import type { Database } from './database.ts';
import { playedAs } from './played-as.ts';
import { createStoryNames } from './story-names.ts';

export interface SpendingDaysAsk {
  readonly playerId: string;
  readonly from: UtcDay;
  /** Included. */
  readonly to: UtcDay;
  readonly worldId?: string | undefined;
}

export interface SpendingDay {
  readonly day: UtcDay;
  readonly worldId: string;
  readonly worldName: string;
  /** Settled ones, the free ones included. */
  readonly turns: number;
  readonly charged: Microcredits;
  readonly freeTurns: number;
  /** The free ones, within their ceilings (TN8). */
  readonly wouldHaveCost: Microcredits;
  /** Given back on that day, of turns of any day (RV3). */
  readonly refunded: Microcredits;
}

export interface SpendingDays {
  /** Newest day first, and of a day the dearest world first. */
  read(ask: SpendingDaysAsk): Promise<SpendingDay[]>;
}

interface SpendingRow {
  readonly _id: { readonly day: UtcDay; readonly worldId: string };
  readonly turns: number;
  readonly charged: bigint | number;
  readonly freeTurns: number;
  readonly wouldHaveCost: bigint | number;
  readonly refunded: bigint | number;
}

const ROWS_MAX = 10_000;

export function createSpendingDays(database: Database): SpendingDays {
  async function read({ playerId, from, to, worldId }: SpendingDaysAsk): Promise<SpendingDay[]> {
    const mine = { $in: await playedAs(database, playerId) };
    const isTurn = { $eq: ['$kind', 'turn'] };
    const isFree = { $and: [isTurn, { $eq: ['$meta.funding', 'free'] }] };
    const world = { $ifNull: ['$meta.worldId', UNKNOWN] };
    const rows = await database.entries
      .aggregate<SpendingRow>([
        {
          $match: {
            ...{ parties: mine, at: withinDays(from, to) },
            ...(worldId === undefined ? {} : { 'meta.worldId': worldId }),
            $or: [
              { kind: 'turn', state: 'settled', by: mine },
              { kind: 'reverse', 'meta.playerId': mine },
            ],
          },
        },
        {
          $group: {
            _id: { day: DAY, worldId: world },
            turns: { $sum: { $cond: [isTurn, 1, 0] } },
            charged: { $sum: { $cond: [isTurn, '$meta.charged', 0] } },
            freeTurns: { $sum: { $cond: [isFree, 1, 0] } },
            wouldHaveCost: { $sum: { $cond: [isFree, { $min: ['$meta.wouldHaveCost', '$meta.ceiling'] }, 0] } },
            refunded: { $sum: { $cond: [isTurn, 0, { $subtract: [0, '$meta.charged'] }] } },
          },
        },
        { $sort: { '_id.day': -1, charged: -1, '_id.worldId': 1 } },
        { $limit: ROWS_MAX },
      ])
      .toArray();
    const names = createStoryNames(database);
    await names.read({ journeyIds: [], worldIds: rows.map(({ _id }) => _id.worldId) });
    return rows.map(({ _id, turns, freeTurns, ...amounts }) => ({
      ...{ ..._id, worldName: names.worldName(_id.worldId) ?? _id.worldId, turns, freeTurns },
      charged: BigInt(amounts.charged),
      wouldHaveCost: BigInt(amounts.wouldHaveCost),
      refunded: BigInt(amounts.refunded),
    }));
  }

  return { read };
}

/** The world of turns from before worlds were noted on them. */
const UNKNOWN = 'unknown';

/** The UTC day of an entry. */
export const DAY = { $dateToString: { date: '$at', format: '%Y-%m-%d' } };

/** From the first moment of one UTC day to the last of another. */
export function withinDays(from: UtcDay, to: UtcDay): { $gte: Date; $lt: Date } {
  const end = new Date(`${to}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() + 1);
  return { $gte: new Date(`${from}T00:00:00Z`), $lt: end };
}
