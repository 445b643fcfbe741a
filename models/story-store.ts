/** Where a journey's story stands and what it says: the way to the head, what stands beside it, and every change that players make to it. */
import { GameError } from '#protocol/errors.ts';
import { PASSAGES_IN_STATE_MAX } from '#protocol/values.ts';
import type { Alternatives, OpenJourney } from '#core/journeys/journey.ts';
import type { HeadMove } from '#core/journeys/journey-store.ts';
import { passageOf, shownOf } from '#core/journeys/passages.ts';
import type { Passage } from '#core/journeys/passages.ts';
import { turnKey } from '#core/ledger/entry.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { Database } from './database.ts';
import { turnOf } from './documents/turn-document.ts';
import type { TurnDocument } from './documents/turn-document.ts';

/** How far back a room reads; far beyond what any AI's context holds. */
const HISTORY_TURNS_MAX = 1_000;
/** Turns read at once on the way back from one that may stand aside. */
const TURNS_READ = 100;
/** Without the parts of old prompts: they are the larger half of a turn, and only receipts look at them. */
const WITHOUT_PARTS = { projection: { parts: 0 } } as const;
/** A turn on the way, and incomplete text that may be: nothing else of the journey. */
const ON_THE_WAY = { aside: { $ne: true } } as const;

interface Owned {
  readonly id: string;
  readonly fence: number;
}

export interface StoryStore {
  /** From the first turn to `head`, as much of it as a room reads. */
  readonly load: (
    journeyId: string,
    head: string | null,
  ) => Promise<Pick<OpenJourney, 'history' | 'incomplete' | 'alternatives'>>;
  readonly moveHead: (journey: Owned, move: HeadMove) => Promise<Turn | null>;
  readonly editTurn: (journey: Owned, turn: Turn) => Promise<void>;
  readonly turn: (journeyId: string, turnId: string) => Promise<Turn | null>;
  /** The turn of this number, on the way or aside, or its incomplete text, among its alternatives; null when there is none. */
  readonly passage: (journeyId: string, n: number) => Promise<Passage | null>;
  readonly alternatives: (journeyId: string, after: readonly (string | null)[]) => Promise<Alternatives>;
  /** Passages on the way to the head, before number `before`, newest first. */
  readonly passages: (journeyId: string, before: number | undefined, limit: number) => Promise<Passage[]>;
  /** The turns that this one followed, at most `count`, oldest first. */
  readonly wayBefore: (turn: Turn, count: number) => Promise<Turn[]>;
}

export function createStoryStore(database: Database): StoryStore {
  const { journeys, lanes, turns } = database;

  async function load(journeyId: string, head: string | null) {
    const newest = async (incomplete: boolean) => {
      const told = turns.find({ journeyId, incomplete, ...ON_THE_WAY }, WITHOUT_PARTS).sort({ n: -1 });
      return (await told.limit(HISTORY_TURNS_MAX).toArray()).map(withoutParts);
    };
    const [settled, incomplete] = [await newest(false), await newest(true)];
    const history = wayBack(settled, head).reverse();
    const latest = history.slice(-PASSAGES_IN_STATE_MAX).map(({ parentKey }) => parentKey);
    return {
      history,
      incomplete: incomplete.reverse(),
      alternatives: await alternatives(journeyId, [...latest, head]),
    };
  }

  async function moveHead({ id, fence }: Owned, { type, from, to, at }: HeadMove): Promise<Turn | null> {
    return lanes.run(async (session) => {
      const remembered = type === 'undo' && to === null ? { onward: from } : {};
      const moved = await journeys.updateOne(
        { _id: id, fence, head: from },
        { $set: { head: to, updatedAt: at, ...remembered } },
        { session },
      );
      if (moved.matchedCount === 0) throw new GameError('JOURNEY_MOVED');
      if (type !== 'redo' && from !== null) await turns.updateOne({ _id: from }, { $set: { aside: true } }, { session });
      if (to === null) return null;
      const found = await turns.findOneAndUpdate(
        { _id: to, journeyId: id },
        { $set: type === 'undo' ? { onward: from } : { aside: false } },
        { session, returnDocument: 'after', ...WITHOUT_PARTS },
      );
      if (!found) throw new Error(`the story of ${id} cannot stand at ${to}: there is no such turn`);
      return withoutParts(found);
    });
  }

  async function editTurn({ id, fence }: Owned, { key, action, passage, editedAt, original }: Turn): Promise<void> {
    await lanes.run(async (session) => {
      const owned = await journeys.updateOne({ _id: id, fence }, { $inc: { edits: 1 } }, { session });
      if (owned.matchedCount === 0) throw new GameError('JOURNEY_MOVED');
      await turns.updateOne({ _id: key }, { $set: { action, passage, editedAt, original } }, { session });
    });
  }

  async function turn(journeyId: string, turnId: string): Promise<Turn | null> {
    const found = await turns.findOne({ _id: turnKey(journeyId, turnId), incomplete: false }, WITHOUT_PARTS);
    return found && withoutParts(found);
  }

  async function passage(journeyId: string, n: number): Promise<Passage | null> {
    const found = await turns.findOne({ journeyId, n }, WITHOUT_PARTS);
    if (!found) return null;
    const told = withoutParts(found);
    return passageOf(told, await alternatives(journeyId, [told.parentKey]));
  }

  async function alternatives(journeyId: string, after: readonly (string | null)[]): Promise<Alternatives> {
    const following = await turns
      .find({ journeyId, parentKey: { $in: [...after] }, incomplete: false }, { projection: { parentKey: 1, turnId: 1 } })
      .sort({ n: 1 })
      .toArray();
    return new Map(
      after.map((key) => [key, following.filter(({ parentKey }) => parentKey === key).map(({ turnId }) => turnId)] as const),
    );
  }

  async function passages(journeyId: string, before: number | undefined, limit: number): Promise<Passage[]> {
    const shown: Turn[] = [];
    let told: Turn[] = [];
    let below = before;
    // Of incomplete text, only the turn on the way before it tells whether it is shown.
    for (let isAll = false; !isAll && shown.length < limit;) {
      const filter = { journeyId, ...ON_THE_WAY, ...(below === undefined ? {} : { n: { $lt: below } }) };
      const read = await turns
        .find(filter, WITHOUT_PARTS)
        .sort({ n: -1 })
        .limit(limit + 1)
        .toArray();
      isAll = read.length <= limit;
      told = [...told, ...read.map(withoutParts)];
      below = told.at(-1)?.n;
      const last = isAll ? told.length : told.findLastIndex(({ incomplete }) => !incomplete);
      const [certain, rest] = [told.slice(0, Math.max(0, last)), told.slice(Math.max(0, last))];
      shown.push(...shownOf(certain.reverse(), rest[0]?.key ?? null).reverse());
      told = rest;
    }
    const page = shown.slice(0, limit);
    const known = await alternatives(
      journeyId,
      page.flatMap(({ incomplete, parentKey }) => (incomplete ? [] : [parentKey])),
    );
    return page.map((each) => passageOf(each, known));
  }

  async function wayBefore({ journeyId, n, parentKey }: Turn, count: number): Promise<Turn[]> {
    const way: Turn[] = [];
    let [wanted, below] = [parentKey, n];
    while (wanted !== null && way.length < count) {
      const earlier = turns.find({ journeyId, n: { $lt: below } }, WITHOUT_PARTS).sort({ n: -1 });
      const newestFirst = (await earlier.limit(TURNS_READ).toArray()).map(withoutParts);
      const found = wayBack(newestFirst, wanted);
      way.push(...found);
      const last = newestFirst.at(-1);
      if (!last) break;
      [wanted, below] = [found.length > 0 ? (found.at(-1)?.parentKey ?? null) : wanted, last.n];
    }
    return way.slice(0, count).reverse();
  }

  return { load, moveHead, editTurn, turn, passage, alternatives, passages, wayBefore };
}

function withoutParts(turn: TurnDocument): Turn {
  return turnOf({ ...turn, parts: [] });
}

/** From this turn to the earliest that is here, along the parents. */
function wayBack(turns: readonly Turn[], from: string | null): Turn[] {
  const byKey = new Map(turns.map((turn) => [turn.key, turn]));
  const way: Turn[] = [];
  for (
    let turn = from === null ? undefined : byKey.get(from);
    turn;
    turn = turn.parentKey === null ? undefined : byKey.get(turn.parentKey)
  ) {
    way.push(turn);
  }
  return way;
}
