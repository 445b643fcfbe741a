/** Prices, costs and quotes: exact, rounded up once, and a ceiling that nothing passes. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { narratorPrices, priceText } from '#core/pricing/price-book.ts';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { quoteTurn } from '#core/pricing/quote.ts';
import type { QuoteRequest } from '#core/pricing/quote.ts';
import { dearestCost, turnCost } from '#core/pricing/turn-cost.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { createScriptedNarrator, scriptedEntries } from '#narrators/scripted/scripted-narrator.ts';
import { anyPrices, anyUsage } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

const row: PriceRow = { narratorId: 'hearth', input: '10', output: '20', accepts: ['scripted'] };

describe(`prices (seed ${SEED})`, () => {
  it('[PR1] are credits per million tokens with at most three decimals; cache prices default to input', () => {
    expect(narratorPrices({ ...row, input: '0.001', output: '12.5', cacheRead: '0' })).to.deep.equal({
      narratorId: 'hearth',
      input: 1n,
      output: 12_500n,
      cacheRead: 0n,
      cacheWrite: 1n,
      accepts: ['scripted'],
    });
  });

  it('[PR1] of zero, below zero, missing or with too many decimals are refused, by name', () => {
    for (const price of ['0', '0.000', '-1', '', ' 1', '1.0001', '1.', '.5', '1e3', 'free', '1,5', '1234567890', undefined])
      for (const name of ['input', 'output'] as const)
        expect(() => narratorPrices({ ...row, [name]: price }), `${name} ${price}`).to.throw(
          RangeError,
          /hearth: .*(input|output)/,
        );
    for (const price of ['-1', '', '0.0001', 'free'])
      for (const name of ['cacheRead', 'cacheWrite'] as const)
        expect(() => narratorPrices({ ...row, [name]: price }), `${name} ${price}`).to.throw(RangeError, name);
    expect(() => narratorPrices({ ...row, accepts: [] })).to.throw(RangeError, 'no served id');
  });

  it('[PR1] are written as they are read', () => {
    always(
      fc.property(fc.bigInt(1n, 999_999_999_999n), (price) => {
        expect(narratorPrices({ ...row, input: priceText(price) }).input).to.equal(price);
      }),
    );
  });
});

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
    const prices = narratorPrices({ ...row, input: '0.4', output: '0.4', cacheRead: '0.4', cacheWrite: '0.4' });
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

describe(`a quote (seed ${SEED})`, () => {
  const [entry] = scriptedEntries(createScriptedNarrator(() => ({})));
  const anyQuoteRequest: fc.Arbitrary<QuoteRequest> = fc
    .record({
      prices: anyPrices,
      volatileTokens: fc.nat(2_000),
      stableTokens: fc.nat(8_000),
      roomTokens: fc.nat(4_000),
      warm: fc.boolean(),
      passageTokensMax: fc.integer({ min: 1, max: 1_000 }),
      recentOutputs: fc.array(fc.nat(1_200), { maxLength: 8 }),
    })
    .map(({ volatileTokens, stableTokens, passageTokensMax, ...request }) => ({
      ...request,
      entry: { ...entry!, passageTokensMax },
      priceVersion: 1,
      prompt: { tokens: stableTokens + volatileTokens, stableTokens } as Prompt,
    }));

  it('[PR3] has a ceiling that no usage within its tokens passes', () => {
    const split = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100));
    always(
      fc.property(anyQuoteRequest, split, (request, [readPart, writePart, inputPart, outputPart]) => {
        const { prompt, prices, roomTokens } = request;
        const patches = request.entry.narrator.patchTokens(prompt);
        const inputMax = prompt.tokens + roomTokens + patches.input;
        const outputMax = request.entry.passageTokensMax + patches.output;
        const parts = Math.max(1, readPart + writePart + inputPart);
        const usage = {
          input: Math.floor((inputMax * inputPart) / parts),
          cacheRead: Math.floor((inputMax * readPart) / parts),
          cacheWrite: Math.floor((inputMax * writePart) / parts),
          output: Math.floor((outputMax * outputPart) / 100),
        };
        expect(turnCost(usage, prices) <= quoteTurn(request).ceiling).to.equal(true);
      }),
    );
  });

  it('[PR3] brackets: low ≤ likely ≤ high ≤ ceiling, whatever the cache costs and however short passages were', () => {
    always(
      fc.property(anyQuoteRequest, (request) => {
        const { low, likely, high, ceiling } = quoteTurn(request);
        expect(low <= likely, `low ${low}, likely ${likely}`).to.equal(true);
        expect(likely <= high, `likely ${likely}, high ${high}`).to.equal(true);
        expect(high <= ceiling, `high ${high}, ceiling ${ceiling}`).to.equal(true);
      }),
    );
  });

  it('takes the mean of the latest passages for likely, and less for a warm cache that is cheaper', () => {
    const prices = narratorPrices({ ...row, input: '1000', cacheRead: '100', output: '1000' });
    const prompt = { tokens: 1_000, stableTokens: 800 } as Prompt;
    const request = { entry: entry!, prices, priceVersion: 1, prompt, roomTokens: 0, warm: false, recentOutputs: [400, 600] };
    const patches = entry!.narrator.patchTokens(prompt);
    const cold = quoteTurn(request);
    expect(cold.likely).to.equal(BigInt(1_000 + patches.input + 500) * 1_000n);
    expect(cold.likely - quoteTurn({ ...request, warm: true }).likely).to.equal(800n * 900n);
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
