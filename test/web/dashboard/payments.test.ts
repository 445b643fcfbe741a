/** What the pages about payments reckon and say. */
import { expect } from 'chai';
import { ConnectionLost, GameError } from '#sdk/index.ts';
import type { CheckoutReturn } from '#sdk/index.ts';
import { askAgainMs, stageOf } from '#web/dashboard/packs/ask-again.ts';
import { returnWordsOf } from '#web/dashboard/packs/return-words.ts';
import { firstTurnCost, turnsFor } from '#web/dashboard/packs/turns-for.ts';

const MINUTE_MS = 60_000;

describe('the page after a payment', () => {
  const answer = (state: CheckoutReturn['state']) => ({ state }) as CheckoutReturn;

  it('asks on while nothing is decided, first often, then seldom, and not for ever', () => {
    for (const state of ['open', 'pending'] as const) expect(stageOf(answer(state), null, 0)).to.equal('waiting');
    expect(stageOf(undefined, null, 0)).to.equal('waiting');
    expect(stageOf(undefined, new ConnectionLost(), MINUTE_MS)).to.equal('waiting');
    expect(stageOf(undefined, new GameError('PAYMENTS_UNAVAILABLE'), 0)).to.equal('waiting');
    expect(stageOf(answer('open'), null, MINUTE_MS)).to.equal('gaveUp');
    expect(stageOf(answer('pending'), null, 20 * MINUTE_MS)).to.equal('gaveUp');
    expect([askAgainMs('waiting', 0), askAgainMs('waiting', 2 * MINUTE_MS)]).to.deep.equal([2_000, 10_000]);
    expect([askAgainMs('over', 0), askAgainMs('gaveUp', 0)]).to.deep.equal([null, null]);
  });

  it('stops at whatever ends it', () => {
    for (const state of ['paid', 'failed', 'expired', 'canceled', 'too-late'] as const)
      expect(stageOf(answer(state), null, 0), state).to.equal('over');
    for (const code of ['PURCHASE_NOT_FOUND', 'PURCHASE_MISMATCH', 'BAD_INPUT'] as const)
      expect(stageOf(undefined, new GameError(code), 0), code).to.equal('over');
  });

  it('has words for each', () => {
    expect(returnWordsOf(undefined, null, 'waiting')).to.equal('waiting');
    expect(returnWordsOf(answer('open'), null, 'waiting')).to.equal('waiting');
    expect(returnWordsOf(answer('open'), null, 'gaveUp')).to.equal('notPaid');
    expect(returnWordsOf(answer('too-late'), null, 'over')).to.equal('tooLate');
    expect(returnWordsOf(undefined, new GameError('PURCHASE_NOT_FOUND'), 'over')).to.equal('unknown');
    expect(returnWordsOf(undefined, new GameError('PURCHASE_MISMATCH'), 'over')).to.equal('mismatch');
    expect(returnWordsOf(answer('paid'), new ConnectionLost(), 'over')).to.equal('paid');
    expect(returnWordsOf(undefined, new ConnectionLost(), 'waiting')).to.equal('unanswered');
    expect(returnWordsOf(undefined, new ConnectionLost(), 'gaveUp')).to.equal('gaveUp');
  });
});

describe('about how many turns credits are', () => {
  it('goes by the middle world', () => {
    expect(firstTurnCost([400, null, 40, 50].map((likelyCost) => ({ likelyCost })))).to.equal(50);
    expect([firstTurnCost([]), firstTurnCost([{ likelyCost: null }])]).to.deep.equal([null, null]);
  });

  it('is rounded downwards to two figures, and not said where it is less than one', () => {
    const cost = 50_000_000;
    expect([5_000_000_000, 57_500_000_000, 190_000_000, 1].map((credits) => turnsFor(credits, cost))).to.deep.equal([
      100,
      1_100,
      3,
      null,
    ]);
  });
});
