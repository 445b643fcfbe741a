/** Amounts: read, written, divided and shared without losing a microcredit. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  ceilDivide,
  credits,
  creditsText,
  exactCredits,
  floorDivide,
  formatCredits,
  MICROCREDITS_PER_CREDIT,
  parseCredits,
  shareOf,
  toWire,
} from '#core/money/microcredits.ts';
import { anyAmount } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

const anySignedAmount = fc.tuple(anyAmount, fc.boolean()).map(([amount, below]) => (below ? -amount : amount));

describe(`microcredits (seed ${SEED})`, () => {
  it('are read from credits as people write them', () => {
    const table: [string, bigint][] = [
      ['200', 200_000_000n],
      ['12.5', 12_500_000n],
      ['-12.5', -12_500_000n],
      ['0.000001', 1n],
      ['-0.000001', -1n],
      ['-0', 0n],
      [' 7 ', 7_000_000n],
      ['999999999999.999999', 999_999_999_999_999_999n],
    ];
    for (const [text, amount] of table) expect(parseCredits(text), text).to.equal(amount);
    expect(credits(0.1) + credits(0.2)).to.equal(credits(0.3));
  });

  it('are written whole, and read back as they were', () => {
    const table: [bigint, string][] = [
      [0n, '0'],
      [-12_500_000n, '-12.5'],
      [1n, '0.000001'],
      [-1n, '-0.000001'],
      [200_000_000n, '200'],
      [1_000_010n, '1.00001'],
    ];
    for (const [amount, text] of table) expect(exactCredits(amount)).to.equal(text);
    always(
      fc.property(anySignedAmount, (amount) => {
        expect(parseCredits(exactCredits(amount))).to.equal(amount);
      }),
    );
  });

  it('refuse what is not exactly an amount', () => {
    for (const text of ['', '.5', '5.', '1e3', '1,5', '+1', '0x10', '1.0000001', '1000000000000', 'NaN', '--1', '1 2', '１'])
      expect(() => parseCredits(text), text).to.throw(RangeError);
    for (const amount of [NaN, Infinity, 1e21, 1e-7]) expect(() => credits(amount), String(amount)).to.throw(RangeError);
  });

  it('read back what they write: floored to hundredths, so nobody is promised more than there is', () => {
    expect([1n, 9_999n, 10_000n, 1_999_999n, -1n, 0n].map(formatCredits)).to.deep.equal([
      ...['0.00', '0.00', '0.01', '1.99', '-0.01', '0.00'],
    ]);
    always(
      fc.property(anySignedAmount, (amount) => {
        const shown = parseCredits(formatCredits(amount));
        expect(shown <= amount && amount - shown < MICROCREDITS_PER_CREDIT / 100n).to.equal(true);
      }),
    );
  });

  it('divide down and up, below zero too', () => {
    const divisors = fc.bigInt(-1_000n, 1_000n).filter((divisor) => divisor !== 0n);
    always(
      fc.property(anySignedAmount, divisors, (dividend, divisor) => {
        const least = floorDivide(dividend, divisor);
        const most = ceilDivide(dividend, divisor);
        const rest = dividend - least * divisor;
        expect(
          rest === 0n || (rest > 0n === divisor > 0n && abs(rest) < abs(divisor)),
          'the rest has the divisor’s sign',
        ).to.equal(true);
        expect(most - least).to.equal(rest === 0n ? 0n : 1n);
      }),
    );
  });

  it('[RV1] are shared floored: never more than the share, and less than a microcredit below it', () => {
    always(
      fc.property(anyAmount, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
        const exact = amount * BigInt(basisPoints);
        const share = shareOf(amount, basisPoints) * 10_000n;
        expect(share <= exact && exact - share < 10_000n).to.equal(true);
      }),
    );
  });

  it('go to JSON exactly or not at all', () => {
    expect(toWire(9_007_199_254_740_991n)).to.equal(Number.MAX_SAFE_INTEGER);
    expect(() => toWire(9_007_199_254_740_992n)).to.throw(RangeError);
    expect(() => toWire(-9_007_199_254_740_992n)).to.throw(RangeError);
  });

  it('stand within sentences with their thousands apart', () => {
    const table: [string, string][] = [
      ['0', '0'],
      ['999', '999'],
      ['5000', '5,000'],
      ['10500', '10,500'],
      ['1234567.5', '1,234,567.50'],
      ['12.999999', '12.99'],
      ['-10500', '-10,500'],
    ];
    for (const [amount, text] of table) expect(creditsText(parseCredits(amount))).to.equal(text);
  });
});

function abs(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
