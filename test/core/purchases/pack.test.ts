/** What is sold, as operators write it. */
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { decimalPrice, isCurrency, parsePrice, priceText } from '#core/purchases/currency.ts';
import { parsePacks } from '#core/purchases/pack.ts';

describe('packs', () => {
  it('are read with price, credits and bonus', () => {
    expect(parsePacks('spark=5:5000, ember=9.99:10000.5+500', 'usd')).to.deep.equal([
      { id: 'spark', price: 500, currency: 'usd', credits: credits(5_000), bonus: 0n },
      { id: 'ember', price: 999, currency: 'usd', credits: 10_000_500_000n, bonus: credits(500) },
    ]);
    expect(parsePacks('spark=500:5000', 'jpy')[0]).to.include({ price: 500, currency: 'jpy' });
  });

  const FAULTS: [list: string, currency: string, fault: string][] = [
    ['spark=5:5000,spark=6:6000', 'usd', 'has two packs "spark"'],
    ['spark=5:0', 'usd', 'pack "spark" has no credits'],
    ['spark=5:999999999+2', 'usd', 'pack "spark" has more credits than a wallet may hold'],
    ['spark=0:5', 'usd', '"0" is not a price in usd'],
    ['spark=4.999:5', 'usd', '"4.999" is not a price in usd'],
    ['spark=4.9:5', 'jpy', '"4.9" is not a price in jpy'],
    ['spark=4.999:5', 'kwd', '"4.999" is not a price in kwd'],
    ['spark=-5:5', 'usd', 'is not a pack such as'],
    ['zork', 'usd', '"zork" is not a pack such as ember=10:10000+500 (id=price:credits+bonus)'],
    ['', 'usd', '"" is not a pack'],
  ];
  for (const [list, currency, fault] of FAULTS) {
    it(`refuse "${list}" in ${currency}`, () => expect(() => parsePacks(list, currency)).to.throw(RangeError, fault));
  }

  it('have prices in their currency’s smallest unit', () => {
    expect([parsePrice('5', 'usd'), parsePrice('5', 'jpy'), parsePrice('5.5', 'kwd')]).to.deep.equal([500, 5, 5_500]);
    expect([priceText(500, 'usd'), priceText(500, 'jpy'), priceText(5_500, 'kwd')]).to.deep.equal([
      'USD 5.00',
      'JPY 500',
      'KWD 5.500',
    ]);
    expect([decimalPrice(499, 'usd'), decimalPrice(499, 'jpy'), decimalPrice(7, 'kwd')]).to.deep.equal(['4.99', '499', '0.007']);
    expect(['usd', 'eur', 'USD', 'zzz', 'us', 'huf'].map(isCurrency)).to.deep.equal([true, true, false, false, false, false]);
  });
});
