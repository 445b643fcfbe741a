/** What pages show of a story: the way, and what broke off on it. */
import { expect } from 'chai';
import { passageOf, shownOf } from '#core/journeys/passages.ts';
import type { Turn } from '#core/turns/turn.ts';
import { turnOf } from '../prompts/story.ts';

const key = (n: number) => `turn:journey:${n}`;
const brokenOff = (n: number, after: number | null): Turn => ({
  ...turnOf(n, 'Half'),
  incomplete: true,
  parentKey: after === null ? null : key(after),
});
const shown = (turns: readonly Turn[], follows: string | null = null) => shownOf(turns, follows).map(({ n }) => n);

describe('passages', () => {
  it('[TN4] show text that broke off where it was told, until the story leaves that place', () => {
    const [one, four] = [turnOf(1, 'One.'), { ...turnOf(4, 'Four.'), parentKey: key(1) }];
    expect(shown([brokenOff(0, null), one, brokenOff(2, 1), four, brokenOff(5, 4)])).to.deep.equal([0, 1, 2, 4, 5]);
    expect(shown([one, brokenOff(2, 1), brokenOff(5, 4)]), 'turn 4 undone').to.deep.equal([1, 2]);
    expect(shown([one, four, brokenOff(6, 1)]), 'back at turn 4').to.deep.equal([1, 4]);
    expect(shown([brokenOff(2, 1), four], key(1)), 'a page that begins behind turn 1').to.deep.equal([2, 4]);
  });

  it('[TN12] stand among all tellings of their place', () => {
    const turn = { ...turnOf(3, 'Three.'), parentKey: key(1) };
    const alternatives = new Map([[key(1), ['2', '3', '7']]]);
    expect(passageOf(turn, alternatives)).to.deep.equal({ turn, alternatives: ['2', '3', '7'] });
    expect(passageOf(turn, new Map()).alternatives, 'nothing is known of others').to.deep.equal(['3']);
    expect(passageOf({ ...turn, incomplete: true }, alternatives).alternatives).to.deep.equal(['3']);
  });
});
