/** A told turn as the REST API opens it: what is shown to whom, and how its lore is explained. */
import { expect } from 'chai';
import { TurnContextSchema } from '#protocol/rest-contract.ts';
import type { Turn, TurnPart } from '#core/turns/turn.ts';
import { turnContextView } from '#server/http/turn-context-view.ts';
import { loreEntry, turnOf, worldWith } from '../../core/prompts/story.ts';

const usage = { input: 900, cacheRead: 100, cacheWrite: 0, output: 50 };
const loreCut: TurnPart = {
  ...{ call: 'narration', kind: 'lore', id: 'sea', name: 'sea', tokens: 400 },
  ...{
    why: 'always there, by the world, but what is always there takes at most half of what this AI model reads at once',
    cut: true,
    cost: 0n,
  },
};

function told(fields: Partial<Turn> = {}): Turn {
  return {
    ...turnOf(1, 'The lamp is lit.', 'I ring the bell.'),
    ...{ calls: [{ call: 'narration', usage, counted: true }], usage, funding: 'free', ceiling: 100n, wouldHaveCost: 140n },
    ...fields,
  };
}

describe('the view of a turn’s context', () => {
  const opened = (turn: Turn, { forAuthor = true, world = worldWith({}) } = {}) => {
    const view = turnContextView({ turn, before: [], world, forAuthor });
    return TurnContextSchema.parse(view);
  };

  it('[PR3] shows no worth above the ceiling, though more was used', () => {
    expect(opened(told()).wouldHaveCost).to.equal(100);
    expect(opened(told({ wouldHaveCost: 99n })).wouldHaveCost).to.equal(99);
  });

  it('gives amounts and usage to the author alone: with the prices, usage would tell the amounts', () => {
    expect(opened(told()).calls).to.deep.equal([{ call: 'narration', usage, counted: true }]);
    const others = opened(told({ parts: [loreCut] }), { forAuthor: false });
    expect(others.calls).to.deep.equal([{ call: 'narration', usage: null, counted: true }]);
    expect(others).to.include({ charged: null, wouldHaveCost: null });
    expect(others.parts.map(({ cost, tokens }) => ({ cost, tokens }))).to.deep.equal([{ cost: null, tokens: 400 }]);
  });

  it('explains keyed lore by the budget of the prompt it had', () => {
    const entries = [loreEntry('bell', { content: 'x'.repeat(800) })];
    const world = worldWith({}, { token_budget: 1_000, entries });
    const estimate = { ...told().estimate, promptTokens: 300, addedTokens: 100 };
    const why = (turn: Turn) => opened(turn, { world }).lore.entries[0];
    expect(why(told({ estimate }))).to.include({ state: 'cut', why: 'matched "bell" in the action, but over the lore budget' });
    expect(why(told()), 'before there were estimates').to.include({ why: 'matched "bell" in the action, but there was no room' });
  });

  it('lists constant lore that was cut behind all that was in, and never in its place', () => {
    const others = Array.from({ length: 600 }, (_, index) => loreEntry(`always${index}`, { constant: true }));
    const book = [loreEntry('sea', { constant: true }), ...others];
    const read = others.map(({ id }): TurnPart => ({ ...loreCut, id, name: id, why: 'always there, by the world', cut: false }));
    const shown = (count: number) => {
      const world = worldWith({}, { entries: book.slice(0, 1 + count) });
      return opened(told({ parts: [...read.slice(0, count), loreCut] }), { world }).lore.entries;
    };
    expect(shown(600).filter(({ state }) => state === 'in')).to.have.length(500);
    expect(shown(2).map(({ id, state }) => `${id} ${state}`)).to.deep.equal(['always0 in', 'always1 in', 'sea cut']);
    expect(shown(2)[2]?.why).to.equal(loreCut.why);
  });
});
