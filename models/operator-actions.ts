/** What operators did to players' credits, newest first, with whose names stand under it. */
import type { Filter } from 'mongodb';
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { Database } from './database.ts';
import { entryOf, OPERATOR_KINDS } from './documents/entry-document.ts';
import type { EntryDocument } from './documents/entry-document.ts';
import { parsePlace, placeCursor } from './place-cursor.ts';
import type { Place } from './place-cursor.ts';
import { playedAs } from './played-as.ts';
import { listRefundOrders } from './refund-orders.ts';
import type { OrderedRefund, OrdersAsk } from './refund-orders.ts';

export interface ActionsAsk {
  readonly since: Date;
  readonly by?: string | undefined;
  readonly playerId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** `what`: an entry of the journal; or an order to pay a purchase back, whose entry comes when Stripe has done so. */
export interface OperatorAction {
  readonly what: BookedEntry | OrderedRefund;
  /** The operator's name; null for a script, and for who has left. */
  readonly byName: string | null;
}

export interface OperatorActions {
  page(ask: ActionsAsk): Promise<{ actions: OperatorAction[]; nextCursor: string | null }>;
}

export function createOperatorActions(database: Database): OperatorActions {
  const { entries, players } = database;

  async function page({ cursor, limit, ...ask }: ActionsAsk) {
    const place = { ...ask, after: cursor === undefined ? null : parsePlace(cursor), limit: limit + 1 };
    const [booked, ordered] = await Promise.all([listEntries(place), listRefundOrders(database, place)]);
    const found = [...booked, ...ordered].sort(newestFirst);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const names = await namesOf(new Set(rows.map(({ by }) => by)));
    const actions = rows.map((what) => ({ what, byName: names.get(what.by) ?? null }));
    return { actions, nextCursor: found.length > limit && last ? placeCursor({ at: last.at, seq: null, key: last.key }) : null };
  }

  async function listEntries({ since, by, playerId, after, limit }: OrdersAsk): Promise<BookedEntry[]> {
    const filter: Filter<EntryDocument> = {
      kind: { $in: [...OPERATOR_KINDS] },
      at: { $gte: since },
      ...(by === undefined ? {} : { by }),
      ...(playerId === undefined ? {} : { parties: { $in: await playedAs(database, playerId) } }),
      ...(after ? olderThan(after) : {}),
    };
    const found = await entries.find(filter).sort({ at: -1, _id: -1 }).limit(limit).toArray();
    return found.map(entryOf);
  }

  async function namesOf(ids: ReadonlySet<string>): Promise<Map<string, string>> {
    const found = await players.find({ _id: { $in: [...ids] } }, { projection: { name: 1 } }).toArray();
    return new Map(found.map(({ _id, name }) => [_id, name]));
  }

  return { page };
}

function newestFirst(one: OperatorAction['what'], other: OperatorAction['what']): number {
  return other.at.getTime() - one.at.getTime() || (one.key < other.key ? 1 : -1);
}

function olderThan({ at, key }: Place): Filter<EntryDocument> {
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: key } }] };
}
