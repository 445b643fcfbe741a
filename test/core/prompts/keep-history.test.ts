/** History is cut in chunks, always at the same places. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { firstKeptTurn } from '#core/prompts/keep-history.ts';
import { always, SEED } from '../property.ts';

const anyTurns = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 120, size: 'max' });

describe(`keeping history (seed ${SEED})`, () => {
  it('keeps at most the high water, never moves back, and after a cut about half is left', () => {
    always(
      fc.property(anyTurns, fc.integer({ min: 600, max: 4_000 }), (turns, highWater) => {
        let former = 0;
        for (let told = 1; told <= turns.length; told++) {
          const story = turns.slice(0, told);
          const first = firstKeptTurn(story, highWater);
          const kept = sum(story.slice(first));
          expect(kept).to.be.at.most(highWater);
          expect(first, 'the same story, the same cut').to.equal(firstKeptTurn(story, highWater));
          expect(first).to.be.at.least(former);
          if (first > former) {
            expect(sum(story.slice(former)), 'a cut comes only when the room is full').to.be.above(highWater);
            expect(kept, 'after a cut').to.be.at.most(highWater / 2);
            expect(kept + (turns[first - 1] ?? 0), 'and no turn more than needed goes').to.be.above(highWater / 2);
          }
          former = first;
        }
      }),
      100,
    );
  });

  it('keeps everything that fits, and nothing where there is no room', () => {
    expect(firstKeptTurn([], 100)).to.equal(0);
    expect(firstKeptTurn([40, 60], 100)).to.equal(0);
    expect(firstKeptTurn([40, 60, 1], 100)).to.equal(2);
    expect(firstKeptTurn([101], 100), 'one turn larger than the room').to.equal(1);
    expect(firstKeptTurn([1, 1], 0)).to.equal(2);
  });
});

function sum(tokens: readonly number[]): number {
  return tokens.reduce((total, count) => total + count, 0);
}
