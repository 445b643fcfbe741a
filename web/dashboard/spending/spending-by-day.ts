/** What turns cost by day and world, as a chart and a sum show it. Plain arithmetic. */
import type { SpendingDay } from '#sdk/index.ts';

const DAY_MS = 86_400_000;
const MICROCREDITS_PER_CREDIT = 1_000_000;
/** So many worlds have a color of their own. */
export const WORLDS_APART_MAX = 5;
export const OTHER_WORLDS = 'others';

export interface DaysChart {
  /** Every day, the oldest first, also those on which nothing was spent; amounts in credits under each world's id. */
  readonly days: readonly Record<string, string | number>[];
  /** The dearest first. `OTHER_WORLDS` stands last for all that are left, its name ''. */
  readonly worlds: readonly { readonly worldId: string; readonly name: string }[];
}

/** `to`: the last UTC day. */
export function daysChart(rows: readonly SpendingDay[], dayCount: number, to: string): DaysChart {
  const sums = new Map<string, { name: string; charged: number }>();
  for (const { worldId, worldName, charged } of rows) {
    sums.set(worldId, { name: worldName, charged: (sums.get(worldId)?.charged ?? 0) + charged });
  }
  const byCost = [...sums].filter(([, { charged }]) => charged > 0).sort(([, a], [, b]) => b.charged - a.charged);
  const apart = byCost.slice(0, WORLDS_APART_MAX).map(([worldId, { name }]) => ({ worldId, name }));
  const worlds = byCost.length > apart.length ? [...apart, { worldId: OTHER_WORLDS, name: '' }] : apart;
  const days = daysUpTo(to, dayCount).map((day) => {
    const credits: Record<string, number> = Object.fromEntries(worlds.map(({ worldId }) => [worldId, 0]));
    for (const row of rows) {
      if (row.day !== day || row.charged === 0) continue;
      const name = apart.some(({ worldId }) => worldId === row.worldId) ? row.worldId : OTHER_WORLDS;
      credits[name] = (credits[name] ?? 0) + row.charged / MICROCREDITS_PER_CREDIT;
    }
    return { day, ...credits };
  });
  return { days, worlds };
}

export interface SpendingSum {
  readonly charged: number;
  readonly refunded: number;
  readonly turns: number;
  readonly freeTurns: number;
  readonly wouldHaveCost: number;
}

export function sumOfDays(rows: readonly SpendingDay[]): SpendingSum {
  const sum = (of: keyof SpendingSum) => rows.reduce((total, row) => total + row[of], 0);
  return {
    ...{ charged: sum('charged'), refunded: sum('refunded'), turns: sum('turns') },
    ...{ freeTurns: sum('freeTurns'), wouldHaveCost: sum('wouldHaveCost') },
  };
}

/** The last so many UTC days up to this one, the oldest first. */
export function daysUpTo(to: string, count: number): string[] {
  const last = Date.parse(`${to}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => new Date(last - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10));
}
