/** About how many turns credits are, on the AI model that players begin with. */
import type { WorldSummary } from '#sdk/index.ts';

/** By the middle one of the worlds' likely costs; null while none is known, and where it is less than one turn. */
export function turnsFor(credits: number, worlds: readonly Pick<WorldSummary, 'likelyCost'>[]): number | null {
  const costs = worlds.flatMap(({ likelyCost }) => likelyCost ?? []).sort((a, b) => a - b);
  const middle = costs[Math.floor(costs.length / 2)];
  if (middle === undefined || middle <= 0) return null;
  return rounded(Math.floor(credits / middle)) || null;
}

/** To two figures, downwards: it is an estimate. */
function rounded(turns: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(turns || 1)) - 1);
  return Math.floor(turns / step) * step;
}
