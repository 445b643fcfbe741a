/** What turns that were played would have brought under other prices: read before they are published. */
import type { Funding, TokenUsage } from '#protocol/values.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { NarratorPrices } from './price-book.ts';
import { turnCost } from './turn-cost.ts';

/** Of a settled turn, what its price depends on. */
export interface PricedTurn {
  readonly narratorId: string;
  readonly worldId: string;
  readonly funding: Funding;
  readonly usage: TokenUsage;
  readonly charged: Microcredits;
  readonly wouldHaveCost: Microcredits;
  readonly vendorCost: Microcredits;
  readonly at: Date;
}

/** One narrator's or world's turns, as they were charged and as they would be. Free turns are counted apart: nobody pays for them. */
export interface PriceChange {
  /** The narrator or world. */
  readonly id: string;
  /** Turns paid in credits. */
  readonly turns: number;
  readonly charged: Microcredits;
  readonly vendorCost: Microcredits;
  readonly newCharged: Microcredits;
  readonly newVendorCost: Microcredits;
  readonly freeTurns: number;
  readonly freeVendorCost: Microcredits;
  readonly newFreeVendorCost: Microcredits;
}

export interface PriceComparison {
  readonly narrators: readonly PriceChange[];
  readonly total: PriceChange;
  /** By how much their players' charges change, the largest change first. */
  readonly worlds: readonly PriceChange[];
  /** Turns of narrators that the new prices do not have; they are in none of the sums. */
  readonly unpriced: ReadonlyMap<string, number>;
}

export function comparePrices(turns: readonly PricedTurn[], prices: readonly NarratorPrices[]): PriceComparison {
  const byNarrator = new Map(prices.map((row) => [row.narratorId, row]));
  const narrators = new Map<string, PriceChange>();
  const worlds = new Map<string, PriceChange>();
  const unpriced = new Map<string, number>();
  let total = noChange('total');
  for (const turn of turns) {
    const row = byNarrator.get(turn.narratorId);
    if (!row) {
      unpriced.set(turn.narratorId, (unpriced.get(turn.narratorId) ?? 0) + 1);
      continue;
    }
    const change = changeOf(turn, row);
    total = added(total, change);
    narrators.set(turn.narratorId, added(narrators.get(turn.narratorId) ?? noChange(turn.narratorId), change));
    worlds.set(turn.worldId, added(worlds.get(turn.worldId) ?? noChange(turn.worldId), change));
  }
  return {
    narrators: [...narrators.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    total,
    worlds: [...worlds.values()].sort((a, b) => Number(absolute(b.newCharged - b.charged) - absolute(a.newCharged - a.charged))),
    unpriced,
  };
}

function changeOf(turn: PricedTurn, prices: NarratorPrices): PriceChange {
  const newVendorCost = turnCost(turn.usage, prices.vendor);
  if (turn.funding === 'free')
    return { ...noChange(turn.narratorId), freeTurns: 1, freeVendorCost: turn.vendorCost, newFreeVendorCost: newVendorCost };
  const cost = turnCost(turn.usage, prices);
  // Above its ceiling a turn was charged a part of its cost; the ceiling would have moved with the prices, so the part stays.
  const newCharged = turn.charged < turn.wouldHaveCost ? (cost * turn.charged) / turn.wouldHaveCost : cost;
  const { charged, vendorCost } = turn;
  return { ...noChange(turn.narratorId), turns: 1, charged, vendorCost, newCharged, newVendorCost };
}

function noChange(id: string): PriceChange {
  return {
    id,
    turns: 0,
    charged: 0n,
    vendorCost: 0n,
    newCharged: 0n,
    newVendorCost: 0n,
    freeTurns: 0,
    freeVendorCost: 0n,
    newFreeVendorCost: 0n,
  };
}

function added(sum: PriceChange, more: PriceChange): PriceChange {
  return {
    id: sum.id,
    turns: sum.turns + more.turns,
    charged: sum.charged + more.charged,
    vendorCost: sum.vendorCost + more.vendorCost,
    newCharged: sum.newCharged + more.newCharged,
    newVendorCost: sum.newVendorCost + more.newVendorCost,
    freeTurns: sum.freeTurns + more.freeTurns,
    freeVendorCost: sum.freeVendorCost + more.freeVendorCost,
    newFreeVendorCost: sum.newFreeVendorCost + more.newFreeVendorCost,
  };
}

function absolute(amount: Microcredits): Microcredits {
  return amount < 0n ? -amount : amount;
}
