/** Random money, prices, usage and holds for the property tests. */
import * as fc from 'fast-check';
import { POCKETS } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { NarratorPrices } from '#core/pricing/price-book.ts';
import type { Hold } from '#core/wallet/wallet.ts';
import type { TokenUsage } from '#protocol/values.ts';

/** Small ones often, so that limits are met; up to a billion credits. */
export const anyAmount = fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 100_000_000n), fc.bigInt(0n, 1_000_000_000_000_000n));

export const anyPockets: fc.Arbitrary<Pockets> = fc.record({
  grant: anyAmount,
  bonus: anyAmount,
  earning: anyAmount,
  purchase: anyAmount,
});

export const anyTokens = fc.oneof(fc.nat(3), fc.nat(8_000), fc.nat(2_000_000));

export const anyUsage: fc.Arbitrary<TokenUsage> = fc.record({
  input: anyTokens,
  cacheRead: anyTokens,
  cacheWrite: anyTokens,
  output: anyTokens,
});

const anyPrice = fc.oneof(fc.bigInt(1n, 2_000n), fc.bigInt(1n, 999_999_999_999n));

/** Prices with every relation between the pools, also a cache that is dearer than reading anew. */
export const anyPrices: fc.Arbitrary<NarratorPrices> = fc.record({
  narratorId: fc.constant('hearth'),
  input: anyPrice,
  output: anyPrice,
  cacheRead: fc.oneof(fc.constant(0n), anyPrice),
  cacheWrite: fc.oneof(fc.constant(0n), anyPrice),
  tier: fc.constant('standard'),
  freeEligible: fc.boolean(),
  contextTokens: fc.constant(1_000_000),
  cacheLifetimeMs: fc.constantFrom(0, 300_000),
  accepts: fc.constant(['scripted']),
  vendor: fc.record({ input: anyPrice, output: anyPrice, cacheRead: anyPrice, cacheWrite: anyPrice }),
});

/** A credits hold whose draws are its ceiling, by `ana`. */
export const anyPaidHold: fc.Arbitrary<Hold> = anyPockets.map((draws) => paidHold(draws));

export function paidHold(draws: Pockets): Hold {
  return {
    key: 'turn:journey:3b241101-e2bb-4255-8caf-4136c566a962',
    hash: 'hash',
    by: 'ana',
    journeyId: 'journey',
    fence: 1,
    of: ['ana'],
    funding: 'credits',
    day: '2026-11-23',
    ceiling: POCKETS.reduce((sum, pocket) => sum + draws[pocket], 0n),
    draws,
    priceVersion: 1,
    narratorId: 'hearth',
    expiresAt: new Date('2026-11-23T12:05:00Z'),
  };
}
