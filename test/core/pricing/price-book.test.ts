/** Price rows: read exactly, every fault named, and the AIs that count as the one asked for. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { isAccepted, narratorPrices, priceListFaults, priceText } from '#core/pricing/price-book.ts';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { priceRow } from '../../support/price-rows.ts';
import { always, SEED } from '../property.ts';

/** A row with fields as a file may have them. */
const rowWith = (fields: Readonly<Record<string, unknown>>): PriceRow => ({ ...priceRow(), ...fields });

describe(`price rows (seed ${SEED})`, () => {
  it('[PR1] are credits per million tokens with at most three decimals; cache prices default to input', () => {
    const row = priceRow({ input: '0.001', output: '12.5', cacheRead: '0', tier: 'premium', freeEligible: false });
    expect(narratorPrices(row)).to.deep.equal({
      ...{ narratorId: 'hearth', tier: 'premium', freeEligible: false, contextTokens: 8_192, cacheLifetimeMs: 1_800_000 },
      ...{ input: 1n, output: 12_500n, cacheRead: 0n, cacheWrite: 1n },
      accepts: ['scripted'],
      vendor: { input: 0n, output: 0n, cacheRead: 0n, cacheWrite: 0n },
    });
  });

  it("[PR1] have the vendor's USD in the same unit, exact to six decimals: 1 USD is 1,000 credits", () => {
    const { vendor } = narratorPrices(priceRow({ vendorUsd: { input: '3', output: '15.123456', cacheRead: '0.3' } }));
    expect(vendor).to.deep.equal({ input: 3_000_000n, output: 15_123_456n, cacheRead: 300_000n, cacheWrite: 3_000_000n });
    expect(narratorPrices(priceRow({ input: '1000' })).input).to.equal(
      narratorPrices(priceRow({ vendorUsd: { input: '1', output: '1' } })).vendor.input,
    );
  });

  it('[PR1] of zero, below zero, missing or with too many decimals are refused, by name', () => {
    const bad = ['0', '0.000', '-1', '', ' 1', '1.0001', '1.', '.5', '1e3', 'free', '1,5', '1234567890', 12, null, undefined];
    for (const price of bad)
      for (const name of ['input', 'output'])
        expect(() => narratorPrices(rowWith({ [name]: price })), `${name} ${price}`).to.throw(
          RangeError,
          new RegExp(`^hearth: ${name} `),
        );
    for (const price of ['-1', '', '0.0001', 'free', 0, null])
      for (const name of ['cacheRead', 'cacheWrite'])
        expect(() => narratorPrices(rowWith({ [name]: price })), `${name} ${price}`).to.throw(RangeError, `hearth: ${name} `);
  });

  it("[PR1] refuse a vendor's price below zero, missing, or with more than six decimals; zero is one", () => {
    for (const price of ['-1', '', '0.0000001', 'free', 1, null, undefined])
      for (const name of ['input', 'output'])
        expect(
          () => narratorPrices(rowWith({ vendorUsd: { input: '1', output: '1', [name]: price } })),
          `${name} ${price}`,
        ).to.throw(RangeError, `hearth: vendorUsd.${name} `);
    for (const vendorUsd of [undefined, null, '0', []])
      expect(() => narratorPrices(rowWith({ vendorUsd })), JSON.stringify(vendorUsd)).to.throw(RangeError, 'hearth: vendorUsd ');
  });

  it('[PR1] refuse terms that cannot be', () => {
    const bad: Readonly<Record<string, readonly unknown[]>> = {
      contextTokens: [511, 10_000_001, 4_096.5, -4_096, Number.NaN, '4096', 4_096n, undefined],
      cacheLifetimeSeconds: [-1, 0.5, Infinity, '300', null, undefined],
      accepts: [[], [''], ['a', 7], 'scripted', undefined],
      tier: ['gold', '', null, undefined],
      freeEligible: ['yes', 1, null, undefined],
      narratorId: ['', ' hearth', 7],
    };
    for (const [field, values] of Object.entries(bad))
      for (const value of values)
        expect(() => narratorPrices(rowWith({ [field]: value })), `${field} ${String(value)}`).to.throw(
          RangeError,
          `: ${field} `,
        );
    for (const contextTokens of [512, 10_000_000])
      expect(narratorPrices(priceRow({ contextTokens }))).to.include({ contextTokens });
  });

  it('[PR1] name all faults of all rows at once, and two rows of one narrator', () => {
    const rows = [priceRow(), rowWith({ input: '0', tier: 'gold' }), { narratorId: 'gift' }, 'nothing'];
    const faults = priceListFaults(rows);
    expect(faults).to.include.members([
      'hearth: tier must be one of short, standard, premium, not "gold"',
      'hearth: input must be above zero',
      'hearth: narratorId has more than one row',
      'gift: contextTokens must be a whole number from 512 to 10000000, not missing',
      'row 4: must be an object, not "nothing"',
    ]);
    expect(priceListFaults([priceRow(), priceRow({ narratorId: 'ember' })])).to.deep.equal([]);
  });

  it('[PR1] are written as they are read', () => {
    always(
      fc.property(fc.bigInt(1n, 999_999_999_999n), (price) => {
        expect(narratorPrices(priceRow({ input: priceText(price) })).input).to.equal(price);
      }),
    );
  });

  it('[PR1] of garbage are refused in a RangeError, never taken and never another error', () => {
    always(
      fc.property(fc.constantFrom(...Object.keys(priceRow())), fc.jsonValue(), (field, value) => {
        const row = rowWith({ [field]: value });
        const faults = priceListFaults([row]);
        if (faults.length > 0) expect(() => narratorPrices(row)).to.throw(RangeError);
        else expect(narratorPrices(row)).to.have.property('vendor');
      }),
      1_000,
    );
  });
});

describe('the AI that answered', () => {
  it('[TN3] counts when it is the one accepted, or a dated snapshot of it', () => {
    for (const served of ['story-5', 'story-5-2026-07-09', 'story-5-20260709'])
      expect(isAccepted(served, ['x', 'story-5'])).to.equal(true);
  });

  it('[TN3] does not count when it is a sibling, a version, an impossible date or only begins alike', () => {
    const others = [
      'story-5-mini',
      'story-5.1',
      'story-50',
      'story-5-2026',
      'story-5-20261309',
      'story-5-2026-07-32',
      'story-5-latest',
    ];
    for (const served of [...others, 'Story-5', 'story', '', 'story-5-20260709-mini', 'story-520260709', 'story-5-202607091'])
      expect(isAccepted(served, ['story-5']), served).to.equal(false);
    expect(isAccepted('story-5', ['story-5-2026-07-09']), 'a snapshot was asked for').to.equal(false);
    expect(isAccepted('story-5', [])).to.equal(false);
  });
});
