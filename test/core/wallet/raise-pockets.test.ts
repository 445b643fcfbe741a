/** Debt is repaid first, out of whatever comes in. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { smaller } from '#core/money/microcredits.ts';
import { POCKETS, totalOf } from '#core/money/pockets.ts';
import { repayment } from '#core/wallet/raise-pockets.ts';
import { anyAmount, anyPockets } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

describe(`repaying debt (seed ${SEED})`, () => {
  it('[LG4] takes what came in until the debt is gone, and no more; [LG1] its entry balances', () => {
    always(
      fc.property(anyAmount, anyPockets, (debt, raised) => {
        const { repaid, amount, postings } = repayment('ana', debt, raised);
        expect(amount).to.equal(smaller(debt, totalOf(raised)));
        expect(totalOf(repaid)).to.equal(amount);
        for (const pocket of POCKETS) expect(repaid[pocket] >= 0n && repaid[pocket] <= raised[pocket], pocket).to.equal(true);
        expect(postings.reduce((sum, posting) => sum + posting.amount, 0n)).to.equal(0n);
        const owed = postings.find(({ account }) => account === 'receivable:ana');
        expect(owed?.amount ?? 0n).to.equal(amount);
      }),
    );
  });
});
