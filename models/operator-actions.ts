/** Turn refunds by operators, and the list of all they did to players' credits, newest first, with whose names stand under it. */
import type { Filter } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { TurnRefund } from '#core/ledger/reversal.ts';
import type { Database } from './database.ts';
import { entryOf, OPERATOR_KINDS } from './documents/entry-document.ts';
import type { EntryDocument } from './documents/entry-document.ts';
import { refundTurn } from './refund-turn.ts';
import type { RefundedTurn } from './refund-turn.ts';

export interface ActionsAsk {
  readonly since: Date;
  readonly by?: string | undefined;
  readonly playerId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface OperatorAction {
  readonly entry: BookedEntry;
  /** The operator's name; null for a script, and for who has left. */
  readonly byName: string | null;
}

export interface OperatorActions {
  refundTurn(refund: TurnRefund): Promise<RefundedTurn>;
  page(ask: ActionsAsk): Promise<{ actions: OperatorAction[]; nextCursor: string | null }>;
}

export function createOperatorActions(database: Database): OperatorActions {
  const { entries, players } = database;

  async function page({ since, by, playerId, cursor, limit }: ActionsAsk) {
    const filter: Filter<EntryDocument> = {
      kind: { $in: [...OPERATOR_KINDS] },
      at: { $gte: since },
      ...(by === undefined ? {} : { by }),
      ...(playerId === undefined ? {} : { parties: playerId }),
      ...(cursor === undefined ? {} : olderThan(cursor)),
    };
    const found = await entries
      .find(filter)
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .toArray();
    const rows = found.slice(0, limit).map(entryOf);
    const last = rows.at(-1);
    const names = await namesOf(new Set(rows.map((entry) => entry.by)));
    const actions = rows.map((entry) => ({ entry, byName: names.get(entry.by) ?? null }));
    return { actions, nextCursor: found.length > limit && last ? cursorOf(last) : null };
  }

  async function namesOf(ids: ReadonlySet<string>): Promise<Map<string, string>> {
    const found = await players.find({ _id: { $in: [...ids] } }, { projection: { name: 1 } }).toArray();
    return new Map(found.map(({ _id, name }) => [_id, name]));
  }

  return { refundTurn: (refund) => refundTurn(database, refund), page };
}

function cursorOf({ at, key }: BookedEntry): string {
  return Buffer.from(`${at.getTime()} ${key}`).toString('base64url');
}

function olderThan(cursor: string): Filter<EntryDocument> {
  const [, time, key = ''] = /^(\d{1,15}) (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []; // keys may have spaces
  if (time === undefined) {
    throw new GameError('BAD_INPUT', { issues: [{ path: ['cursor'], fault: 'is not a cursor of this list' }] });
  }
  const at = new Date(Number(time));
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: key } }] };
}
