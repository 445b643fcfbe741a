/** How credits are written for people. */
import { expect } from 'chai';
import { creditsText, decimalsFor, exactCreditsText } from '#web/format/credits.ts';

describe('credits as text', () => {
  it('floors what one has, raises what may be taken, and never shows a price as 0', () => {
    expect(creditsText(23_499_999, 'floor')).to.match(/^23[.,]49$/);
    expect(creditsText(23_490_001, 'ceil')).to.match(/^23[.,]5$/);
    expect(creditsText(1)).to.match(/^0[.,]01$/);
    expect(creditsText(1, 'floor')).to.equal('0');
  });

  it('gives amounts that are to add up the fewest decimals that show each exactly', () => {
    expect(decimalsFor([23_000_000, 500_000])).to.equal(2);
    expect(decimalsFor([23_000_000, 500_000, 123_400])).to.equal(4);
    expect(decimalsFor([1, 2_000_000])).to.equal(6);
    expect(exactCreditsText(500_000, 4)).to.match(/^0[.,]5000$/);
  });
});
