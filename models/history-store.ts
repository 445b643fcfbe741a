/** A player's history: every entry they are a party of, also as a guest who merged into them, newest first, page by page (LK3). */
import type { Filter } from 'mongodb';
import type { EntryKind, Funding } from '#protocol/values.ts';
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { Database } from './database.ts';
import { entryOf, HISTORY_INDEX, NEWEST_FIRST } from './documents/entry-document.ts';
import type { EntryDocument } from './documents/entry-document.ts';
import { parsePlace, placeCursor } from './place-cursor.ts';
import type { Place } from './place-cursor.ts';
import { playedAs } from './played-as.ts';

/** All that is given must hold. */
export interface HistoryFilter {
  readonly kinds?: readonly EntryKind[] | undefined;
  readonly from?: Date | undefined;
  /** Not included. */
  readonly to?: Date | undefined;
  readonly worldId?: string | undefined;
  readonly journeyId?: string | undefined;
  readonly narratorId?: string | undefined;
  readonly funding?: Funding | undefined;
  readonly state?: 'settled' | 'released' | undefined;
}

export interface HistoryPage {
  readonly rows: BookedEntry[];
  readonly nextCursor: string | null;
}

export interface HistoryStore {
  /** A page may have fewer rows than its limit, even none, and yet a next one: a filter looks through so many entries at once, no more. */
  page(playerId: string, cursor: string | undefined, limit: number, filter?: HistoryFilter): Promise<HistoryPage>;
  /** All of it, a batch at a time. No cursor of the database stays open between batches, so a reader may take as long as they like. */
  batches(playerId: string, filter?: HistoryFilter): AsyncGenerator<BookedEntry[], void, void>;
}

/** How many entries one page looks through: some 30 ms of the database's time, whatever the filter. */
const ENTRIES_SCANNED_MAX = 10_000;
const ENTRIES_PER_BATCH = 500;

export function createHistoryStore(database: Database): HistoryStore {
  const { entries, journeys } = database;

  async function page(
    playerId: string,
    cursor: string | undefined,
    limit: number,
    filter: HistoryFilter = {},
  ): Promise<HistoryPage> {
    const span = spanOf(await playedAs(database, playerId), filter, cursor === undefined ? null : parsePlace(cursor));
    const wanted = await contentOf(playerId, filter);
    const last = wanted.length > 0 ? await placeAfter(span, ENTRIES_SCANNED_MAX - 1) : null;
    const scanned = last ? { $and: [span, notBefore(last)] } : span;
    const found = await entries
      .find({ $and: [scanned, ...wanted] })
      .hint(HISTORY_INDEX)
      .sort(NEWEST_FIRST)
      .limit(limit + 1)
      .toArray();
    const rows = found.slice(0, limit).map(entryOf);
    if (found.length > limit) return { rows, nextCursor: placeCursor(placeOf(rows.at(-1))) };
    return { rows, nextCursor: last && placeCursor(last) };
  }

  /** The place of the entry that comes so many after the first of this span; from the index alone. */
  async function placeAfter(span: Filter<EntryDocument>, count: number): Promise<Place | null> {
    const [found] = await entries
      .find(span, { projection: { at: 1, 'after.seq': 1 } })
      .hint(HISTORY_INDEX)
      .sort(NEWEST_FIRST)
      .skip(count)
      .limit(1)
      .map(entryOf)
      .toArray();
    return found ? placeOf(found) : null;
  }

  /** What the index cannot tell of the filter. A turn that was released knows its journey only. */
  async function contentOf(playerId: string, filter: HistoryFilter): Promise<Filter<EntryDocument>[]> {
    const { kinds, worldId, journeyId, narratorId, funding, state } = filter;
    const inWorld = worldId === undefined ? [] : await journeys.distinct('_id', { 'members.playerId': playerId, worldId });
    return [
      ...(kinds ? [{ kind: { $in: [...kinds] } }] : []),
      ...(state === undefined ? [] : [{ state }]),
      ...Object.entries({ journeyId, narratorId, funding }).flatMap(([name, value]) =>
        value === undefined ? [] : [{ [`meta.${name}`]: value }],
      ),
      ...(worldId === undefined
        ? []
        : [{ $or: [{ 'meta.worldId': worldId }, { 'meta.worldId': null, 'meta.journeyId': { $in: inWorld } }] }]),
    ];
  }

  async function* batches(playerId: string, filter: HistoryFilter = {}): AsyncGenerator<BookedEntry[], void, void> {
    let cursor: string | undefined;
    do {
      const { rows, nextCursor } = await page(playerId, cursor, ENTRIES_PER_BATCH, filter);
      if (rows.length > 0) yield rows;
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  return { page, batches };
}

/** What the index finds by itself: the player's entries of a time, below a place. */
function spanOf(playerIds: readonly string[], { from, to }: HistoryFilter, place: Place | null): Filter<EntryDocument> {
  const times = [
    ...(from ? [{ at: { $gte: from } }] : []),
    ...(to ? [{ at: { $lt: to } }] : []),
    ...(place ? [{ at: { $lte: place.at } }, below(place)] : []),
  ];
  return { $and: [{ parties: { $in: [...playerIds] } }, ...times] };
}

function below({ at, seq, key }: Place): Filter<EntryDocument> {
  const sameSeq = { at, 'after.seq': seq, _id: { $lt: key } };
  const older = seq === null ? [sameSeq] : [{ at, 'after.seq': { $lt: seq } }, sameSeq, { at, 'after.seq': null }];
  return { $or: [{ at: { $lt: at } }, ...older] };
}

/** This place and all above. */
function notBefore(place: Place): Filter<EntryDocument> {
  return { at: { $gte: place.at }, $nor: [below(place)] };
}

function placeOf(entry: BookedEntry | undefined): Place {
  if (!entry) throw new Error('a page that goes on has a last row');
  return { at: entry.at, seq: entry.after?.seq ?? null, key: entry.key };
}
