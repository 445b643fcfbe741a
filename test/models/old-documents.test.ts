/** Documents of earlier versions: what they lack is filled in when they are read, and they stay usable for ever. */
import { expect } from 'chai';
import type { TurnDocument } from '#models/documents/turn-document.ts';
import { turnOf } from '#models/documents/turn-document.ts';
import { turnContextView } from '#server/http/turn-context-view.ts';
import { TurnContextSchema } from '#protocol/rest-contract.ts';
import { coast, turnOf as toldTurn } from '../core/prompts/story.ts';

/** As the first version stored a turn: no calls, estimate or worldId; parts without call, name and cost. */
function earlyTurn(): TurnDocument {
  const {
    key,
    calls: _calls,
    estimate: _estimate,
    finish: _finish,
    vendorCost: _cost,
    summary: _summary,
    ...turn
  } = toldTurn(1, 'A bell.');
  const early = { id: null, tokens: 12, why: 'always' };
  const parts = [
    { ...early, kind: 'premise', cut: false },
    { ...early, kind: 'lore', id: 'bell', cut: false, why: 'matched "bell" in the action' },
    { ...early, kind: 'lore', id: 'sea', cut: true, why: 'constant, but over the lore budget' },
    { ...early, kind: 'action' },
  ];
  return { ...turn, _id: key, charged: 5n, wouldHaveCost: 5n, ceiling: 9n, parts } as unknown as TurnDocument;
}

describe('old documents', () => {
  it('a turn from before parts had calls, names and costs opens up by cause', () => {
    const turn = turnOf(earlyTurn());
    expect(turn.parts.map(({ call, name, cut, cost }) => ({ call, name, cut, cost }))).to.deep.equal([
      { call: 'narration', name: 'premise', cut: false, cost: 0n },
      { call: 'narration', name: 'lore', cut: false, cost: 0n },
      { call: 'narration', name: 'lore', cut: true, cost: 0n },
      { call: 'narration', name: 'action', cut: false, cost: 0n },
    ]);
    const view = turnContextView({ turn, before: [], world: coast, forAuthor: true });
    expect(TurnContextSchema.parse(view)).to.deep.equal(view);
    expect(view).to.include({ charged: 5, wouldHaveCost: 5 });
    expect(view.lore.entries.filter(({ state }) => state === 'in' || state === 'cut')).to.deep.equal([
      { id: 'bell', name: 'bell', state: 'in', why: 'matched "bell" in the action' },
      { id: 'sea', name: 'sea', state: 'cut', why: 'constant, but over the lore budget' },
    ]);
  });

  it('a turn of today is read as it was written', () => {
    const part = {
      call: 'summary',
      kind: 'output',
      id: null,
      name: 'summary',
      tokens: 3,
      why: 'written',
      cut: false,
      cost: 7n,
    } as const;
    const { key, ...turn } = { ...toldTurn(2, 'Rain.'), parts: [part] };
    expect(turnOf({ _id: key, ...turn })).to.deep.equal({ key, ...turn });
  });
});
