/** Postings, keys and hashes of journal entries. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { WALLET_MAX, adjustmentOf, welcomeGrant } from '#core/ledger/adjustment.ts';
import { balancedPostings, requestHash } from '#core/ledger/entry.ts';
import { totalOf } from '#core/money/pockets.ts';
import { emptyWallet } from '../wallet/wallet.ts';
import { anyAmount, anyPockets } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

describe(`journal entries (seed ${SEED})`, () => {
  it('[LG1] take postings that sum to zero, without the zeros, and no others', () => {
    const amounts = fc.array(fc.bigInt(-1_000n, 1_000n), { maxLength: 8 });
    always(
      fc.property(amounts, fc.bigInt(-2n, 2n), (drawn, surplus) => {
        const rest = -drawn.reduce((sum, amount) => sum + amount, 0n) + surplus;
        const postings = [...drawn, rest].map((amount, index) => ({ account: `account ${index}`, amount }));
        if (surplus !== 0n) return void expect(() => balancedPostings(postings)).to.throw(`[LG1] postings sum to ${surplus} µcr`);
        const balanced = balancedPostings(postings);
        expect(balanced).to.deep.equal(postings.filter(({ amount }) => amount !== 0n));
      }),
    );
  });

  it('[LG1][LG4] an adjustment balances, changes the pockets by its amount, and takes no more than there is', () => {
    always(
      fc.property(anyPockets, anyAmount, fc.boolean(), (pockets, size, takes) => {
        const amount = takes ? -size : size;
        const order = { id: 'a', playerId: 'ana', amount, reason: 'goodwill', by: 'op', at: new Date(0) };
        const adjust = () => adjustmentOf(order, { ...emptyWallet, pockets });
        if (amount === 0n) return void expect(adjust).to.throw().with.property('code', 'BAD_INPUT');
        if (-amount > totalOf(pockets)) return void expect(adjust).to.throw().with.property('code', 'ADJUSTMENT_TOO_LARGE');
        if (amount > 0n && totalOf(pockets) + amount > WALLET_MAX) {
          return void expect(adjust).to.throw().with.property('code', 'WALLET_FULL');
        }
        const { entry, change } = adjust();
        expect(totalOf(change)).to.equal(amount);
        expect(entry.postings.reduce((sum, posting) => sum + posting.amount, 0n)).to.equal(0n);
        if (amount > 0n) expect(change.bonus, 'goodwill goes to the bonus pocket').to.equal(amount);
      }),
    );
  });

  it('[LG2] the welcome grant has the key of its player', () => {
    const { entry, change } = welcomeGrant('ana', 200n, new Date(0));
    expect(entry.key).to.equal('grant:ana:welcome');
    expect(change).to.deep.equal({ grant: 200n, bonus: 0n, earning: 0n, purchase: 0n });
    expect(entry.postings).to.deep.equal([
      { account: 'player:ana:grant', amount: 200n },
      { account: 'platform:grants', amount: -200n },
    ]);
  });

  it('[LG2] hashes tell requests apart, wherever the words are cut', () => {
    always(
      fc.property(fc.array(fc.string(), { maxLength: 4 }), fc.array(fc.string(), { maxLength: 4 }), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(requestHash(...one) === requestHash(...other)).to.equal(same);
      }),
    );
    expect(requestHash('ab', 'c')).not.to.equal(requestHash('a', 'bc'));
  });
});
