/** The entry that closes a wallet: whatever is in it, the books stay balanced and the wallet is empty. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { GameError } from '#protocol/errors.ts';
import { closingOf } from '#core/ledger/closing.ts';
import { POCKETS, totalOf } from '#core/money/pockets.ts';
import { anyAmount, anyPaidHold, anyPockets } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';
import { emptyWallet } from '../wallet/wallet.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

describe(`closing a wallet (seed ${SEED})`, () => {
  it('[LG1][LG4] gives up every pocket and writes off the debt', () => {
    always(
      fc.property(anyPockets, anyAmount, (pockets, debt) => {
        const wallet = { ...emptyWallet, pockets, debt };
        const closing = closingOf(wallet, NOW);
        for (const pocket of POCKETS) expect(pockets[pocket] + closing.change[pocket]).to.equal(0n);
        expect(debt + closing.debt).to.equal(0n);
        const posted = (account: string) =>
          closing.entry.postings.filter((posting) => posting.account === account).reduce((sum, { amount }) => sum + amount, 0n);
        expect(posted('platform:forfeited')).to.equal(totalOf(pockets));
        expect(posted(`receivable:${wallet.playerId}`)).to.equal(debt);
        expect(posted('platform:absorbed')).to.equal(-debt);
        expect(closing.entry.postings.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(0n);
      }),
    );
  });

  it('waits for what is held', () => {
    const [hold] = fc.sample(anyPaidHold, { seed: SEED, numRuns: 1 });
    expect(() => closingOf({ ...emptyWallet, holds: [hold!] }, NOW))
      .to.throw(GameError)
      .with.property('code', 'TURNS_RUNNING');
  });
});
