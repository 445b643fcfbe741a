/** Where a page of the journal ends, as a text that its next page is asked for by. */
import { GameError } from '#protocol/errors.ts';

/** An entry's place in a list. */
export interface Place {
  readonly at: Date;
  /** The wallet's; null where the list does not go by it, and in entries from before it was kept. */
  readonly seq: number | null;
  readonly key: string;
}

export function placeCursor({ at, seq, key }: Place): string {
  return Buffer.from(`${at.getTime()} ${seq ?? '-'} ${key}`).toString('base64url');
}

/** Throws BAD_INPUT. */
export function parsePlace(cursor: string): Place {
  const match = /^(\d+) (-?\d+|-) (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')); // keys may have spaces
  const [, time = '', seq = '', key = ''] = match ?? [];
  const at = new Date(Number(time));
  if (key === '' || Number.isNaN(at.getTime())) {
    throw new GameError('BAD_INPUT', { issues: [{ path: ['cursor'], fault: 'is not a cursor of this list' }] });
  }
  return { at, seq: seq === '-' ? null : Number(seq), key };
}
