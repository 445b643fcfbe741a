/** A player's history: every entry they are a party of, newest first, page by page. */
import { GameError } from '#protocol/errors.ts';
import type { Entry } from '#core/ledger/entry.ts';
import type { Database } from './database.ts';
import { entryOf } from './documents/entry-document.ts';

export interface HistoryStore {
  page(playerId: string, cursor: string | undefined, limit: number): Promise<{ rows: Entry[]; nextCursor: string | null }>;
}

export function createHistoryStore({ entries }: Database): HistoryStore {
  async function page(
    playerId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ rows: Entry[]; nextCursor: string | null }> {
    const after = cursor === undefined ? null : parseCursor(cursor);
    const older = after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.key } }] } : {};
    const found = await entries
      .find({ parties: playerId, ...older })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .toArray();
    const rows = found.slice(0, limit).map(entryOf);
    const last = rows.at(-1);
    return { rows, nextCursor: found.length > limit && last ? cursorOf(last) : null };
  }

  return { page };
}

function cursorOf({ at, key }: Entry): string {
  return Buffer.from(`${at.getTime()} ${key}`).toString('base64url');
}

function parseCursor(cursor: string): { at: Date; key: string } {
  const [, time = '', key = ''] = /^(\d+) (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []; // keys may have spaces
  const at = new Date(Number(time));
  if (key === '' || Number.isNaN(at.getTime())) {
    throw new GameError('BAD_INPUT', { issues: [{ path: ['cursor'], fault: 'is not a cursor of this history' }] });
  }
  return { at, key };
}
