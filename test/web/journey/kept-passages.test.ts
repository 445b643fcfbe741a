/** The passages of a page: the newest from the live journey, earlier ones above them, nothing twice and nothing that was undone. */
import { expect } from 'chai';
import type { PassageSnapshot } from '#sdk/index.ts';
import { haveEarlier, withEdited, withNewest, withSomeArrived } from '#web/journey/story/kept-passages.ts';

const passage = (n: number, text = `Passage ${n}.`): PassageSnapshot => ({
  ...{ n, turnId: `turn-${n}`, playerId: 'ana', name: 'Ana', mode: 'do', action: 'I go on.', text },
  ...{ incomplete: false, narratorId: 'hearth', changes: [], alternatives: 1, alternative: 1, edited: false, funding: 'credits' },
});
const passages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => passage(from + index));
const numbers = (shown: readonly PassageSnapshot[]) => shown.map(({ n }) => n);

describe('the passages of a page', () => {
  it('stay the same objects until something of them changes', () => {
    const known = passages(1, 3);
    expect(withNewest(known, passages(1, 3))).to.equal(known);
    const edited = withNewest(known, [passage(1), passage(2, 'In other words.'), passage(3)]);
    expect(edited[0]).to.equal(known[0]);
    expect(edited[1]?.text).to.equal('In other words.');
    expect(edited[2]).to.equal(known[2]);
  });

  it('keep those that have left the live journey, and lose those that were undone', () => {
    const known = withNewest(passages(1, 30), passages(2, 31));
    expect(numbers(known)).to.deep.equal(numbers(passages(1, 31)));
    expect(numbers(withNewest(known, passages(2, 29)))).to.deep.equal(numbers(passages(1, 29)));
    expect(withNewest(known, [])).to.deep.equal([]);
  });

  it('begin anew after a gap, which scrolling back fills', () => {
    expect(numbers(withNewest(passages(1, 30), passages(41, 70)))).to.deep.equal(numbers(passages(41, 70)));
  });

  it('have earlier ones again after a gap, though the start had been reached', () => {
    const known = passages(2, 31);
    expect(haveEarlier(known, null)).to.equal(true);
    expect(haveEarlier(known, 'turn-2')).to.equal(false);
    expect(haveEarlier(withNewest(known, passages(41, 70)), 'turn-2')).to.equal(true);
    expect(haveEarlier(passages(1, 30), null)).to.equal(false);
    expect(haveEarlier([], null)).to.equal(false);
  });

  it('have an edited one in its new words, however long ago it was told', () => {
    const known = passages(1, 40);
    const edited = withEdited(known, passage(2, 'In other words.'));
    expect(edited[1]?.text).to.equal('In other words.');
    expect(edited[2]).to.equal(known[2]);
    expect(withEdited(known, passage(41))).to.deep.equal(known);
  });

  it('take arrived ones above, the nearest first, a few at a time, in order and once', () => {
    const known = passages(31, 60);
    const [shown, rest] = withSomeArrived(known, { passages: passages(26, 30), above: 'turn-31' }, 3);
    expect(numbers(shown)).to.deep.equal(numbers(passages(28, 60)));
    expect(shown[3]).to.equal(known[0]);
    expect(rest).to.deep.equal({ passages: passages(26, 27), above: 'turn-28' });
    const [all, none] = withSomeArrived(shown, rest!, 3);
    expect(numbers(all)).to.deep.equal(numbers(passages(26, 60)));
    expect(none).to.equal(null);
  });

  it('leave out what arrived for a place that a gap has parted from them', () => {
    const known = passages(41, 70);
    expect(withSomeArrived(known, { passages: passages(1, 30), above: 'turn-31' }, 3)).to.deep.equal([known, null]);
  });
});
