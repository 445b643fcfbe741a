/** What settling moves: who pays, who earns, and that nothing is lost between them. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Posting } from '#core/ledger/entry.ts';
import { shareOf, smaller } from '#core/money/microcredits.ts';
import { burn, NO_CREDITS, POCKETS, totalOf } from '#core/money/pockets.ts';
import { settlementOf } from '#core/turns/settlement.ts';
import type { Settlement } from '#core/turns/settlement.ts';
import { anyAmount, anyPaidHold, paidHold } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

const anyShare = fc.oneof(fc.constantFrom(0, 2_000, 10_000), fc.integer({ min: 0, max: 10_000 }));
const sumOf = (postings: readonly Posting[], account?: string) =>
  postings
    .filter((posting) => account === undefined || posting.account === account)
    .reduce((sum, { amount }) => sum + amount, 0n);

describe(`settling a turn (seed ${SEED})`, () => {
  it('[LG1][PR3] balances; the player pays the cost up to the ceiling, and the platform what is above', () => {
    always(
      fc.property(anyPaidHold, anyAmount, anyShare, (hold, cost, shareBasisPoints) => {
        const settlement = settlementOf(hold, { cost, creatorId: 'creator', shareBasisPoints });
        const { postings, charged } = settlement;
        expect(sumOf(postings)).to.equal(0n);
        expect(charged).to.equal(smaller(cost, hold.ceiling));
        expect(settlement.wouldHaveCost).to.equal(cost);
        const paid = POCKETS.reduce((sum, pocket) => sum - sumOf(postings, `player:ana:${pocket}`), 0n);
        expect(paid).to.equal(charged);
        expect(sumOf(postings, 'platform:absorbed')).to.equal(charged - cost);
        expect(sumOf(postings, 'platform:revenue')).to.equal(cost - settlement.creatorShare);
        expect(new Set(postings.map(({ account }) => account)).size, 'one posting for an account').to.equal(postings.length);
      }),
    );
  });

  it('[LG4] takes from the draws in burn order and gives the rest back, nothing below zero', () => {
    always(
      fc.property(anyPaidHold, anyAmount, (hold, cost) => {
        const { taken, back, charged } = settlementOf(hold, { cost, creatorId: 'creator', shareBasisPoints: 2_000 });
        expect(taken).to.deep.equal(burn(hold.draws, charged));
        for (const pocket of POCKETS) {
          expect(taken[pocket] + back[pocket]).to.equal(hold.draws[pocket]);
          expect(taken[pocket] >= 0n && back[pocket] >= 0n, pocket).to.equal(true);
        }
      }),
    );
  });

  it('[RV1] gives the creator the floored share of what was paid, the grant pocket excepted', () => {
    always(
      fc.property(anyPaidHold, anyAmount, anyShare, (hold, cost, shareBasisPoints) => {
        const settlement = settlementOf(hold, { cost, creatorId: 'creator', shareBasisPoints });
        const { bonus, earning, purchase } = settlement.taken;
        expect(settlement.creatorShare).to.equal(shareOf(bonus + earning + purchase, shareBasisPoints));
        expect(sumOf(settlement.postings, 'creator:creator')).to.equal(settlement.creatorShare);
      }),
    );
    const granted = settlementOf(paidHold({ ...NO_CREDITS, grant: 100n, purchase: 9n }), terms(104n));
    expect(granted.creatorShare, '20 % of the 4 that were bought').to.equal(0n);
    expect(settlementOf(paidHold({ ...NO_CREDITS, grant: 100n, purchase: 9n }), terms(105n)).creatorShare).to.equal(1n);
  });

  it('[RV1] gives an owner nothing who plays or pays', () => {
    always(
      fc.property(anyPaidHold, anyAmount, anyShare, (hold, cost, shareBasisPoints) => {
        const author = settlementOf(hold, { cost, creatorId: 'ana', shareBasisPoints });
        const payer = settlementOf({ ...hold, of: ['ana', 'ben'] }, { cost, creatorId: 'ben', shareBasisPoints });
        for (const { creatorShare, postings } of [author, payer]) {
          expect(creatorShare).to.equal(0n);
          expect(postings.some(({ account }) => account.startsWith('creator:'))).to.equal(false);
        }
      }),
    );
  });

  it('[TN8] moves nothing for a free turn, and says what it would have cost', () => {
    always(
      fc.property(anyAmount, anyShare, (cost, shareBasisPoints) => {
        const hold = { ...paidHold(NO_CREDITS), funding: 'free' as const, ceiling: 5n };
        const nothing: Settlement = {
          ...{ charged: 0n, wouldHaveCost: cost, taken: NO_CREDITS, back: NO_CREDITS, creatorShare: 0n, postings: [] },
        };
        expect(settlementOf(hold, { cost, creatorId: 'creator', shareBasisPoints })).to.deep.equal(nothing);
      }),
    );
  });

  it('refuses a cost below zero', () => {
    expect(() => settlementOf(paidHold({ ...NO_CREDITS, bonus: 5n }), terms(-1n))).to.throw(RangeError);
    expect(totalOf(settlementOf(paidHold({ ...NO_CREDITS, bonus: 5n }), terms(0n)).back)).to.equal(5n);
  });
});

function terms(cost: bigint) {
  return { cost, creatorId: 'creator', shareBasisPoints: 2_000 };
}
