/** Pockets: spent in burn order, never below zero. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { burn, NO_CREDITS, POCKETS, subtractPockets, totalOf } from '#core/money/pockets.ts';
import { anyAmount, anyPockets } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';

describe(`pockets (seed ${SEED})`, () => {
  it('are spent as grant, bonus, earning, purchase', () => {
    const pockets = { grant: 5n, bonus: 10n, earning: 20n, purchase: 40n };
    expect(burn(pockets, 0n)).to.deep.equal(NO_CREDITS);
    expect(burn(pockets, 4n)).to.deep.equal({ ...NO_CREDITS, grant: 4n });
    expect(burn(pockets, 36n)).to.deep.equal({ grant: 5n, bonus: 10n, earning: 20n, purchase: 1n });
    expect(burn(pockets, 75n)).to.deep.equal(pockets);
    expect(POCKETS).to.deep.equal(['grant', 'bonus', 'earning', 'purchase']);
  });

  it('[LG4] are never negative: burning takes exactly the amount, a pocket only after those before it are empty', () => {
    always(
      fc.property(anyPockets, fc.integer({ min: 0, max: 10_000 }), (pockets, part) => {
        const amount = (totalOf(pockets) * BigInt(part)) / 10_000n;
        const taken = burn(pockets, amount);
        const left = subtractPockets(pockets, taken);
        expect(totalOf(taken)).to.equal(amount);
        POCKETS.forEach((pocket, index) => {
          expect(taken[pocket] >= 0n && left[pocket] >= 0n, pocket).to.equal(true);
          if (taken[pocket] > 0n) for (const before of POCKETS.slice(0, index)) expect(left[before], before).to.equal(0n);
        });
      }),
    );
  });

  it('[LG4] refuse more than they have, and less than nothing', () => {
    always(
      fc.property(anyPockets, anyAmount, (pockets, more) => {
        expect(() => burn(pockets, totalOf(pockets) + more + 1n)).to.throw(RangeError);
        expect(() => burn(pockets, -more - 1n)).to.throw(RangeError);
      }),
    );
  });
});
