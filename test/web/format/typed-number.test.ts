/** Numbers as people of many countries type them. */
import { expect } from 'chai';
import { numberToType, typedNumber } from '#web/format/typed-number.ts';

describe('a number that is typed', () => {
  const readIn = (locale: string, ...typed: string[]) => typed.map((text) => typedNumber(text, locale));

  it('is read by the locale’s own marks', () => {
    expect(readIn('en-US', '10.5', '1,000', '1,234,567.25', '.5', '7.')).to.deep.equal([10.5, 1_000, 1_234_567.25, 0.5, 7]);
    expect(readIn('de-DE', '10,5', '1.000', '1.234.567,25', ',5', '7,')).to.deep.equal([10.5, 1_000, 1_234_567.25, 0.5, 7]);
    expect(readIn('fr-FR', '1 000,5', '1\u202f000,5', '1000,5')).to.deep.equal([1_000.5, 1_000.5, 1_000.5]);
    expect(readIn('de-CH', '1’000.5', "1'000.5")).to.deep.equal([1_000.5, 1_000.5]);
    expect(readIn('hi-IN', '12,34,567.5')).to.deep.equal([1_234_567.5]);
  });

  it('is read by the others’ where it can be nothing else, and never ten times too high', () => {
    expect(readIn('de-DE', '10.5', '10.50', '0.500', '1,000.5')).to.deep.equal([10.5, 10.5, 0.5, 1_000.5]);
    expect(readIn('en-US', '10,5', '10,50', '0,500', '1.000,5')).to.deep.equal([10.5, 10.5, 0.5, 1_000.5]);
    expect(readIn('fr-FR', '10.5')).to.deep.equal([10.5]);
  });

  it('is nothing where it is no number', () => {
    const no = ['', '.', ',', '-5', '1e3', '0x10', '10.5.5', '1,00,0', 'ten', '∞'];
    for (const locale of ['en-US', 'de-DE']) expect(readIn(locale, ...no), locale).to.deep.equal(no.map(() => undefined));
  });

  it('is read as what is written, in any locale', () => {
    for (const locale of ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-PT', 'pl-PL', 'de-CH', 'hi-IN', 'ar-EG', 'fa-IR', 'sv-SE'])
      for (const value of [0, 0.01, 10.5, 999, 1_000, 1_234.5, 12_345.678901, 1_000_000_000])
        expect(typedNumber(numberToType(value, locale), locale), `${value} in ${locale}`).to.equal(value);
  });
});
