/** Price rows for tests: whole, with what a test is about in the foreground. */
import type { PriceRow } from '#core/pricing/price-book.ts';

export function priceRow(overrides: Partial<PriceRow> = {}): PriceRow {
  return {
    narratorId: 'hearth',
    tier: 'standard',
    freeEligible: true,
    contextTokens: 8_192,
    cacheLifetimeSeconds: 1_800,
    input: '10000',
    output: '100000',
    accepts: ['scripted'],
    vendorUsd: { input: '0', output: '0' },
    ...overrides,
  };
}
