/** A world's live figures by minute and AI: the same sums whatever the order, and nothing older than an hour. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { countByWorld } from '#core/live/journey-count.ts';
import type { FeedEntry, WorldFigure } from '#core/live/journal-feed.ts';
import { figureOf, shownSince, WorldFigures } from '#core/live/world-figures.ts';
import { always, SEED } from '../property.ts';

const NOW = new Date('2026-11-23T12:34:56Z');
const at = (time: string) => new Date(`2026-11-23T${time}Z`);

function entry(overrides: Partial<FeedEntry> = {}): FeedEntry {
  const meta = { worldId: 'sea', narratorId: 'hearth', charged: 30n, creatorId: 'mira', creatorShare: 6n };
  return { key: 'k', kind: 'turn', state: 'settled', at: NOW, parties: ['ana'], meta, committedAt: 1n, ...overrides };
}

function figure(time: string, narratorId = 'hearth', spent = 30n, earned = 6n): WorldFigure {
  return { at: at(time), narratorId, turns: 1, spent, earned };
}

describe(`world figures (seed ${SEED})`, () => {
  it('[RV3] count settled turns, take reversals off in their own minute, and nothing else', () => {
    expect(figureOf(entry(), 'mira')).to.deep.equal({ at: NOW, narratorId: 'hearth', turns: 1, spent: 30n, earned: 6n });
    const reversal = entry({
      kind: 'reverse',
      state: null,
      meta: { narratorId: 'hearth', charged: -30n, creatorId: 'mira', creatorShare: -6n },
    });
    expect(figureOf(reversal, 'mira')).to.deep.equal({ at: NOW, narratorId: 'hearth', turns: 0, spent: -30n, earned: -6n });
    expect(figureOf(entry({ state: 'released' }), 'mira')).to.equal(null);
    for (const kind of ['adjust', 'purchase', 'payout', 'repay'] as const) {
      expect(figureOf(entry({ kind, state: null }), 'mira'), kind).to.equal(null);
    }
    expect(figureOf(entry({ kind: 'reverse', state: null, meta: {} }), 'mira')).to.include({
      narratorId: '',
      spent: 0n,
      earned: 0n,
    });
  });

  it('[RV1] count as earned what goes to the owner, not what goes to an earlier one', () => {
    expect(figureOf(entry(), 'ona')).to.include({ turns: 1, spent: 30n, earned: 0n });
  });

  it('are told by minute, oldest first, and by AI', () => {
    const figures = new WorldFigures([figure('12:34:00'), figure('12:33:59.999'), figure('12:34:59', 'astral', 100n, 20n)]);
    const { hour, minutes, at: told } = figures.view(NOW);
    expect(told).to.equal(NOW.toISOString());
    expect(minutes.map((minute) => [minute.at.slice(11, 16), minute.turns, minute.spent, minute.earned])).to.deep.equal([
      ['12:33', 1, 30, 6],
      ['12:34', 2, 130, 26],
    ]);
    expect(minutes[1]?.narrators).to.deep.equal([
      { narratorId: 'astral', turns: 1, spent: 100, earned: 20 },
      { narratorId: 'hearth', turns: 1, spent: 30, earned: 6 },
    ]);
    expect(hour).to.deep.equal({
      ...{ turns: 3, spent: 160, earned: 32 },
      narrators: [
        { narratorId: 'astral', turns: 1, spent: 100, earned: 20 },
        { narratorId: 'hearth', turns: 2, spent: 60, earned: 12 },
      ],
    });
  });

  it('show this minute and the 59 before it', () => {
    expect(shownSince(NOW)).to.deep.equal(at('11:35:00'));
    const figures = new WorldFigures([figure('11:34:59.999'), figure('11:35:00')]);
    expect(figures.view(NOW).hour.turns).to.equal(1);
    expect(figures.forgetOld(NOW)).to.equal(true);
    expect(figures.forgetOld(NOW)).to.equal(false);
    expect(figures.view(at('12:35:00')).minutes).to.deep.equal([]);
    expect(figures.forgetOld(at('12:35:00'))).to.equal(true);
  });

  it('come out the same in any order, loaded or added, and the hour is the sum of its minutes', () => {
    const someFigure = fc.record({
      at: fc.integer({ min: 0, max: 3_599_999 }).map((ms) => new Date(shownSince(NOW).getTime() + ms)),
      narratorId: fc.constantFrom('hearth', 'astral', 'lumen'),
      turns: fc.constantFrom(0, 1),
      spent: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
      earned: fc.bigInt({ min: -1_000n, max: 1_000n }),
    });
    always(
      fc.property(fc.array(someFigure), fc.nat(), (figures, cut) => {
        const loaded = new WorldFigures(figures.slice(0, cut % (figures.length + 1)));
        for (const added of figures.slice(cut % (figures.length + 1)).reverse()) loaded.add(added);
        const view = loaded.view(NOW);
        expect(view).to.deep.equal(new WorldFigures(figures).view(NOW));
        for (const sum of ['turns', 'spent', 'earned'] as const) {
          const whole = figures.reduce((total, one) => total + Number(one[sum]), 0);
          expect(view.hour[sum]).to.equal(whole);
          expect(view.minutes.reduce((total, minute) => total + minute[sum], 0)).to.equal(whole);
          expect(view.hour.narrators.reduce((total, narrator) => total + narrator[sum], 0)).to.equal(whole);
        }
      }),
    );
  });
});

describe('the count of journeys', () => {
  it('has each player of a world once, and no journey that waits for its players', () => {
    const counts = countByWorld([
      { journeyId: 'j1', worldId: 'sea', playerIds: ['ana', 'ben'] },
      { journeyId: 'j2', worldId: 'sea', playerIds: ['ana'] },
      { journeyId: 'j3', worldId: 'sea', playerIds: [] },
      { journeyId: 'j4', worldId: 'mill', playerIds: ['ana'] },
      { journeyId: 'j5', worldId: 'empty', playerIds: [] },
    ]);
    expect([...counts]).to.deep.equal([
      ['sea', { journeys: 2, players: 2 }],
      ['mill', { journeys: 1, players: 1 }],
    ]);
  });
});
