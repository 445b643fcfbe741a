/** About how many turns credits are, by what a first turn costs on the AI model that players begin with. */
import type { WorldSummary } from '#sdk/index.ts';

/** The middle one of the worlds' likely costs; null while none is known. */
export function firstTurnCost(worlds: readonly Pick<WorldSummary, 'likelyCost'>[]): number | null {
  const costs = worlds.flatMap(({ likelyCost }) => likelyCost ?? []).sort((a, b) => a - b);
  return costs[Math.floor(costs.length / 2)] || null;
}

/** To two figures, downwards: it is an estimate. null where it is less than one. */
export function turnsFor(credits: number, cost: number): number | null {
  const turns = Math.floor(credits / cost);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(turns || 1)) - 1);
  return Math.floor(turns / step) * step || null;
}
