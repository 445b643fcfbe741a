/** How much worlds have been played since ever. Kept and only added to: counting all of it anew would grow with the journal. */
import type { Database } from './database.ts';
import { OPERATOR_KINDS } from './documents/entry-document.ts';

export interface WorldTally {
  /** How many turns were told, by world; at most half a minute old. Worlds without any are not in it. */
  turnsTold(): Promise<ReadonlyMap<string, number>>;
  /** How many players take part in a world's journeys; at most half a minute old. */
  players(worldId: string): Promise<number>;
}

const KEPT_MS = 30_000;
/** Entries of the last hour are counted anew each time: a commit may come later than its entry's time, and clocks differ. */
const UNSURE_MS = 3_600_000;
/** When the part that is counted anew each time has grown to this, most of it joins the rest. */
const COUNTED_ANEW_MS = 6 * 3_600_000;
const WORLDS_KEPT_MAX = 5_000;
const EVER = new Date(0);

type Counts = Map<string, number>;

export function createWorldTally({ entries, journeys }: Pick<Database, 'entries' | 'journeys'>, clock: () => Date): WorldTally {
  /** All turns before `until`, never to be counted again. */
  let settled: { until: Date; counts: Counts } = { until: EVER, counts: new Map() };
  const turns = keptFor(KEPT_MS, clock, countTurns);
  const playerCounts = new Map<string, () => Promise<number>>();

  async function countTurns(): Promise<Counts> {
    const now = clock().getTime();
    if (now - settled.until.getTime() > COUNTED_ANEW_MS) {
      const until = new Date(now - UNSURE_MS);
      const more = await countBetween(settled.until, until);
      settled = { until, counts: sumOf(settled.counts, more) };
    }
    return sumOf(settled.counts, await countBetween(settled.until, null));
  }

  /** From the index alone; of what has a world in it, reversals are no turns. */
  async function countBetween(from: Date, until: Date | null): Promise<Counts> {
    const at = { $gte: from, ...(until ? { $lt: until } : {}) };
    const byWorld = { $group: { _id: '$meta.worldId', count: { $sum: 1 } } };
    const [all, reversals] = await Promise.all([
      entries.aggregate<CountRow>([{ $match: { 'meta.worldId': { $gt: '' }, at } }, byWorld]).toArray(),
      entries
        .aggregate<CountRow>([{ $match: { kind: { $in: [...OPERATOR_KINDS] }, at, 'meta.worldId': { $gt: '' } } }, byWorld], {
          hint: 'operators',
        })
        .toArray(),
    ]);
    return sumOf(new Map(all.map(({ _id, count }) => [_id, count])), new Map(reversals.map(({ _id, count }) => [_id, -count])));
  }

  function players(worldId: string): Promise<number> {
    if (playerCounts.size >= WORLDS_KEPT_MAX) playerCounts.clear();
    const count = playerCounts.get(worldId) ?? keptFor(KEPT_MS, clock, () => countPlayers(worldId));
    playerCounts.set(worldId, count);
    return count();
  }

  async function countPlayers(worldId: string): Promise<number> {
    const [found] = await journeys
      .aggregate<{ count: number }>([
        { $match: { worldId } },
        { $project: { _id: 0, playerId: '$members.playerId' } },
        { $unwind: '$playerId' },
        { $group: { _id: '$playerId' } },
        { $count: 'count' },
      ])
      .toArray();
    return found?.count ?? 0;
  }

  return { turnsTold: turns, players };
}

interface CountRow {
  readonly _id: string;
  readonly count: number;
}

function sumOf(...parts: readonly ReadonlyMap<string, number>[]): Counts {
  const sum: Counts = new Map();
  for (const part of parts) for (const [id, count] of part) sum.set(id, (sum.get(id) ?? 0) + count);
  return sum;
}

/** Those who ask at once share one answer, and so does who asks within the time. What failed is asked again. */
function keptFor<Answer>(ms: number, clock: () => Date, ask: () => Promise<Answer>): () => Promise<Answer> {
  let kept: { at: number; answer: Promise<Answer> } | undefined;
  return () => {
    const at = clock().getTime();
    if (kept && Math.abs(at - kept.at) < ms) return kept.answer;
    const answer = ask();
    kept = { at, answer };
    answer.catch(() => (kept = undefined));
    return answer;
  };
}
