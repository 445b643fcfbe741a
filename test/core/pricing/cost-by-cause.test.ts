/** Receipts by cause: every token at the price it really had, summing exactly to the charge. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { splitAmount } from '#core/money/split-amount.ts';
import { costByCause, partsWithoutCost } from '#core/pricing/cost-by-cause.ts';
import { narratorPrices } from '#core/pricing/price-book.ts';
import { totalUsage, turnCost } from '#core/pricing/turn-cost.ts';
import type { Prompt, PromptPart } from '#core/prompts/prompt.ts';
import type { CallUsage } from '#core/turns/narrator.ts';
import { priceRow } from '../../support/price-rows.ts';
import { anyPrices, anyUsage } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

const part = (kind: PromptPart['kind'], id: string | null, name: string, tokens: number): PromptPart => ({
  ...{ kind, id, name, tokens, role: 'user', text: '', why: `why ${name}` },
});
const prompt = {
  parts: [
    part('instructions', null, 'instructions', 100),
    part('premise', null, 'premise', 200),
    part('history', 'turn:1', 'turn 1', 30),
    part('history', 'turn:1', 'turn 1', 70),
    part('history', 'turn:2', 'turn 2', 100),
    part('lore', 'bell', 'The bell', 50),
    part('action', null, 'action', 50),
  ],
  cut: [
    { kind: 'lore', id: 'tower', name: 'The tower', tokens: 80, why: 'over the lore budget' },
    { kind: 'history', id: 'turn:0', name: 'turn 0', tokens: 10, why: 'beyond what this AI model reads at once' },
  ],
  summary: { fromN: 1, toN: 4 },
} as unknown as Prompt;
const call = (kind: CallUsage['call'], usage: CallUsage['usage']): CallUsage => ({ call: kind, usage, counted: false });

describe(`the receipt by cause (seed ${SEED})`, () => {
  it('[PR2] prices the cached beginning, what was written into the cache, and the rest each at its own price', () => {
    const prices = narratorPrices(priceRow({ input: '1000', cacheRead: '100', cacheWrite: '2000', output: '5000' }));
    const usage = { input: 100, cacheRead: 400, cacheWrite: 100, output: 20 };
    const lines = costByCause(prompt, [call('narration', usage)], prices, turnCost(usage, prices));
    expect(lines.map(({ kind, name, tokens, cost, cut }) => [kind, name, tokens, cost, cut])).to.deep.equal([
      ['instructions', 'instructions', 100, 10_000n, false],
      ['premise', 'premise', 200, 20_000n, false],
      ['history', 'turns 1–2', 200, 210_000n, false],
      ['lore', 'The bell', 50, 50_000n, false],
      ['action', 'action', 50, 50_000n, false],
      ['output', 'The passage', 20, 100_000n, false],
      ['lore', 'The tower', 80, 0n, true],
      ['history', 'turn 0', 10, 0n, true],
    ]);
  });

  it('sums exactly to the charge and to what each call read and wrote, whatever was used and charged', () => {
    const anyCalls = fc
      .tuple(anyUsage, fc.option(anyUsage), fc.option(anyUsage))
      .map(([narration, trackers, summary]) => [
        call('narration', narration),
        ...(trackers ? [call('trackers', trackers)] : []),
        ...(summary ? [call('summary', summary)] : []),
      ]);
    always(
      fc.property(anyCalls, anyPrices, fc.bigInt(0n, 10n ** 15n), (calls, prices, ceiling) => {
        const cost = turnCost(totalUsage(calls), prices);
        const charged = cost < ceiling ? cost : ceiling;
        const lines = costByCause(prompt, calls, prices, charged);
        expect(lines.reduce((sum, line) => sum + line.cost, 0n)).to.equal(charged);
        for (const { call: kind, usage } of calls) {
          const own = lines.filter((line) => line.call === kind && !line.cut);
          const tokens = own.reduce((sum, line) => sum + line.tokens, 0);
          expect(tokens).to.equal(usage.input + usage.cacheRead + usage.cacheWrite + usage.output);
        }
        expect(lines.every((line) => line.cost >= 0n)).to.equal(true);
      }),
    );
  });

  it('names the calls beside the narration', () => {
    const prices = narratorPrices(priceRow());
    const usage = { input: 10, cacheRead: 0, cacheWrite: 0, output: 5 };
    const calls = [call('narration', usage), call('trackers', usage), call('summary', usage)];
    const names = costByCause(prompt, calls, prices, 100n).filter(({ call: kind }) => kind !== 'narration');
    expect(names.map(({ call: kind, kind: what, name }) => [kind, what, name])).to.deep.equal([
      ['trackers', 'question', 'What changed'],
      ['trackers', 'output', 'What changed'],
      ['summary', 'question', 'Turns 1–4, to be summed up'],
      ['summary', 'output', 'The summary'],
    ]);
  });

  it('of a released turn has its parts, and no costs', () => {
    const lines = partsWithoutCost(prompt);
    expect(lines.every(({ cost }) => cost === 0n)).to.equal(true);
    expect(lines.map(({ tokens }) => tokens)).to.deep.equal([100, 200, 200, 50, 50, 80, 10]);
  });
});

describe('splitting an amount', () => {
  it('gives the odd ones to the largest remainders', () => {
    expect(splitAmount(10n, [1n, 1n, 1n])).to.deep.equal([4n, 3n, 3n]);
    expect(splitAmount(7n, [5n, 3n, 1n])).to.deep.equal([4n, 2n, 1n]);
    expect(splitAmount(5n, [0n, 0n])).to.deep.equal([0n, 0n]);
  });

  it('sums to the amount for any weights', () => {
    always(
      fc.property(fc.bigInt(0n, 10n ** 18n), fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1 }), (amount, weights) => {
        const shares = splitAmount(amount, weights);
        const expected = weights.some((weight) => weight > 0n) ? amount : 0n;
        expect(shares.reduce((sum, share) => sum + share, 0n)).to.equal(expected);
      }),
    );
  });
});
