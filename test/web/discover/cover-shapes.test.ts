/** Drawn covers: the same name, the same picture; within its frame. */
import { expect } from 'chai';
import { COVER_HEIGHT, COVER_WIDTH, coverShapes } from '#web/discover/cover-shapes.ts';

describe('drawn covers', () => {
  const names = ['The Drowned Light', 'the drowned light', 'Ω', '', '🜂 Glass', 'x'.repeat(200)];

  it('are the same for the same name, and others for others', () => {
    for (const name of names) expect(coverShapes(name, 5)).to.deep.equal(coverShapes(name, 5));
    expect(new Set(names.map((name) => coverShapes(name, 5).ridges.join())).size).to.equal(names.length);
  });

  it('stay within their frame and palettes', () => {
    for (const name of names) {
      const { palette, orb, ridges, lights } = coverShapes(name, 5);
      expect(palette).to.be.within(0, 4);
      for (const { x, y } of [orb, ...lights]) {
        expect(x).to.be.within(0, COVER_WIDTH);
        expect(y).to.be.within(0, COVER_HEIGHT);
      }
      for (const path of ridges) {
        expect(path).to.match(/^M0 -?\d+(L\d+ -?\d+)+V400H0z$/);
        const heights = [...path.matchAll(/[ML]\d+ (-?\d+)/g)].map(([, y]) => Number(y));
        expect(Math.min(...heights)).to.be.above(0);
      }
    }
  });
});
