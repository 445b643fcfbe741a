/** A receipt by cause: nothing is lost or counted twice on the way from the parts. */
import { expect } from 'chai';
import { DEFAULT_THEME } from '@mantine/core';
import type { TurnPartView } from '#sdk/index.ts';
import { theme } from '#web/theme.ts';
import { CAUSE_COLORS, CAUSE_PATTERNS } from '#web/context/cause-colors.ts';
import { causeOf, CAUSES, costOf, groupedByCause, isWritten, rememberedOf } from '#web/context/causes.ts';

const part = (overrides: Partial<TurnPartView>): TurnPartView => ({
  ...{ call: 'narration', kind: 'lore', id: null, name: 'a part', tokens: 10, why: 'always', cut: false, cost: 7 },
  ...overrides,
});

describe('causes of a cost', () => {
  const parts = [
    part({ kind: 'instructions', cost: 1 }),
    part({ kind: 'lore', cost: 20 }),
    part({ kind: 'premise', cost: 300 }),
    part({ kind: 'lore', cost: 4_000, cut: true }),
    part({ kind: 'output', cost: 50_000 }),
    part({ call: 'trackers', kind: 'question', cost: 600_000 }),
    part({ call: 'trackers', kind: 'output', cost: 7_000_000 }),
    part({ kind: 'something newer', cost: 80_000_000 }),
  ];

  it('[PR2] take every part that was read or written exactly once, and none that was cut', () => {
    const groups = groupedByCause(parts);
    expect(groups.map(({ cause, cost }) => [cause, cost])).to.deep.equal([
      ['world', 301],
      ['lore', 20],
      ['trackers', 600_000],
      ['other', 80_000_000],
      ['passage', 50_000],
      ['changes', 7_000_000],
    ]);
    expect(groups.reduce((sum, { cost }) => sum + (cost ?? 0), 0)).to.equal(87_650_321);
    expect(groups.filter(({ cause }) => isWritten(cause)).map(({ cause }) => cause)).to.deep.equal(['passage', 'changes']);
  });

  it('[PR2] were remembered from the beginning on, as far as the cache reached, and never what was written', () => {
    const read = [part({ tokens: 30 }), part({ tokens: 20 }), part({ tokens: 10 })];
    const remembered = rememberedOf([...read, part({ kind: 'output', tokens: 40 })], 42);
    expect(read.map((each) => remembered.get(each))).to.deep.equal([30, 12, 0]);
    expect(remembered.size).to.equal(3);
  });

  it("keep somebody else's amounts unknown rather than 0", () => {
    expect(costOf([part({ cost: 5 }), part({ cost: null })])).to.equal(null);
    expect(groupedByCause([part({ cost: null })])[0]?.cost).to.equal(null);
  });

  it('know what each call asks for and answers', () => {
    expect(causeOf({ call: 'summary', kind: 'question' })).to.equal('summing-up');
    expect(causeOf({ call: 'summary', kind: 'output' })).to.equal('summary');
    expect(causeOf({ call: 'narration', kind: 'summary' })).to.equal('summaries');
  });

  it('stand out from the page by 3:1 in both themes, and from the one beside them by pattern or color', () => {
    const colors: Readonly<Record<string, readonly string[] | undefined>> = { ...DEFAULT_THEME.colors, ...theme.colors };
    for (const cause of CAUSES) {
      const shades = colors[CAUSE_COLORS[cause]] ?? [];
      for (const ground of ['#fbf6ee', '#fffdf9']) expect(contrast(shades[8] ?? '', ground), cause).to.be.at.least(3);
      for (const ground of ['#17120f', '#211a15']) expect(contrast(shades[4] ?? '', ground), cause).to.be.at.least(3);
    }
    const looks = CAUSES.map((cause) => `${CAUSE_COLORS[cause]} ${CAUSE_PATTERNS[cause]}`);
    expect(new Set(looks).size).to.equal(CAUSES.length);
  });
});

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
