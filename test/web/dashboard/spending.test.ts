/** Spending by day and world, and limits, as pages reckon them. */
import { expect } from 'chai';
import type { SpendingDay } from '#sdk/index.ts';
import { limitOf, typedOf } from '#web/dashboard/limits/limit-input.ts';
import { daysChart, daysUpTo, OTHER_WORLDS, sumOfDays } from '#web/dashboard/spending/spending-by-day.ts';

const row = (day: string, world: string, credits: number, part: Partial<SpendingDay> = {}): SpendingDay => ({
  ...{ day, worldId: world, worldName: world.toUpperCase(), turns: 1, charged: credits * 1_000_000 },
  ...{ freeTurns: 0, wouldHaveCost: 0, refunded: 0, ...part },
});

describe('spending by day', () => {
  it('has every day, also those without turns, over the end of a month', () => {
    expect(daysUpTo('2026-03-02', 4)).to.deep.equal(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    const { days, worlds } = daysChart([row('2026-03-01', 'a', 2.5), row('2026-02-27', 'b', 40)], 4, '2026-03-02');
    expect(worlds.map(({ name }) => name)).to.deep.equal(['B', 'A']);
    expect(days.map(({ day, a, b }) => [day, a, b])).to.deep.equal([
      ['2026-02-27', 0, 40],
      ['2026-02-28', 0, 0],
      ['2026-03-01', 2.5, 0],
      ['2026-03-02', 0, 0],
    ]);
  });

  it('puts the cheapest of many worlds together, and loses nothing', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((world, index) => row('2026-03-02', world, 10 - index));
    const { days, worlds } = daysChart(rows, 1, '2026-03-02');
    expect(worlds.map(({ worldId }) => worldId)).to.deep.equal(['a', 'b', 'c', 'd', 'e', OTHER_WORLDS]);
    expect(days[0]?.[OTHER_WORLDS]).to.equal(5 + 4);
    const { day: _day, ...credits } = days[0]!;
    expect(Object.values(credits).reduce<number>((sum, amount) => sum + Number(amount), 0)).to.equal(49);
  });

  it('leaves worlds out in which nothing was paid, and sums up all', () => {
    const free = row('2026-03-02', 'b', 0, { freeTurns: 1, wouldHaveCost: 7_000_000 });
    const rows = [row('2026-03-02', 'a', 3, { turns: 2, refunded: 1_000_000 }), free];
    expect(daysChart(rows, 1, '2026-03-02').worlds).to.have.length(1);
    expect(sumOfDays(rows)).to.deep.equal({
      ...{ charged: 3_000_000, refunded: 1_000_000, turns: 3, freeTurns: 1, wouldHaveCost: 7_000_000 },
    });
  });
});

describe('limits as they are typed', () => {
  it('[TN10] are microcredits, none where the field is empty, and nothing where it is no amount', () => {
    expect(['', ' ', '0', '12.34', '50', '1,500'].map(limitOf)).to.deep.equal([
      null,
      null,
      0,
      12_340_000,
      50_000_000,
      1_500_000_000,
    ]);
    expect(['-1', 'x', '2000000000', 'NaN', '1e3', '.'].map(limitOf)).to.deep.equal(Array(6).fill(undefined));
    expect([null, 0, 12_340_000, 1_500_000_000].map(typedOf)).to.deep.equal(['', '0', '12.34', '1,500']);
  });
});
