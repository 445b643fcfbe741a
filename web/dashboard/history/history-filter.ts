/** What rows of the history to show: in the address, so that it can be gone back to, and as the server is asked for them. */
import type { EntryKind } from '#sdk/index.ts';

/** Kinds of rows as people look for them. */
export const ROW_GROUPS = {
  turns: ['turn', 'reverse'],
  payments: ['purchase', 'claw-back', 'reinstate', 'repay'],
  gifts: ['grant', 'adjust', 'link'],
  earnings: ['payout'],
} as const satisfies Record<string, readonly EntryKind[]>;

export type RowGroup = keyof typeof ROW_GROUPS;

/** All as texts of the address; '' stands for any. */
export interface HistoryFilters {
  readonly group: string;
  readonly world: string;
  readonly model: string;
  readonly paidBy: string;
  readonly ended: string;
  /** Days of the reader's own, such as `2026-11-28`, both included. */
  readonly from: string;
  readonly to: string;
}

const NAMES = ['group', 'world', 'model', 'paidBy', 'ended', 'from', 'to'] as const satisfies readonly (keyof HistoryFilters)[];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function filtersOf(parameters: URLSearchParams): HistoryFilters {
  const of = (name: (typeof NAMES)[number]) => parameters.get(name) ?? '';
  const oneOf = (name: (typeof NAMES)[number], values: readonly string[]) => (values.includes(of(name)) ? of(name) : '');
  const dayOf = (name: 'from' | 'to') => (DAY.test(of(name)) && !Number.isNaN(Date.parse(of(name))) ? of(name) : '');
  return {
    group: oneOf('group', Object.keys(ROW_GROUPS)),
    ...{ world: of('world'), model: of('model') },
    ...{ paidBy: oneOf('paidBy', ['free', 'credits']), ended: oneOf('ended', ['settled', 'released']) },
    ...{ from: dayOf('from'), to: dayOf('to') },
  };
}

export function parametersOf(filters: HistoryFilters): URLSearchParams {
  return new URLSearchParams(NAMES.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]])));
}

export function isFiltered(filters: HistoryFilters): boolean {
  return NAMES.some((name) => filters[name] !== '');
}

/** As `api.wallet.history` and the downloads take it. Days are the reader's: they begin at their own midnight. */
export function historyQueryOf({ group, world, model, paidBy, ended, from, to }: HistoryFilters) {
  return {
    ...(group !== '' && { kind: [...ROW_GROUPS[group as RowGroup]] }),
    ...(world !== '' && { worldId: world }),
    ...(model !== '' && { narratorId: model }),
    ...(paidBy !== '' && { funding: paidBy as 'free' | 'credits' }),
    ...(ended !== '' && { state: ended as 'settled' | 'released' }),
    ...(from !== '' && { from: midnight(from, 0) }),
    ...(to !== '' && { to: midnight(to, 1) }),
  };
}

function midnight(day: string, daysLater: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater);
}
