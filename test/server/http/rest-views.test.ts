/** Documents in the REST contract's words: what players are shown of money. */
import { expect } from 'chai';
import type { TurnEntry } from '#core/turns/turn-entry.ts';
import { HistoryRowSchema } from '#protocol/rest-contract.ts';
import { historyRowView } from '#server/http/rest-views.ts';

const entry = (wouldHaveCost: bigint): TurnEntry => ({
  ...{ key: 'turn:journey:1', kind: 'turn', state: 'settled', reason: null, hash: 'hash', by: 'ana', parties: ['ana'] },
  ...{ at: new Date(0), postings: [], reverses: null },
  meta: {
    ...{ turnId: '1', journeyId: 'journey', narratorId: 'hearth', funding: 'free', ceiling: 100n, priceVersion: 1, n: 1 },
    ...{ charged: 0n, wouldHaveCost, usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1 }, counted: false },
    ...{ worldId: 'coast', creatorId: 'creator', shareBasisPoints: 2_000, creatorShare: 0n },
  },
});

describe('the history of a wallet', () => {
  it('[PR3] shows no worth above the ceiling, though more was used', () => {
    const worth = (wouldHaveCost: bigint) =>
      HistoryRowSchema.parse(historyRowView(entry(wouldHaveCost), 'ana')).turn?.wouldHaveCost;
    expect([worth(99n), worth(100n), worth(140n)]).to.deep.equal([99, 100, 100]);
  });
});
