/** The order of the model picker, and what its settings mean. */
import { expect } from 'chai';
import type { NarratorView, QuoteView } from '#sdk/index.ts';
import { inOrder, modelRows, orderOf } from '#web/models/model-rows.ts';
import { passageLimits, promptLimits, withinLimits, wordsOf } from '#web/models/setting-limits.ts';

const model = (narratorId: string, overrides: Partial<NarratorView> = {}) =>
  ({ narratorId, quote: null, ...overrides }) as NarratorView;
const quote = (likely: number) => ({ likely }) as QuoteView;
const models = [model('dear'), model('loading'), model('cheap'), model('middle')];
const live = { dear: quote(90), cheap: quote(10), middle: quote(50) };

describe('the model picker', () => {
  it('puts the chosen one first, then by likely cost, and what has no price last', () => {
    expect(orderOf(modelRows(models, live), 'middle')).to.deep.equal(['middle', 'cheap', 'dear', 'loading']);
    expect(orderOf(modelRows(models, live), null)).to.deep.equal(['cheap', 'middle', 'dear', 'loading']);
  });

  it('keeps its order while prices move and models come and go', () => {
    const order = orderOf(modelRows(models, live), 'middle');
    const later = modelRows([model('new'), ...models.slice(1)], { ...live, cheap: quote(1_000), new: quote(1) });
    expect(inOrder(later, order).map((row) => row.model.narratorId)).to.deep.equal(['middle', 'cheap', 'loading', 'new']);
  });

  it("takes a journey's live quotes over those that came with the list", () => {
    const listed = [model('cheap', { quote: quote(1) }), model('gone', { quote: quote(2) })];
    expect(modelRows(listed, live).map((row) => row.quote?.likely ?? null)).to.deep.equal([10, null]);
    expect(modelRows(listed).map((row) => row.quote?.likely ?? null)).to.deep.equal([1, 2]);
  });
});

describe('the settings of turns', () => {
  const small = model('ember', { promptTokens: 2_000, promptTokensMax: 2_000, passageTokens: 56, passageTokensMax: 80 });

  it('stay within what the AI model can do', () => {
    expect(passageLimits(small)).to.deep.equal({ least: 24, most: 80, usual: 56, step: 2 });
    expect(promptLimits(small)).to.deep.equal({ least: 600, most: 2_000, usual: 2_000, step: 70 });
    expect(withinLimits(null, passageLimits(small))).to.equal(56);
    expect(withinLimits(700, passageLimits(small))).to.equal(80);
    expect(withinLimits(1, passageLimits(small))).to.equal(24);
  });

  it('tell words to two digits', () => {
    expect([24, 56, 300, 2_400, 128_000].map(wordsOf)).to.deep.equal([18, 42, 230, 1_800, 96_000]);
  });
});
