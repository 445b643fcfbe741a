/** Amounts as pages write them; the tests' locale is English. */
import { expect } from 'chai';
import { bytesText } from '#web/format/bytes.ts';
import { signedCreditsText } from '#web/format/credits.ts';
import { moneyText } from '#web/format/money.ts';

describe('amounts', () => {
  it('of a balance’s change have their sign', () => {
    expect([500_000_000, -23_500_000, 0, -1].map(signedCreditsText)).to.deep.equal(['+500', '−23.5', '0', '−0.01']);
  });

  it('of money count the currency’s smallest unit as Stripe does', () => {
    expect(moneyText(500, 'usd')).to.match(/5\.00/);
    expect(moneyText(500, 'jpy')).to.match(/500$/);
    expect(moneyText(5_250, 'kwd')).to.match(/5\.250/);
    expect(moneyText(500, 'ugx')).to.match(/500$/);
  });

  it('of files are in the largest unit that fits', () => {
    expect([0, 999, 12_345, 3_400_000].map(bytesText)).to.deep.equal(['0 bytes', '999 bytes', '12 kB', '3.4 MB']);
  });
});
