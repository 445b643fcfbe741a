/** Whether credits run low: below what the player set, or below what turns like their latest cost. */
import type { HistoryRow, WalletView } from '#sdk/index.ts';

/** `low`: below the player's own mark; `empty`: not another turn like the latest is covered, and no free one is left. */
export type Balance = 'fine' | 'low' | 'empty';

export function balanceOf(wallet: WalletView, entries: readonly HistoryRow[]): Balance {
  const { available, debt, warnBelow, freeTurnsLeft } = wallet;
  const covers = debt > 0 ? 0 : available;
  if (freeTurnsLeft === 0 && covers < usualCost(entries)) return 'empty';
  // Who has none at all lives on free turns, and knows.
  return warnBelow !== null && available > 0 && available < warnBelow ? 'low' : 'fine';
}

/** Microcredits: the median of what the latest turns were worth, paid or free; the least there is when none was told. */
function usualCost(entries: readonly HistoryRow[]): number {
  const costs = entries.flatMap(({ turn }) => (turn && turn.wouldHaveCost > 0 ? [turn.wouldHaveCost] : []));
  return costs.sort((a, b) => a - b)[Math.floor(costs.length / 2)] ?? 1;
}
