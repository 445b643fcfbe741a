/** Figures from settled turns: how good the estimates were, what was earned, what each part of players' prompts cost. */
import type { Document } from 'mongodb';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { PricedTurn } from '#core/pricing/compare-prices.ts';
import type { Turn, TurnPart } from '#core/turns/turn.ts';
import type { Database } from './database.ts';
import { OPERATOR_KINDS } from './documents/entry-document.ts';
import { playedAs } from './played-as.ts';

export interface TurnFigures {
  /** By narrator, the judged turns of this time. */
  estimatorErrors(since: Date): Promise<EstimatorErrors[]>;
  /** Largest charge first; by turn: the latest 100, newest first. */
  margins(since: Date, by: MarginKey): Promise<Margin[]>;
  /** What the parts of a player's turns paid in credits cost them, dearest first. */
  spendingByPart(playerId: string, period: SpendingPeriod): Promise<PartSpending[]>;
  /** A narrator's latest turns, newest first, as the estimator learns from them. */
  recentTurns(narratorId: string, count: number): Promise<RecentTurn[]>;
  /** All narrators' latest turns, newest first. */
  latestPriced(count: number): Promise<PricedTurn[]>;
}

export interface EstimatorErrors {
  readonly narratorId: string;
  /** All turns with an estimate: those that ended by themselves, and those a limit or their author cut short. */
  readonly turns: number;
  readonly complete: EstimateAccuracy;
  readonly cutShort: EstimateAccuracy;
  /** Of all turns, those that really cost more than their ceiling, and what that took from the platform. */
  readonly aboveCeilingPercent: number;
  readonly absorbed: Microcredits;
}

export interface EstimateAccuracy {
  readonly turns: number;
  /** Mean of |likely − real cost| / real cost; null without turns. */
  readonly errorPercent: number | null;
  /** How many really cost something from low to high; null without turns. */
  readonly insidePercent: number | null;
}

export type MarginKey = 'narrator' | 'world' | 'turn';

export interface Margin {
  /** The narrator, the world or the turn's key. */
  readonly id: string;
  readonly turns: number;
  /** Without what was refunded. */
  readonly charged: Microcredits;
  readonly wouldHaveCost: Microcredits;
  /** Of all turns, free ones included. */
  readonly vendorCost: Microcredits;
  /** Charged less vendor cost; creators' shares are not taken off. */
  readonly margin: Microcredits;
  readonly freeTurns: number;
  readonly freeVendorCost: Microcredits;
  /** When the latest of its turns was. */
  readonly at: Date;
}

export interface SpendingPeriod {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  readonly worldId?: string;
}

export interface PartSpending extends Pick<TurnPart, 'kind' | 'id' | 'name'> {
  readonly worldId: string;
  readonly cost: Microcredits;
  readonly tokens: number;
  /** How many turns it was in. */
  readonly turns: number;
}

export type RecentTurn = Pick<Turn, 'narratorId' | 'worldId' | 'at' | 'calls' | 'finish' | 'estimate'>;

const TURNS_LISTED_MAX = 100;
const PARTS_LISTED_MAX = 200;

/** Parts whose name says which turns they were that time: over a week, all of them are one. */
const SPANS = [
  { kind: 'history', name: 'the story so far' },
  { kind: 'question', name: 'questions after the passage' },
  { kind: 'summary', name: 'summaries' },
];
const SPAN_NAMES = SPANS.map(({ kind, name }) => ({ case: { $eq: ['$parts.kind', kind] }, then: name }));

/** The world of turns from before worlds were noted on them. */
const WORLD_UNKNOWN = 'unknown';
const MARGIN_KEYS = { narrator: '$narratorId', world: { $ifNull: ['$worldId', WORLD_UNKNOWN] }, turn: '$_id' };

export function createTurnFigures(database: Database): TurnFigures {
  const { turns, entries } = database;

  /** Settled turns by time: the index is by narrator first, so each narrator's range of it is read. */
  async function settledTurns(times?: Document): Promise<Document> {
    const narratorIds = await turns.distinct('narratorId');
    return { narratorId: { $in: narratorIds }, ...(times ? { at: times } : {}), incomplete: false };
  }

  async function estimatorErrors(since: Date): Promise<EstimatorErrors[]> {
    const sums = await turns
      .aggregate<EstimatorSums>([
        { $match: { ...(await settledTurns({ $gte: since })), 'estimate.likely': { $exists: true } } },
        {
          $project: {
            ...{ narratorId: 1, charged: 1, wouldHaveCost: 1 },
            cutShort: { $in: ['$finish', ['length', 'stopped']] },
            error: relativeError('$estimate.likely', '$wouldHaveCost'),
            inside: oneIf({
              $and: [{ $gte: ['$wouldHaveCost', '$estimate.low'] }, { $lte: ['$wouldHaveCost', '$estimate.high'] }],
            }),
            above: oneIf({ $gt: ['$wouldHaveCost', '$ceiling'] }),
            absorbed: { $cond: [{ $eq: ['$funding', 'credits'] }, { $subtract: ['$wouldHaveCost', '$charged'] }, 0] },
          },
        },
        {
          $group: {
            _id: { narratorId: '$narratorId', cutShort: '$cutShort' },
            turns: { $sum: 1 },
            errorMean: { $avg: '$error' },
            inside: { $sum: '$inside' },
            above: { $sum: '$above' },
            absorbed: { $sum: '$absorbed' },
          },
        },
      ])
      .toArray();
    const narratorIds = [...new Set(sums.map(({ _id }) => _id.narratorId))].sort();
    return narratorIds.map((narratorId) =>
      estimatorErrorsOf(
        narratorId,
        sums.filter(({ _id }) => _id.narratorId === narratorId),
      ),
    );
  }

  async function margins(since: Date, by: MarginKey): Promise<Margin[]> {
    const latest = by === 'turn' ? [{ $sort: { at: -1 } }, { $limit: TURNS_LISTED_MAX }] : [];
    const isFree = { $eq: ['$funding', 'free'] };
    const rows = await turns
      .aggregate<MarginSums>([
        { $match: await settledTurns({ $gte: since }) },
        ...latest,
        {
          $group: {
            _id: MARGIN_KEYS[by],
            turns: { $sum: 1 },
            charged: { $sum: '$charged' },
            wouldHaveCost: { $sum: '$wouldHaveCost' },
            vendorCost: { $sum: '$vendorCost' },
            freeTurns: { $sum: oneIf(isFree) },
            freeVendorCost: { $sum: { $cond: [isFree, '$vendorCost', 0] } },
            at: { $max: '$at' },
          },
        },
        { $sort: by === 'turn' ? { at: -1, _id: -1 } : { _id: 1 } },
      ])
      .toArray();
    const refunded = await refundedSince(since, by);
    const found = rows.map((row) => marginOf(row, refunded.get(row._id) ?? 0n));
    return by === 'turn' ? found : found.sort((a, b) => (a.charged < b.charged ? 1 : a.charged > b.charged ? -1 : 0));
  }

  /** Of these turns; a refund is never before its turn, and refunds are few. */
  async function refundedSince(since: Date, by: MarginKey): Promise<Map<string, Microcredits>> {
    const settled = [
      { $match: { at: { $gte: since }, incomplete: false } },
      { $project: { narratorId: 1, worldId: 1, charged: 1 } },
    ];
    const rows = await entries
      .aggregate<{ _id: string; charged: Sum }>([
        { $match: { kind: { $in: [...OPERATOR_KINDS] }, at: { $gte: since }, reverses: { $ne: null } } },
        {
          $lookup: {
            ...{ from: turns.collectionName, localField: 'reverses', foreignField: '_id', as: 'turn' },
            pipeline: settled,
          },
        },
        { $unwind: '$turn' },
        { $replaceRoot: { newRoot: '$turn' } },
        { $group: { _id: MARGIN_KEYS[by], charged: { $sum: '$charged' } } },
      ])
      .toArray();
    return new Map(rows.map(({ _id, charged }) => [_id, BigInt(charged)]));
  }

  async function spendingByPart(playerId: string, { from, to, worldId }: SpendingPeriod): Promise<PartSpending[]> {
    const mine = { $in: await playedAs(database, playerId) };
    const rows = await entries
      .aggregate<PartSums>([
        {
          $match: {
            ...{ parties: mine, by: mine, kind: 'turn', state: 'settled', 'meta.funding': 'credits' },
            at: { $gte: from, $lt: to },
            ...(worldId === undefined ? {} : { 'meta.worldId': worldId }),
          },
        },
        { $project: { _id: 1 } },
        {
          $lookup: {
            from: turns.collectionName,
            localField: '_id',
            foreignField: '_id',
            as: 'turn',
            pipeline: [{ $project: { worldId: 1, parts: 1 } }],
          },
        },
        { $unwind: '$turn' },
        { $replaceRoot: { newRoot: '$turn' } },
        { $unwind: '$parts' },
        { $match: { 'parts.cut': false, 'parts.cost': { $exists: true } } },
        // First within the turn: the narration and the summary may both have read a part.
        {
          $group: {
            _id: {
              ...{ turn: '$_id', worldId: '$worldId', kind: '$parts.kind' },
              id: { $cond: [{ $in: ['$parts.kind', SPANS.map(({ kind }) => kind)] }, null, '$parts.id'] },
              name: { $switch: { branches: SPAN_NAMES, default: '$parts.name' } },
            },
            cost: { $sum: '$parts.cost' },
            tokens: { $sum: '$parts.tokens' },
          },
        },
        {
          $group: {
            _id: { worldId: '$_id.worldId', kind: '$_id.kind', id: '$_id.id', name: '$_id.name' },
            cost: { $sum: '$cost' },
            tokens: { $sum: '$tokens' },
            turns: { $sum: 1 },
          },
        },
        { $sort: { cost: -1, _id: 1 } },
        { $limit: PARTS_LISTED_MAX },
      ])
      .toArray();
    return rows.map(({ _id, cost, tokens, turns: count }) => ({
      ..._id,
      cost: BigInt(cost),
      tokens: Number(tokens),
      turns: count,
    }));
  }

  async function recentTurns(narratorId: string, count: number): Promise<RecentTurn[]> {
    return turns
      .find({ narratorId, incomplete: false, 'calls.0': { $exists: true } })
      .sort({ at: -1 })
      .limit(count)
      .project<RecentTurn>({ _id: 0, narratorId: 1, worldId: 1, at: 1, calls: 1, finish: 1, estimate: 1 })
      .toArray();
  }

  async function latestPriced(count: number): Promise<PricedTurn[]> {
    const fields = ['narratorId', 'worldId', 'funding', 'usage', 'charged', 'wouldHaveCost', 'vendorCost', 'at'] as const;
    const found = await turns
      .find({ ...(await settledTurns()), usage: { $ne: null } })
      .sort({ at: -1 })
      .limit(count)
      .project<EarlyPricedTurn>({ _id: 0, ...Object.fromEntries(fields.map((field) => [field, 1])) })
      .toArray();
    return found.map((turn) => ({ ...turn, worldId: turn.worldId ?? WORLD_UNKNOWN, vendorCost: turn.vendorCost ?? 0n }));
  }

  return { estimatorErrors, margins, spendingByPart, recentTurns, latestPriced };
}

/** Turns from before worlds and vendors' costs were noted lack these. */
type EarlyPricedTurn = Omit<PricedTurn, 'worldId' | 'vendorCost'> & Partial<Pick<PricedTurn, 'worldId' | 'vendorCost'>>;

/** MongoDB's sums: exact over longs; a plain 0 where there was nothing to add. */
type Sum = bigint | number;

interface EstimatorSums {
  readonly _id: { readonly narratorId: string; readonly cutShort: boolean };
  readonly turns: number;
  readonly errorMean: number | null;
  readonly inside: number;
  readonly above: number;
  readonly absorbed: Sum;
}

interface MarginSums {
  readonly _id: string;
  readonly turns: number;
  readonly charged: Sum;
  readonly wouldHaveCost: Sum;
  readonly vendorCost: Sum;
  readonly freeTurns: number;
  readonly freeVendorCost: Sum;
  readonly at: Date;
}

interface PartSums {
  readonly _id: Pick<PartSpending, 'worldId' | 'kind' | 'id' | 'name'>;
  readonly cost: Sum;
  readonly tokens: Sum;
  readonly turns: number;
}

function estimatorErrorsOf(narratorId: string, sums: readonly EstimatorSums[]): EstimatorErrors {
  const turns = sums.reduce((total, row) => total + row.turns, 0);
  return {
    narratorId,
    turns,
    complete: accuracyOf(sums.find(({ _id }) => !_id.cutShort)),
    cutShort: accuracyOf(sums.find(({ _id }) => _id.cutShort)),
    aboveCeilingPercent: (100 * sums.reduce((total, { above }) => total + above, 0)) / turns,
    absorbed: sums.reduce((total, { absorbed }) => total + BigInt(absorbed), 0n),
  };
}

function accuracyOf(sums: EstimatorSums | undefined): EstimateAccuracy {
  if (!sums) return { turns: 0, errorPercent: null, insidePercent: null };
  const { turns, errorMean, inside } = sums;
  return { turns, errorPercent: errorMean === null ? null : 100 * errorMean, insidePercent: (100 * inside) / turns };
}

function marginOf({ _id: id, turns, freeTurns, at, ...sums }: MarginSums, refunded: Microcredits): Margin {
  const charged = BigInt(sums.charged) - refunded;
  const vendorCost = BigInt(sums.vendorCost);
  return {
    ...{ id, turns, charged, wouldHaveCost: BigInt(sums.wouldHaveCost), vendorCost, margin: charged - vendorCost },
    ...{ freeTurns, freeVendorCost: BigInt(sums.freeVendorCost), at },
  };
}

/** Of a turn that cost nothing there is no relative error; `$avg` passes over null. */
function relativeError(estimate: string, real: string): Document {
  return { $cond: [{ $gt: [real, 0] }, { $divide: [{ $abs: { $subtract: [estimate, real] } }, real] }, null] };
}

function oneIf(condition: Document): Document {
  return { $cond: [condition, 1, 0] };
}
