/** Price comparisons and margins for people to read. */
import { formatCredits } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { PriceChange, PriceComparison } from '#core/pricing/compare-prices.ts';
import type { Margin } from '#models/turn-figures.ts';
import { textTable } from './text-table.ts';

const WORLDS_LISTED_MAX = 10;

export function comparisonText({ narrators, total, worlds, unpriced }: PriceComparison): string {
  const header = ['charged', 'new', 'change', 'vendor', 'new', 'margin %', 'new', 'free turns', 'their vendor cost', 'new'];
  const table = (first: string, changes: readonly PriceChange[]) =>
    textTable({ header: [first, 'turns', ...header], rows: changes.map(changeCells), total: changeCells(total) });
  const changed = worlds.filter(({ charged, newCharged }) => charged !== newCharged).slice(0, WORLDS_LISTED_MAX);
  return [
    ...[...unpriced].map(([narratorId, turns]) => `${narratorId} is not in the file: ${turns} turns of it are left out.`),
    'Credits of turns as they were charged and vendors paid, and under the file:',
    '',
    table('narrator', narrators),
    '',
    ...(changed.length === 0
      ? ["No world's charges change."]
      : ['Worlds whose charges change most:', '', table('world', changed)]),
  ].join('\n');
}

function changeCells(change: PriceChange): string[] {
  const { id, turns, charged, newCharged, vendorCost, newVendorCost } = change;
  return [
    ...[id, String(turns), formatCredits(charged), formatCredits(newCharged), percentText(newCharged - charged, charged, '+')],
    ...[formatCredits(vendorCost), formatCredits(newVendorCost)],
    ...[percentText(charged - vendorCost, charged), percentText(newCharged - newVendorCost, newCharged)],
    ...[String(change.freeTurns), formatCredits(change.freeVendorCost), formatCredits(change.newFreeVendorCost)],
  ];
}

export function marginsText(margins: readonly Margin[], by: 'narrator' | 'world' | 'turn'): string {
  const header = ['turns', 'charged', 'real price', 'vendor', 'margin', 'margin %', 'free turns', 'their vendor cost'];
  const latest = by === 'turn' ? 'at' : 'latest';
  return textTable({
    header: [by, ...header, latest],
    rows: margins.map((margin) => [...marginCells(margin), margin.at.toISOString().slice(0, 19)]),
    total: marginCells({ ...margins.reduce(marginSum), id: 'total' }),
  });
}

function marginCells({ id, turns, charged, wouldHaveCost, vendorCost, margin, freeTurns, freeVendorCost }: Margin): string[] {
  return [
    ...[id, String(turns), formatCredits(charged), formatCredits(wouldHaveCost), formatCredits(vendorCost)],
    ...[formatCredits(margin), percentText(margin, charged), String(freeTurns), formatCredits(freeVendorCost)],
  ];
}

function marginSum(sum: Margin, more: Margin): Margin {
  return {
    id: 'total',
    turns: sum.turns + more.turns,
    charged: sum.charged + more.charged,
    wouldHaveCost: sum.wouldHaveCost + more.wouldHaveCost,
    vendorCost: sum.vendorCost + more.vendorCost,
    margin: sum.margin + more.margin,
    freeTurns: sum.freeTurns + more.freeTurns,
    freeVendorCost: sum.freeVendorCost + more.freeVendorCost,
    at: sum.at > more.at ? sum.at : more.at,
  };
}

/** `plus` stands before what is above zero. */
function percentText(part: Microcredits, whole: Microcredits, plus = ''): string {
  if (whole === 0n) return '-';
  const percent = ((100 * Number(part)) / Number(whole)).toFixed(1);
  return `${part > 0n ? plus : ''}${percent} %`;
}
