/** Scrolling along with a story: until the reader goes up, and again from the bottom on. */
import { expect } from 'chai';
import { followsAfter, isAtBottom } from '#web/journey/story/follow-bottom.ts';

const place = (scrollTop: number, scrollHeight = 2_000) => ({ scrollTop, scrollHeight, clientHeight: 500 });

describe('following the end of a story', () => {
  it('is at the bottom within the height of a line or two', () => {
    expect(isAtBottom(place(1_500))).to.equal(true);
    expect(isAtBottom(place(1_460))).to.equal(true);
    expect(isAtBottom(place(1_400))).to.equal(false);
    expect(isAtBottom({ scrollTop: 0, scrollHeight: 300, clientHeight: 500 })).to.equal(true);
  });

  it('ends when the reader goes up, and not when text grows below', () => {
    expect(followsAfter(true, place(1_500), place(1_200))).to.equal(false);
    expect(followsAfter(true, place(1_500), place(1_500, 2_400))).to.equal(true);
    expect(followsAfter(false, place(1_200), place(1_300, 2_400))).to.equal(false);
  });

  it('begins again at the bottom, also when the story became shorter', () => {
    expect(followsAfter(false, place(1_200), place(1_490))).to.equal(true);
    expect(followsAfter(true, place(1_500), place(900, 1_400))).to.equal(true);
  });
});
