/** What tokens cost (PR2). */
import type { TokenUsage } from '#protocol/values.ts';
import { ceilDivide } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { NarratorPrices } from './price-book.ts';

/** Σ tokens × price over the disjoint pools, rounded up once, to a whole microcredit. */
export function turnCost(usage: TokenUsage, prices: NarratorPrices): Microcredits {
  const thousandths =
    BigInt(usage.input) * prices.input +
    BigInt(usage.cacheRead) * prices.cacheRead +
    BigInt(usage.cacheWrite) * prices.cacheWrite +
    BigInt(usage.output) * prices.output;
  return ceilDivide(thousandths, 1_000n);
}

/** The most these tokens can cost, whichever pool the input falls into. */
export function dearestCost(tokens: { input: number; output: number }, prices: NarratorPrices): Microcredits {
  const dearest = [prices.input, prices.cacheRead, prices.cacheWrite].reduce((most, price) => (price > most ? price : most));
  return ceilDivide(BigInt(tokens.input) * dearest + BigInt(tokens.output) * prices.output, 1_000n);
}
