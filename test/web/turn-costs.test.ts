/** What the cost panel makes of the history's rows and of refused actions. */
import { expect } from 'chai';
import { GameError } from '#sdk/index.ts';
import type { HistoryRow, NarratorView, RefusedAction, ReleasedTurn } from '#sdk/index.ts';
import { priceOutcomeOf } from '#web/costs/price-outcome.ts';
import { cacheUseOf, shownAmount, turnCostsOf } from '#web/costs/turn-costs.ts';
import { foundLore } from '#web/context/lore-search.ts';

const turn = (overrides: object) => ({
  state: 'settled',
  n: 3,
  narratorId: 'hearth',
  funding: 'credits',
  wouldHaveCost: 0,
  ...overrides,
});
const row = (overrides: object) => ({ key: 'k', kind: 'turn', at: '', amount: 0, reason: null, ...overrides }) as HistoryRow;

describe('the costs of turns', () => {
  it('[TN8] strike through what a free turn was worth, and charge 0 for it', () => {
    const [free, paid, released, ...others] = turnCostsOf([
      row({ amount: 0, turn: turn({ funding: 'free', wouldHaveCost: 9 }) }),
      row({ amount: -9, turn: turn({ wouldHaveCost: 9 }) }),
      row({ amount: 0, reason: 'empty', turn: turn({ state: 'released', n: null }) }),
      row({ kind: 'grant', amount: 500, turn: null }),
    ]);
    expect(others).to.deep.equal([]);
    expect(free).to.include({ charged: 0, worth: 9, released: null });
    expect(Object.is(free?.charged, 0), 'not −0').to.equal(true);
    expect([free, paid, released].map((cost) => cost && shownAmount(cost))).to.deep.equal([
      { amount: 9, struck: true },
      { amount: 9, struck: false },
      { amount: 0, struck: false },
    ]);
    expect(released).to.include({ n: null, released: 'empty' });
  });

  it('say what remembering saved, at the prices that were in force', () => {
    const usage = { input: 134, cacheRead: 1_450, cacheWrite: 0, output: 87 };
    const model = {
      priceVersion: 2,
      prices: { input: '12000', cacheRead: '1200.5', cacheWrite: '0', output: '0' },
    } as NarratorView;
    expect(cacheUseOf(usage, 2, model)).to.deep.equal({ read: 1_584, remembered: 1_450, saved: 15_659_275 });
    expect(cacheUseOf(usage, 1, model).saved).to.equal(null);
    expect(cacheUseOf(usage, 2).saved).to.equal(null);
  });
});

describe('an action that was not told for its price', () => {
  const refused = (code: string, data?: unknown) =>
    ({
      type: 'refused',
      text: 'I go',
      error: Object.assign(new GameError('INTERNAL', data), { code }),
    }) as unknown as RefusedAction;

  it('[TN5] says what is missing, what is owed, what it costs now, or which limit it met', () => {
    expect(priceOutcomeOf(refused('OUT_OF_CREDITS', { available: 3, ceiling: 9, freeTurnsLeft: 0 }))).to.deep.equal({
      ...{ type: 'out-of-credits', needed: 9, available: 3 },
    });
    expect(priceOutcomeOf(refused('IN_DEBT', { debt: 4 }))).to.deep.equal({ type: 'in-debt', debt: 4 });
    const changed = (why: string) => priceOutcomeOf(refused('QUOTE_CHANGED', { why, quote: { likely: 1 } }));
    expect(changed('ceiling')).to.deep.equal({ type: 'price-rose', quote: { likely: 1 } });
    expect(changed('funding')).to.deep.equal({ type: 'free-turn-gone', quote: { likely: 1 } });
    const capped = { cap: 'day', limit: 50, left: 3, ceiling: 9, resetAt: '2026-11-29T00:00:00Z', freeTurnsLeft: 0 };
    expect(priceOutcomeOf(refused('CAP_REACHED', capped))).to.deep.equal({
      ...{ type: 'cap-reached', cap: 'day', limit: 50, left: 3, needed: 9, resetAt: '2026-11-29T00:00:00Z' },
    });
    expect(priceOutcomeOf(refused('QUEUE_FULL'))).to.equal(null);
  });

  it('[TN3] has an answer to an AI model that failed only when others are offered', () => {
    const released = { type: 'released', reason: 'narrator-busy', action: 'I go', text: '' } as ReleasedTurn;
    expect(priceOutcomeOf(released)).to.equal(null);
    expect(priceOutcomeOf({ ...released, offers: [] })).to.equal(null);
    const offers = [{ narratorId: 'ember' }] as unknown as NonNullable<ReleasedTurn['offers']>;
    expect(priceOutcomeOf({ ...released, offers, retryAfterMs: 2 })).to.deep.equal({
      ...{ type: 'failed', reason: 'narrator-busy', retryAfterMs: 2 },
    });
  });
});

describe('the lore of a turn', () => {
  it('is found by state and by all words, in name or reason', () => {
    const entries = [
      { id: 'a', name: 'The cold lamp', state: 'in' as const, why: 'matched "lamp" in turn 8' },
      { id: 'b', name: 'Salt', state: 'out' as const, why: 'none of its keys (salt, sledge)' },
    ];
    const ids = (state: 'all' | 'in' | 'near', search: string) => foundLore(entries, { state, search }).map(({ id }) => id);
    expect(ids('all', '')).to.deep.equal(['a', 'b']);
    expect(ids('all', 'SLEDGE salt')).to.deep.equal(['b']);
    expect(ids('in', 'salt')).to.deep.equal([]);
    expect(ids('near', '')).to.deep.equal([]);
  });
});
