/** What tokens cost (PR2). */
import type { TokenUsage } from '#protocol/values.ts';
import { ceilDivide } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { PoolPrices } from './price-book.ts';

/** Σ tokens × price over the disjoint pools, rounded up once, to a whole microcredit. */
export function turnCost(usage: TokenUsage, prices: PoolPrices): Microcredits {
  const thousandths =
    BigInt(usage.input) * prices.input +
    BigInt(usage.cacheRead) * prices.cacheRead +
    BigInt(usage.cacheWrite) * prices.cacheWrite +
    BigInt(usage.output) * prices.output;
  return ceilDivide(thousandths, 1_000n);
}

/** All calls of a turn together (PR2). */
export function totalUsage(calls: readonly { readonly usage: TokenUsage }[]): TokenUsage {
  const total = (pool: keyof TokenUsage): number => calls.reduce((sum, { usage }) => sum + usage[pool], 0);
  return { input: total('input'), cacheRead: total('cacheRead'), cacheWrite: total('cacheWrite'), output: total('output') };
}

/** The most these tokens can cost, whichever pool the input falls into. */
export function dearestCost(tokens: { input: number; output: number }, prices: PoolPrices): Microcredits {
  const dearest = [prices.input, prices.cacheRead, prices.cacheWrite].reduce((most, price) => (price > most ? price : most));
  return ceilDivide(BigInt(tokens.input) * dearest + BigInt(tokens.output) * prices.output, 1_000n);
}
