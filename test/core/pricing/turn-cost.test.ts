/** Costs: exact, rounded up once, and never above the dearest. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { narratorPrices } from '#core/pricing/price-book.ts';
import { dearestCost, turnCost } from '#core/pricing/turn-cost.ts';
import { priceRow } from '../../support/price-rows.ts';
import { anyPrices, anyUsage } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

describe(`the cost of a turn (seed ${SEED})`, () => {
  it('[PR2] is the sum over the pools, rounded up once to a whole microcredit', () => {
    always(
      fc.property(anyUsage, anyPrices, (usage, prices) => {
        const pools = ['input', 'cacheRead', 'cacheWrite', 'output'] as const;
        const exact = pools.reduce((sum, pool) => sum.plus(BigInt(usage[pool]), prices[pool], 1_000n), new Fraction(0n, 1n));
        expect(turnCost(usage, prices)).to.equal(exact.roundedUp());
      }),
    );
  });

  it('[PR2] is rounded once, not pool by pool', () => {
    const prices = narratorPrices(priceRow({ input: '0.4', output: '0.4', cacheRead: '0.4', cacheWrite: '0.4' }));
    expect(turnCost({ input: 1, cacheRead: 1, cacheWrite: 1, output: 1 }, prices)).to.equal(2n);
    expect(turnCost({ input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, prices)).to.equal(0n);
  });

  it('[PR3] is never above the dearest cost of as many tokens, whichever pool they fall into', () => {
    always(
      fc.property(anyUsage, anyPrices, fc.nat(50), fc.nat(50), (usage, prices, moreInput, moreOutput) => {
        const input = usage.input + usage.cacheRead + usage.cacheWrite + moreInput;
        const dearest = dearestCost({ input, output: usage.output + moreOutput }, prices);
        expect(turnCost(usage, prices) <= dearest).to.equal(true);
      }),
    );
  });
});

/** Exact arithmetic of its own, to hold the shortcut of `turnCost` against. */
class Fraction {
  readonly #over: bigint;
  readonly #under: bigint;

  constructor(over: bigint, under: bigint) {
    this.#over = over;
    this.#under = under;
  }

  /** Adds `count` × `price` / `per`. */
  plus(count: bigint, price: bigint, per: bigint): Fraction {
    return new Fraction(this.#over * per + count * price * this.#under, this.#under * per);
  }

  roundedUp(): bigint {
    const whole = this.#over / this.#under;
    return whole * this.#under === this.#over ? whole : whole + 1n;
  }
}
