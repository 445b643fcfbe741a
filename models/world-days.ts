/** A world's UTC days for its owner, exact against the journal and the earnings: what was played, spent, earned and excluded. */
import type { Document } from 'mongodb';
import { EXCLUSIONS } from '#core/earnings/world-day.ts';
import type { Exclusion, WorldDayFigures } from '#core/earnings/world-day.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';
import type { Database } from './database.ts';
import { OPERATOR_KINDS } from './documents/entry-document.ts';
import { DAY, withinDays } from './spending-days.ts';

export interface WorldDaysAsk {
  readonly worldId: string;
  /** Whose share is told. */
  readonly ownerId: string;
  readonly from: UtcDay;
  /** Included. */
  readonly to: UtcDay;
}

/** What a creator's world did since a time, and what that earned them, refunds taken off. */
export interface WorldSums {
  readonly turns: number;
  readonly earned: Microcredits;
}

export interface WorldDays {
  /** Newest first; days without a turn are not in it. */
  read(ask: WorldDaysAsk): Promise<WorldDayFigures[]>;
  /** By world; those without any are not in it. */
  since(worldIds: readonly string[], ownerId: string, since: Date): Promise<ReadonlyMap<string, WorldSums>>;
}

type Sum = bigint | number;
type ExclusionSums = Record<`turns:${Exclusion}`, number> & Record<`amount:${Exclusion}`, Sum>;

interface DayRow extends ExclusionSums {
  readonly _id: UtcDay;
  readonly players: number;
  readonly turns: number;
  readonly spentByOthers: Sum;
  readonly shared: Sum;
  readonly earned: Sum;
}

export function createWorldDays({ entries }: Pick<Database, 'entries'>): WorldDays {
  async function read(ask: WorldDaysAsk): Promise<WorldDayFigures[]> {
    const { worldId, from, to } = ask;
    const reversed = await reversedSince(worldId, withinDays(from, to).$gte);
    const rows = await entries
      .aggregate<DayRow>([
        { $match: { 'meta.worldId': worldId, at: withinDays(from, to), kind: 'turn', state: 'settled' } },
        { $project: turnFields(ask, reversed) },
        // By player first, so that each is counted once.
        { $group: { _id: { day: '$day', by: '$by' }, ...SUMS_OF_TURNS } },
        { $group: { _id: '$_id.day', players: { $sum: 1 }, ...SUMS_OF_SUMS } },
        { $sort: { _id: -1 } },
      ])
      .toArray();
    return rows.map(figuresOf);
  }

  /** The keys of turns that were given back since then, which is never before the turn; refunds are few. */
  async function reversedSince(worldId: string, since: Date): Promise<string[]> {
    const found = await entries
      .find(
        { kind: { $in: [...OPERATOR_KINDS] }, at: { $gte: since }, 'meta.worldId': worldId, reverses: { $ne: null } },
        { projection: { reverses: 1 }, hint: 'operators' },
      )
      .toArray();
    return found.flatMap(({ reverses }) => reverses ?? []);
  }

  async function since(worldIds: readonly string[], ownerId: string, from: Date): Promise<ReadonlyMap<string, WorldSums>> {
    const isTurn = { $eq: ['$kind', 'turn'] };
    const isOwners = { $eq: ['$meta.creatorId', ownerId] };
    const rows = await entries
      .aggregate<{ _id: string; turns: number; earned: Sum }>([
        {
          $match: {
            ...{ 'meta.worldId': { $in: [...worldIds] }, at: { $gte: from } },
            $or: [{ kind: 'turn', state: 'settled' }, { kind: 'reverse' }],
          },
        },
        {
          $group: {
            _id: '$meta.worldId',
            turns: { $sum: { $cond: [isTurn, 1, 0] } },
            earned: { $sum: { $cond: [isOwners, '$meta.creatorShare', 0] } },
          },
        },
      ])
      .toArray();
    return new Map(rows.map(({ _id, turns, earned }) => [_id, { turns, earned: BigInt(earned) }]));
  }

  return { read, since };
}

/** Each turn with why it earns nothing, if it does not. */
function turnFields({ ownerId }: WorldDaysAsk, reversed: readonly string[]): Document {
  const { charged, funding, creatorId, creatorShare } = {
    ...{ charged: '$meta.charged', funding: '$meta.funding' },
    ...{ creatorId: '$meta.creatorId', creatorShare: '$meta.creatorShare' },
  };
  const why = {
    $switch: {
      branches: [
        { case: { $ne: [creatorId, ownerId] }, then: 'other-owner' },
        { case: { $eq: [funding, 'free'] }, then: 'free-turn' },
        { case: { $eq: ['$by', ownerId] }, then: 'own-turn' },
        { case: { $in: ['$_id', [...reversed]] }, then: 'reversed' },
      ],
      default: 'none',
    },
  };
  const isGrant = { $eq: ['$$posting.account', { $concat: ['player:', '$by', ':grant'] }] };
  const grants = { $filter: { input: '$postings', as: 'posting', cond: isGrant } };
  const grant = { $sum: { $map: { input: grants, as: 'posting', in: { $subtract: [0, '$$posting.amount'] } } } };
  const worth = { $min: ['$meta.wouldHaveCost', '$meta.ceiling'] };
  const isOwn = { $eq: ['$by', ownerId] };
  return {
    ...{ day: DAY, by: 1, why, grant, charged, creatorShare },
    amount: { $cond: [{ $eq: [funding, 'free'] }, worth, charged] },
    spentByOthers: { $cond: [isOwn, 0, charged] },
  };
}

const isWhy = (why: Exclusion | 'none') => ({ $eq: ['$why', why] });
const SHARED = isWhy('none');
const PAID_BY_GRANT = { $and: [SHARED, { $gt: ['$grant', 0] }] };

const SUMS_OF_TURNS: Document = {
  turns: { $sum: 1 },
  spentByOthers: { $sum: '$spentByOthers' },
  shared: { $sum: { $cond: [SHARED, { $subtract: ['$charged', '$grant'] }, 0] } },
  earned: { $sum: { $cond: [SHARED, '$creatorShare', 0] } },
  ...Object.fromEntries(
    EXCLUSIONS.flatMap((why) => {
      const isExcluded = why === 'grant-credits' ? PAID_BY_GRANT : isWhy(why);
      const amount = why === 'grant-credits' ? '$grant' : '$amount';
      return [
        [`turns:${why}`, { $sum: { $cond: [isExcluded, 1, 0] } }],
        [`amount:${why}`, { $sum: { $cond: [isExcluded, amount, 0] } }],
      ];
    }),
  ),
};
const SUMS_OF_SUMS: Document = Object.fromEntries(Object.keys(SUMS_OF_TURNS).map((name) => [name, { $sum: `$${name}` }]));

function figuresOf({ _id: day, players, turns, ...sums }: DayRow): WorldDayFigures {
  return {
    ...{ day, turns, players, spentByOthers: BigInt(sums.spentByOthers) },
    ...{ shared: BigInt(sums.shared), earned: BigInt(sums.earned) },
    excluded: EXCLUSIONS.map((why) => ({
      why,
      turns: sums[`turns:${why}`],
      amount: BigInt(sums[`amount:${why}`]),
    })).filter((excluded) => excluded.turns > 0),
  };
}
