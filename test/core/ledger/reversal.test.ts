/** What a refunded turn gives back: exactly what its entry took, from everyone it gave to. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { reversalOf } from '#core/ledger/reversal.ts';
import { POCKETS, totalOf } from '#core/money/pockets.ts';
import { settlementOf } from '#core/turns/settlement.ts';
import type { TurnEntry, TurnMeta } from '#core/turns/turn-entry.ts';
import { anyAmount, anyPaidHold } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

const REFUND = { journeyId: 'journey', turnId: 'turn', reason: 'an outage', by: 'op', at: new Date('2026-11-24T00:00:00Z') };

describe(`refunding a turn (seed ${SEED})`, () => {
  it('[RV3][LG1][LG3] negates every posting, into the same pockets, the share and the overrun too', () => {
    always(
      fc.property(anyPaidHold, anyAmount, (hold, cost) => {
        const settlement = settlementOf(hold, { cost, creatorId: 'mira', shareBasisPoints: 2_000 });
        const { postings, charged, creatorShare, taken } = settlement;
        fc.pre(charged > 0n);
        const turn = settledEntry({ by: hold.by, postings, meta: { charged, creatorShare } as TurnMeta });
        const { entry, change } = reversalOf(turn, REFUND);
        expect(change).to.deep.equal(taken);
        expect(totalOf(change)).to.equal(charged);
        for (const { account, amount } of postings)
          expect(entry.postings.filter((posting) => posting.account === account)).to.deep.equal([{ account, amount: -amount }]);
        expect(entry.postings).to.have.length(postings.length);
        expect(POCKETS.every((pocket) => change[pocket] >= 0n)).to.equal(true);
        expect(entry).to.deep.include({ key: `reverse:${turn.key}`, kind: 'reverse', reverses: turn.key, parties: turn.parties });
        expect(entry).to.include({ by: 'op', reason: 'an outage', at: REFUND.at });
        expect(entry.meta).to.include({ charged: -charged, creatorShare: -creatorShare, playerId: hold.by });
      }),
    );
  });

  it('[RV3] gives nothing back for a turn that took nothing', () => {
    const free = settledEntry({ meta: { funding: 'free', charged: 0n, creatorShare: 0n } as TurnMeta });
    const released = settledEntry({ state: 'released', meta: { charged: 0n, creatorShare: 0n } as TurnMeta });
    for (const turn of [free, released])
      expect(() => reversalOf(turn, REFUND))
        .to.throw()
        .with.property('code', 'NOTHING_TO_REFUND');
  });
});

function settledEntry(overrides: Partial<TurnEntry>): TurnEntry {
  return {
    ...{ key: 'turn:journey:turn', kind: 'turn', state: 'settled', reason: null, hash: 'hash', by: 'ana' },
    ...{ parties: ['ana', 'creator:mira'], at: new Date('2026-11-23T00:00:00Z'), postings: [], reverses: null },
    meta: {} as TurnMeta,
    ...overrides,
  };
}
