/** Which accounts an entry may move, by its kind: those of one player (of two who become one), one creator, and the platform's that belong to it (LG1). */
import type { EntryKind } from '#protocol/values.ts';
import { POCKETS } from '#core/money/pockets.ts';
import { ABSORBED, FORFEITED, GRANTS, REVENUE, SALES } from './accounts.ts';
import type { Entry } from './entry.ts';

const CREATOR = 'creator';
const RECEIVABLE = 'receivable';
const TURN = [...POCKETS, CREATOR, REVENUE, ABSORBED];

/** Players' pockets by their name, the platform's accounts whole. */
const SHAPES: Record<EntryKind, readonly string[]> = {
  turn: TURN,
  reverse: TURN,
  grant: ['grant', GRANTS],
  adjust: [...POCKETS, GRANTS],
  repay: [...POCKETS, RECEIVABLE],
  purchase: ['purchase', 'bonus', SALES, GRANTS],
  'claw-back': [...POCKETS, RECEIVABLE, SALES, GRANTS],
  reinstate: ['purchase', 'bonus', SALES, GRANTS],
  payout: ['earning', CREATOR, FORFEITED],
  close: [...POCKETS, RECEIVABLE, FORFEITED, ABSORBED],
  link: [...POCKETS, RECEIVABLE, GRANTS],
};

/** What is wrong with them, in words. */
export function strayAccounts({ kind, postings }: Pick<Entry, 'kind' | 'postings'>): string[] {
  const shapes: readonly string[] = Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : [];
  const accounts = postings.map(({ account }) => account);
  const strays = accounts.filter((account) => !shapes.includes(shapeOf(account)));
  return [
    ...strays.map((account) => `kind ${kind} does not move ${account}`),
    ...(ownersOf(accounts, ['player', RECEIVABLE]).size > (kind === 'link' ? 2 : 1) ? ['moves credits of several players'] : []),
    ...(ownersOf(accounts, [CREATOR]).size > 1 ? ['moves earnings of several creators'] : []),
  ];
}

function shapeOf(account: string): string {
  const [book = '', , pocket = ''] = account.split(':');
  if (book === 'player') return pocket;
  return book === 'platform' ? account : book;
}

function ownersOf(accounts: readonly string[], books: readonly string[]): Set<string | undefined> {
  const parts = accounts.map((account) => account.split(':'));
  return new Set(parts.filter(([book = '']) => books.includes(book)).map(([, owner]) => owner));
}
