/** Where what was loaded meets what the feed tells: every entry counts once, whichever came first. */
import { expect } from 'chai';
import { pino } from 'pino';
import type { FeedEntry, LoadedFigures } from '#core/live/journal-feed.ts';
import { FollowedFigures } from '#rooms/world-live/followed-figures.ts';
import { until } from '../../support/players.ts';

const NOW = new Date('2026-11-23T12:34:56Z');

describe('followed figures', () => {
  let figures: FollowedFigures;
  /** The loads that were asked for, to be answered by the test. */
  let loads: PromiseWithResolvers<LoadedFigures>[];

  beforeEach(() => {
    loads = [];
    const load = () => {
      loads.push(Promise.withResolvers());
      return loads.at(-1)!.promise;
    };
    const log = pino({ level: 'silent' });
    figures = new FollowedFigures({ ownerId: 'mira', clock: () => NOW, log, paceMs: 1, load, onChange: () => undefined });
    figures.start();
  });
  afterEach(() => figures.end());

  const entry = (committedAt: bigint, charged = 1n): FeedEntry => ({
    ...{ key: `turn:j:${committedAt}`, kind: 'turn', state: 'settled', at: NOW, parties: [], committedAt },
    meta: { worldId: 'sea', narratorId: 'hearth', charged, creatorShare: 0n },
  });
  const loaded = (asOf: bigint, spent: bigint): LoadedFigures => ({
    asOf,
    figures: [{ at: NOW, narratorId: 'hearth', turns: 1, spent, earned: 0n }],
  });
  const spent = () => figures.view()?.hour.spent ?? null;

  it('add what came during the load and is not in it, and nothing twice', async () => {
    for (const at of [8n, 9n, 10n, 11n]) figures.onEntry(entry(at));
    expect(spent()).to.equal(null);
    loads[0]!.resolve(loaded(10n, 100n));
    await until(() => figures.isLoaded);
    expect(spent()).to.equal(101);
  });

  it('leave out what the feed tells late and the load already had', async () => {
    loads[0]!.resolve(loaded(10n, 100n));
    await until(() => figures.isLoaded);
    figures.onEntry(entry(10n));
    expect(spent()).to.equal(100);
    figures.onEntry(entry(11n));
    expect(spent()).to.equal(101);
  });

  it('are loaded anew after a gap, also one during the load', async () => {
    figures.onEntry(entry(11n));
    figures.onGap();
    figures.onEntry(entry(15n));
    loads[0]!.resolve(loaded(10n, 100n));
    await until(() => loads.length === 2);
    expect(figures.isLoaded).to.equal(false);
    loads[1]!.resolve(loaded(14n, 200n));
    await until(() => figures.isLoaded);
    expect(spent()).to.equal(201);
    figures.onGap();
    expect(spent()).to.equal(null);
    await until(() => loads.length === 3);
    loads[2]!.resolve(loaded(20n, 300n));
    await until(() => spent() === 300);
  });

  it('are tried again when loading fails', async () => {
    loads[0]!.reject(new Error('no database'));
    await until(() => loads.length === 2);
    figures.onEntry(entry(11n));
    loads[1]!.resolve(loaded(10n, 100n));
    await until(() => figures.isLoaded);
    expect(spent()).to.equal(101);
  });
});
