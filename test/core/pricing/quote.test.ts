/** What a turn will probably cost, the most it can, and how short its passage gets when credits are few. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { sampleOf } from '#core/pricing/calibration.ts';
import type { TurnSample } from '#core/pricing/calibration.ts';
import { narratorPrices } from '#core/pricing/price-book.ts';
import { fittingQuote, leanestOf, passageTokensWithin } from '#core/pricing/fitting-quote.ts';
import { quoteTurn } from '#core/pricing/quote.ts';
import type { QuoteRequest } from '#core/pricing/quote.ts';
import { turnCost } from '#core/pricing/turn-cost.ts';
import type { Prompt, SummaryTask } from '#core/prompts/prompt.ts';
import { priceRow } from '../../support/price-rows.ts';
import { anyPrices } from '../arbitraries.ts';
import { entryWith } from '../prompts/story.ts';
import { always, SEED } from '../property.ts';

const entry = entryWith();
/** Any tracker: the scripted AI asks the same about each. */
const TIDE = { key: 'tide' };
const NOTHING = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
const UNTIL = new Date('2026-11-23T12:05:00Z');

const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
const anySample: fc.Arbitrary<TurnSample> = fc.record({
  warm: fc.boolean(),
  ratio: fc.double({ min: 0.7, max: 1.4, noNaN: true }),
  reuse: fc.double({ min: 0, max: 1.3, noNaN: true }),
  written: anyShare,
  added: fc.integer({ min: -40, max: 200 }),
  output: anyShare,
  trackers: fc.record({ input: fc.nat(200), cacheRead: fc.nat(50), cacheWrite: fc.nat(50), output: fc.nat(40) }),
});
const anySummary: fc.Arbitrary<SummaryTask | null> = fc.option(
  fc.record({ tokens: fc.integer({ min: 100, max: 4_000 }), tokensMax: fc.integer({ min: 60, max: 300 }) }).map((task) => ({
    ...{ ...task, fromN: 1, toN: 9, toKey: 'turn:journey:9' },
    parts: [{ kind: 'history', id: null, name: 'turn 1', role: 'user', text: '', tokens: 40, why: '' } as const],
  })),
);
const anyQuoteRequest: fc.Arbitrary<QuoteRequest> = fc
  .record({
    prices: anyPrices,
    summary: anySummary,
    volatileTokens: fc.nat(2_000),
    stableTokens: fc.nat(8_000),
    roomTokens: fc.nat(4_000),
    warm: fc.boolean(),
    passageTokens: fc.integer({ min: 1, max: 1_000 }),
    samples: fc.array(anySample, { maxLength: 20 }),
    written: fc.boolean(),
    trackers: fc.boolean(),
  })
  .map(({ volatileTokens, stableTokens, passageTokens, warm, summary, trackers, ...request }) => ({
    ...{ ...request, entry, priceVersion: 1 },
    limits: { promptTokens: 20_000, passageTokens, passageChosen: false },
    prompt: {
      tokens: stableTokens + volatileTokens,
      stableTokens,
      summary,
      trackers: trackers ? [TIDE] : [],
    } as unknown as Prompt,
    reusableTokens: warm ? stableTokens : 0,
    warmUntil: warm ? UNTIL : null,
  }));

const prices = narratorPrices(priceRow({ input: '1000', cacheRead: '100', output: '1000' }));
const prompt = { tokens: 1_000, stableTokens: 800, summary: null, trackers: [] } as unknown as Prompt;
const tracked = { ...prompt, trackers: [TIDE] } as unknown as Prompt;
const known = (samples: readonly TurnSample[]): QuoteRequest => ({
  ...{ entry, prices, priceVersion: 1, prompt, roomTokens: 0, written: true, samples },
  limits: { promptTokens: 4_000, passageTokens: 400, passageChosen: false },
  ...{ reusableTokens: 0, warmUntil: null },
});
const cold: TurnSample = { warm: false, ratio: 1, reuse: 0, written: 0, added: 0, output: 0.5, trackers: NOTHING };
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe(`a quote (seed ${SEED})`, () => {
  it('[PR3] has a ceiling that no usage within its tokens passes, a summary included', () => {
    const split = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100));
    always(
      fc.property(anyQuoteRequest, split, (request, [readPart, writePart, inputPart, outputPart]) => {
        const { prompt: asked, roomTokens, limits } = request;
        const patches = entry.narrator.patchTokens(asked, limits.passageTokens);
        const inputMax = asked.tokens + roomTokens + patches.input + (asked.summary?.tokens ?? 0);
        const outputMax = limits.passageTokens + patches.output + (asked.summary?.tokensMax ?? 0);
        const parts = Math.max(1, readPart + writePart + inputPart);
        const usage = {
          input: Math.floor((inputMax * inputPart) / parts),
          cacheRead: Math.floor((inputMax * readPart) / parts),
          cacheWrite: Math.floor((inputMax * writePart) / parts),
          output: Math.floor((outputMax * outputPart) / 100),
        };
        expect(turnCost(usage, request.prices) <= quoteTurn(request).ceiling).to.equal(true);
      }),
    );
  });

  it('[PR3] brackets: low ≤ likely ≤ high ≤ ceiling, and the least ceiling ≤ ceiling, whatever turns were like before', () => {
    always(
      fc.property(anyQuoteRequest, (request) => {
        const { low, likely, high, ceiling, ceilingShort, ceilingMin } = quoteTurn(request);
        expect(low <= likely, `low ${low}, likely ${likely}`).to.equal(true);
        expect(likely <= high, `likely ${likely}, high ${high}`).to.equal(true);
        expect(high <= ceiling, `high ${high}, ceiling ${ceiling}`).to.equal(true);
        expect(ceilingMin <= ceilingShort && ceilingShort <= ceiling).to.equal(true);
      }),
    );
  });

  it('takes for likely what turns before cost, priced anew: length, reading and remembering', () => {
    expect(quoteTurn(known(times(20, cold))).likely).to.equal(1_200_000n);
    expect(quoteTurn(known(times(20, { ...cold, ratio: 1.1 }))).likely).to.equal(1_300_000n);
    const asked = { ...cold, trackers: { ...NOTHING, input: 10, output: 5 } };
    expect(quoteTurn({ ...known(times(20, asked)), prompt: tracked }).likely).to.equal(1_215_000n);
    const warm = { ...known(times(20, { ...cold, warm: true, reuse: 0.5 })), reusableTokens: 800, warmUntil: UNTIL };
    expect(quoteTurn(warm).likely, '400 tokens at a tenth').to.equal(840_000n);
    const unwritten = { ...known(times(20, { ...cold, added: 30 })), written: false };
    expect(quoteTurn(unwritten).likely).to.equal(1_230_000n);
  });

  it('has nine of ten earlier turns between low and high', () => {
    const samples = Array.from({ length: 100 }, (_, index) => ({ ...cold, output: (index + 1) / 100 }));
    const quote = quoteTurn(known(samples));
    const costs = samples.map(({ output }) => BigInt(1_000 + Math.round(output * 400)) * 1_000n);
    expect(costs.filter((cost) => cost >= quote.low && cost <= quote.high).length).to.be.at.least(90);
  });

  it('[PR3] has ceilings with the slack of an AI whose tokens are only estimated', () => {
    const estimated = entryWith({ narrator: { ...entry.narrator, countSlack: 1.5 } });
    const [exact, slack] = [known(times(20, cold)), { ...known(times(20, cold)), entry: estimated }].map(quoteTurn);
    expect(slack!.ceiling - exact!.ceiling).to.equal(500_000n);
    expect(slack!.likely).to.equal(exact!.likely);
  });

  it('takes a turn of the other warmth for its length alone', () => {
    const warm = { ...known(times(20, { ...cold, reuse: 0 })), reusableTokens: 800, warmUntil: UNTIL };
    expect(quoteTurn(warm).likely, 'all of the 800 at a tenth').to.equal(480_000n);
    expect(quoteTurn(known(times(20, { ...cold, warm: true, reuse: 1 }))).likely).to.equal(1_200_000n);
  });

  it('prices a summary by how much the AI was seen to remember: nothing, until it was', () => {
    const part = { kind: 'history', id: null, name: 'turn 1', role: 'user', text: '', why: '' } as const;
    const parts = [
      { ...part, tokens: 556 },
      { ...part, tokens: 40 },
    ];
    const summary = { tokens: 600, tokensMax: 100, fromN: 1, toN: 9, toKey: 'k', parts } as SummaryTask;
    const likely = (samples: readonly TurnSample[]) =>
      quoteTurn({ ...known(samples), prompt: { ...prompt, summary } }).summary?.likely;
    expect(likely(times(20, cold))).to.equal(660_000n);
    expect(likely(times(20, { ...cold, warm: true, reuse: 0 }))).to.equal(660_000n);
    expect(likely(times(20, { ...cold, warm: true, reuse: 1 }))).to.equal(660_000n - 556n * 900n);
  });

  it('names a summary, and has its price in every amount', () => {
    const summary = { tokens: 600, tokensMax: 100, fromN: 1, toN: 9, toKey: 'k', parts: [] } as SummaryTask;
    const without = quoteTurn(known(times(20, cold)));
    const quote = quoteTurn({ ...known(times(20, cold)), prompt: { ...prompt, summary } });
    expect(quote.summary).to.deep.include({ fromN: 1, toN: 9 });
    expect(quote.likely - without.likely).to.equal(quote.summary?.likely);
    expect(quote.ceiling - without.ceiling).to.equal(700_000n);
  });
});

describe('[TN9] a quote for few credits', () => {
  const full = quoteTurn(known(times(20, cold)));

  it('is shortened to a passage that they cover, and says so', () => {
    const available = full.ceiling - 100_000n;
    const quote = fittingQuote(full, available);
    expect(quote).to.deep.include({ shortened: true, ceiling: available, passageTokensMax: 300 });
    expect(quote.high <= available).to.equal(true);
  });

  it('stays whole where credits cover all of it, or not even a short passage', () => {
    expect(fittingQuote(full, full.ceiling)).to.equal(full);
    expect(fittingQuote(full, full.ceilingMin - 1n)).to.equal(full);
    expect(passageTokensWithin(full, full.ceilingMin)).to.equal(150);
  });

  it('keeps little room for an action that is still to be written, so that the last credits can be played', () => {
    const unwritten = quoteTurn({ ...known(times(20, cold)), roomTokens: 256, written: false });
    expect(unwritten.ceiling - unwritten.ceilingShort).to.equal(224_000n);
    expect(fittingQuote(unwritten, unwritten.ceilingShort)).to.include({ shortened: false, passageTokensMax: 400 });
    expect(fittingQuote(unwritten, unwritten.ceilingShort - 100_000n)).to.include({ shortened: true, passageTokensMax: 300 });
  });

  it('leaves a summary out first, then the question about trackers, before it gives up', () => {
    const summary = { tokens: 600, tokensMax: 100, fromN: 1, toN: 9, toKey: 'k', parts: [] } as SummaryTask;
    const whole = quoteTurn({ ...known(times(20, cold)), prompt: { ...tracked, summary } });
    const withoutSummary = whole.leaner!();
    const leanest = leanestOf(whole);
    expect(withoutSummary).to.deep.include({ summary: null, withoutTrackers: false });
    expect(leanest).to.deep.include({ summary: null, withoutTrackers: true, leaner: null });
    expect(whole.ceiling - withoutSummary.ceiling).to.equal(700_000n);
    expect(withoutSummary.ceiling - leanest.ceiling).to.equal(30_000n);
    const fitting = (available: bigint) => fittingQuote(whole, available);
    expect(fitting(whole.ceiling)).to.equal(whole);
    expect(fitting(whole.ceiling - 1n)).to.include({ summary: null, shortened: false, withoutTrackers: false });
    expect(fitting(withoutSummary.ceilingMin)).to.include({ shortened: true, withoutTrackers: false, passageTokensMax: 150 });
    expect(fitting(withoutSummary.ceilingMin - 1n)).to.include({ shortened: true, withoutTrackers: true });
    expect(fitting(leanest.ceilingMin - 1n)).to.include({ shortened: false, withoutTrackers: true, ceiling: leanest.ceiling });
  });

  it('never promises more tokens than its ceiling pays for, and never more than there is', () => {
    always(
      fc.property(anyQuoteRequest, anyShare, (request, share) => {
        const whole = quoteTurn(request);
        const { ceilingMin: least } = leanestOf(whole);
        const available = least + ((whole.ceiling - least) * BigInt(Math.floor(share * 1_000))) / 1_000n;
        const quote = fittingQuote(whole, available);
        expect(quote.ceiling <= available).to.equal(true);
        expect(quote.passageTokensMax).to.be.within(1, whole.passageTokensMax);
        expect(quote.high <= quote.ceiling && quote.low <= quote.likely && quote.likely <= quote.high).to.equal(true);
      }),
    );
  });
});

describe('a sample of a settled turn', () => {
  const turn = {
    calls: [
      { call: 'narration' as const, usage: { input: 300, cacheRead: 800, cacheWrite: 100, output: 60 }, counted: false },
      { call: 'trackers' as const, usage: { ...NOTHING, input: 40, output: 8 }, counted: false },
    ],
    finish: 'complete' as const,
    estimate: {
      ...{ low: 0n, likely: 0n, high: 0n, warm: true },
      ...{ promptTokens: 980, reusableTokens: 800, addedTokens: 20, passageTokensMax: 120 },
    },
  };

  it('says how the real turn differed from what was counted', () => {
    expect(sampleOf(turn)).to.deep.equal({
      ...{ warm: true, ratio: 1.2, added: 20, output: 0.5, written: 0.25 },
      reuse: 800 / (800 * 1.2),
      trackers: { ...NOTHING, input: 40, output: 8 },
    });
  });

  it('is none for a turn that was stopped, or that has no narration', () => {
    expect(sampleOf({ ...turn, finish: 'stopped' })).to.equal(null);
    expect(sampleOf({ ...turn, calls: [] })).to.equal(null);
  });
});
