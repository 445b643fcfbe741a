/** Turns under other prices: sums that agree with each other, free turns apart. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { comparePrices } from '#core/pricing/compare-prices.ts';
import type { PriceChange, PricedTurn } from '#core/pricing/compare-prices.ts';
import { narratorPrices } from '#core/pricing/price-book.ts';
import { turnCost } from '#core/pricing/turn-cost.ts';
import { priceRow } from '../../support/price-rows.ts';
import { anyUsage } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

const OLD = ['ember', 'hearth', 'lumen'].map((narratorId) =>
  narratorPrices(priceRow({ narratorId, vendorUsd: { input: '1', output: '4' } })),
);
const NEW = ['ember', 'hearth'].map((narratorId) =>
  narratorPrices(priceRow({ narratorId, input: '5000', output: '300000', vendorUsd: { input: '2', output: '3' } })),
);

function turnOf(turn: Pick<PricedTurn, 'narratorId' | 'worldId' | 'funding' | 'usage'>, chargedPart = 1n): PricedTurn {
  const prices = OLD.find(({ narratorId }) => narratorId === turn.narratorId)!;
  const wouldHaveCost = turnCost(turn.usage, prices);
  const charged = turn.funding === 'free' ? 0n : wouldHaveCost / chargedPart;
  return { ...turn, charged, wouldHaveCost, vendorCost: turnCost(turn.usage, prices.vendor), at: new Date(0) };
}

const anyTurn: fc.Arbitrary<PricedTurn> = fc
  .record({
    narratorId: fc.constantFrom('ember', 'hearth', 'lumen'),
    worldId: fc.constantFrom('sea', 'hill', 'town'),
    funding: fc.constantFrom('free' as const, 'credits' as const),
    usage: anyUsage,
  })
  .chain((turn) => fc.constantFrom(1n, 2n).map((part) => turnOf(turn, part)));

const SUMS = [
  'turns',
  'charged',
  'newCharged',
  'vendorCost',
  'newVendorCost',
  'freeTurns',
  'freeVendorCost',
  'newFreeVendorCost',
] as const;

function totals(changes: readonly PriceChange[]): Record<string, string> {
  return Object.fromEntries(SUMS.map((sum) => [sum, String(changes.reduce((total, change) => total + BigInt(change[sum]), 0n))]));
}

describe(`a comparison of prices (seed ${SEED})`, () => {
  it('sums to the same over narrators, over worlds and in total; leaves out who has no new price, by name', () => {
    always(
      fc.property(fc.array(anyTurn, { maxLength: 30 }), (turns) => {
        const { narrators, worlds, total, unpriced } = comparePrices(turns, NEW);
        expect(totals(narrators)).to.deep.equal(totals([total]));
        expect(totals(worlds)).to.deep.equal(totals([total]));
        const left = [...unpriced.values()].reduce((sum, count) => sum + count, 0);
        expect(left).to.equal(turns.filter(({ narratorId }) => narratorId === 'lumen').length);
        expect(total.turns + total.freeTurns + left).to.equal(turns.length);
      }),
    );
  });

  it('changes nothing under the prices the turns were charged at', () => {
    always(
      fc.property(fc.array(anyTurn, { maxLength: 30 }), (turns) => {
        const { total } = comparePrices(turns, OLD);
        expect(total.newCharged).to.equal(total.charged);
        expect(total.newVendorCost).to.equal(total.vendorCost);
        expect(total.newFreeVendorCost).to.equal(total.freeVendorCost);
      }),
    );
  });

  it('[PR3] keeps the part of a cost that was charged of a turn above its ceiling', () => {
    const usage = { input: 1_000, cacheRead: 0, cacheWrite: 0, output: 0 };
    const half = turnOf({ narratorId: 'hearth', worldId: 'sea', funding: 'credits', usage }, 2n);
    expect(half.charged).to.equal(5_000_000n);
    expect(comparePrices([half], NEW).total.newCharged).to.equal(2_500_000n);
  });

  it('lists the worlds by how much their charges change, up or down', () => {
    const played = (worldId: string, input: number, output: number) =>
      turnOf({ narratorId: 'hearth', worldId, funding: 'credits', usage: { input, cacheRead: 0, cacheWrite: 0, output } });
    const { worlds } = comparePrices([played('sea', 100, 0), played('hill', 0, 100), played('town', 1_000, 0)], NEW);
    expect(worlds.map(({ id }) => id)).to.deep.equal(['hill', 'town', 'sea']);
  });
});
