/** Figures from settled turns: exact sums, however they are split, and no more read than needed. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Turn } from '#core/turns/turn.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { createTurnFigures } from '#models/turn-figures.ts';
import type { TurnFigures } from '#models/turn-figures.ts';
import { SEED } from '../core/property.ts';
import { dropTestDatabase, testMongoUri } from '../support/test-mongo.ts';
import { insertTurns, NOON, part, settledTurn } from './settled-turns.ts';

const DAY_MS = 86_400_000;
const YESTERDAY = new Date(NOON.getTime() - DAY_MS);
const TOMORROW = new Date(NOON.getTime() + DAY_MS);
const LARGE = 2n ** 53n + 1n; // a double would lose the 1

describe(`figures of turns (seed ${SEED})`, () => {
  let uri: string;
  let database: Database;
  let figures: TurnFigures;
  beforeEach(async () => {
    uri = await testMongoUri();
    database = await openDatabase(uri);
    figures = createTurnFigures(database);
  });
  afterEach(async () => {
    await database.close();
    await dropTestDatabase(uri);
  });
  const insert = (...turns: Turn[]) => insertTurns(database, turns);
  /** As a refund books it, as far as figures read. */
  const refund = (...turns: Turn[]) =>
    database.entries.insertMany(
      turns.map(({ key, at, charged }) => {
        const entry = { kind: 'reverse', state: null, reason: 'an outage', hash: 'hash', by: 'op', parties: [] } as const;
        return { ...entry, _id: `reverse:${key}`, at, postings: [], reverses: key, after: null, meta: { charged: -charged } };
      }),
    );
  const estimate = (low: bigint, likely: bigint, high: bigint): Turn['estimate'] => ({
    ...settledTurn().estimate,
    low,
    likely,
    high,
  });

  describe('estimatorErrors', () => {
    it('judges likely by the real cost, and apart where a limit or the author cut the passage short', async () => {
      await insert(
        settledTurn({ wouldHaveCost: 100n, estimate: estimate(80n, 110n, 130n) }),
        settledTurn({ wouldHaveCost: 200n, estimate: estimate(80n, 140n, 199n), funding: 'free', charged: 0n }),
        settledTurn({ wouldHaveCost: 100n, estimate: estimate(100n, 200n, 300n), finish: 'length' }),
        settledTurn({ wouldHaveCost: 100n, estimate: estimate(0n, 100n, 100n), finish: 'stopped' }),
        settledTurn({ wouldHaveCost: 10n, estimate: estimate(1n, 2n, 3n), narratorId: 'ember' }),
        settledTurn({ wouldHaveCost: 10n, at: new Date(YESTERDAY.getTime() - 1) }),
        settledTurn({ incomplete: true, usage: null, calls: [], finish: null }),
      );
      const [ember, hearth, ...more] = await figures.estimatorErrors(YESTERDAY);
      expect(more).to.deep.equal([]);
      expect(ember).to.include({ narratorId: 'ember', turns: 1 });
      expect(ember?.complete).to.deep.equal({ turns: 1, errorPercent: 80, insidePercent: 0 });
      expect(ember?.cutShort).to.deep.equal({ turns: 0, errorPercent: null, insidePercent: null });
      expect(hearth).to.include({ narratorId: 'hearth', turns: 4 });
      expect(hearth?.complete).to.deep.include({ turns: 2, insidePercent: 50 });
      expect(hearth?.complete.errorPercent).to.be.closeTo((10 + 30) / 2, 1e-9);
      expect(hearth?.cutShort).to.deep.equal({ turns: 2, errorPercent: 50, insidePercent: 100 });
    });

    it('[PR3] counts what was above the ceiling, and absorbs it only where credits paid', async () => {
      await insert(
        settledTurn({ wouldHaveCost: LARGE, charged: 5n, ceiling: 5n }),
        settledTurn({ wouldHaveCost: 9n, charged: 0n, ceiling: 5n, funding: 'free' }),
        settledTurn({ wouldHaveCost: 5n, charged: 5n, ceiling: 5n }),
        settledTurn({ wouldHaveCost: 0n, charged: 0n, ceiling: 5n }),
      );
      const [hearth] = await figures.estimatorErrors(YESTERDAY);
      expect(hearth).to.include({ turns: 4, aboveCeilingPercent: 50, absorbed: LARGE - 5n });
      expect(hearth?.complete.errorPercent, 'of a turn without a cost there is none').to.equal(0);
    });

    it('is nothing where there is nothing', async () => {
      expect(await figures.estimatorErrors(YESTERDAY)).to.deep.equal([]);
    });
  });

  describe('margins', () => {
    it('splits by narrator, world and turn to the same sums', async () => {
      const turns = anyTurns(80);
      await insert(...turns);
      const sums = [];
      for (const by of ['narrator', 'world', 'turn'] as const) {
        const margins = await figures.margins(YESTERDAY, by);
        const sum = (field: 'charged' | 'wouldHaveCost' | 'vendorCost' | 'margin' | 'freeVendorCost') =>
          margins.reduce((total, margin) => total + margin[field], 0n);
        sums.push({
          turns: margins.reduce((total, margin) => total + margin.turns, 0),
          freeTurns: margins.reduce((total, margin) => total + margin.freeTurns, 0),
          ...{ charged: sum('charged'), wouldHaveCost: sum('wouldHaveCost'), vendorCost: sum('vendorCost') },
          ...{ margin: sum('margin'), freeVendorCost: sum('freeVendorCost') },
        });
      }
      const free = turns.filter(({ funding }) => funding === 'free');
      const sumOf = (of: readonly Turn[], field: 'charged' | 'wouldHaveCost' | 'vendorCost') =>
        of.reduce((total, turn) => total + turn[field], 0n);
      const expected = {
        ...{ turns: turns.length, freeTurns: free.length, charged: sumOf(turns, 'charged') },
        ...{ wouldHaveCost: sumOf(turns, 'wouldHaveCost'), vendorCost: sumOf(turns, 'vendorCost') },
        ...{ margin: sumOf(turns, 'charged') - sumOf(turns, 'vendorCost'), freeVendorCost: sumOf(free, 'vendorCost') },
      };
      expect(sums).to.deep.equal([expected, expected, expected]);
    });

    it('lists the latest 100 turns, newest first, and who charged most first', async () => {
      const turns = Array.from({ length: 120 }, (_, index) =>
        settledTurn({
          at: new Date(NOON.getTime() + index),
          narratorId: index % 2 ? 'ember' : 'hearth',
          charged: BigInt(index % 2),
        }),
      );
      await insert(...turns);
      const latest = await figures.margins(YESTERDAY, 'turn');
      expect(latest.map(({ id }) => id)).to.deep.equal(turns.slice(20).reverse().map(({ key }) => key)); // prettier-ignore
      expect((await figures.margins(YESTERDAY, 'narrator')).map(({ id }) => id)).to.deep.equal(['ember', 'hearth']);
    });

    it('[RV3] leaves out what was refunded, of these turns only, and keeps what they cost', async () => {
      const turns = ['ember', 'hearth'].map((narratorId) => settledTurn({ narratorId, charged: 50n, vendorCost: 9n }));
      const before = settledTurn({ narratorId: 'hearth', charged: 70n, at: new Date(YESTERDAY.getTime() - 1) });
      await insert(...turns, before, settledTurn({ narratorId: 'hearth', charged: 20n }));
      await refund(turns[1]!, before);
      const shown = async (by: 'narrator' | 'world') =>
        (await figures.margins(YESTERDAY, by)).map(({ id, charged, margin }) => [id, charged, margin]);
      expect(await shown('narrator')).to.deep.equal([['ember', 50n, 41n], ['hearth', 20n, 11n]]); // prettier-ignore
      expect(await shown('world')).to.deep.equal([['sea', 70n, 52n]]);
      const byTurn = await figures.margins(YESTERDAY, 'turn');
      expect(byTurn.find(({ id }) => id === turns[1]!.key)).to.include({ turns: 1, charged: 0n, vendorCost: 9n, margin: -9n });
    });

    it('counts turns from before worlds and vendors were noted on them', async () => {
      await insert(settledTurn({ charged: 7n }));
      await database.turns.updateOne({}, { $unset: { worldId: 1, vendorCost: 1, calls: 1, finish: 1, estimate: 1 } });
      const [margin] = await figures.margins(YESTERDAY, 'world');
      expect(margin).to.include({ id: 'unknown', charged: 7n, vendorCost: 0n, margin: 7n });
      expect(await figures.estimatorErrors(YESTERDAY)).to.deep.equal([]);
      expect(await figures.recentTurns('hearth', 9)).to.deep.equal([]);
      expect((await figures.latestPriced(9))[0]).to.include({ worldId: 'unknown', vendorCost: 0n, charged: 7n });
    });
  });

  describe('spendingByPart', () => {
    const week = { from: YESTERDAY, to: TOMORROW };

    it('says what a lore entry cost this week: in all calls of all turns, dearest first', async () => {
      const output = part({ kind: 'output', id: null, name: 'The passage', cost: 50n, tokens: 40 });
      await insert(
        settledTurn({ parts: [part({ cost: LARGE }), part({ call: 'summary', cost: 2n, tokens: 5 }), output] }),
        settledTurn({ parts: [part({ cost: 100n }), part({ id: 'lamp', name: 'The lamp', cost: 9n, cut: true }), output] }),
        settledTurn({ parts: [part({ cost: 7n })], worldId: 'hill' }),
      );
      const bell = { worldId: 'sea', kind: 'lore', id: 'bell', name: 'The bell', cost: LARGE + 102n, tokens: 25, turns: 2 };
      expect(await figures.spendingByPart('ana', week)).to.deep.equal([
        bell,
        { worldId: 'sea', kind: 'output', id: null, name: 'The passage', cost: 100n, tokens: 80, turns: 2 },
        { ...bell, worldId: 'hill', cost: 7n, tokens: 10, turns: 1 },
      ]);
      const [only, ...more] = await figures.spendingByPart('ana', { ...week, worldId: 'hill' });
      expect(more).to.deep.equal([]);
      expect(only?.cost).to.equal(7n);
    });

    it("leaves out free turns, released ones, other times and others' turns in the same journey", async () => {
      const parts = [part({ cost: 5n })];
      await insert(
        settledTurn({ parts, funding: 'free', charged: 0n }),
        settledTurn({ parts, incomplete: true }),
        settledTurn({ parts, at: TOMORROW }),
        settledTurn({ parts, at: new Date(YESTERDAY.getTime() - 1) }),
        settledTurn({ parts, authorId: 'joss' }),
        settledTurn({ parts, at: YESTERDAY }),
      );
      expect((await figures.spendingByPart('ana', week)).map(({ cost, turns }) => ({ cost, turns }))).to.deep.equal([
        { cost: 5n, turns: 1 },
      ]);
      expect(await figures.spendingByPart('ben', week), 'a party of every entry, author of none').to.deep.equal([]);
    });

    it('sums to what was charged', async () => {
      const turns = anyTurns(60);
      await insert(...turns);
      const spending = await figures.spendingByPart('ana', week);
      expect(spending.reduce((total, { cost }) => total + cost, 0n)).to.equal(
        turns.reduce((total, { charged }) => total + charged, 0n),
      );
    });

    it('has at most 200 rows, the dearest', async () => {
      const parts = Array.from({ length: 300 }, (_, index) => part({ id: `entry ${index}`, cost: BigInt(index) }));
      await insert(settledTurn({ parts }));
      const spending = await figures.spendingByPart('ana', week);
      expect(spending.map(({ cost }) => cost)).to.deep.equal(Array.from({ length: 200 }, (_, index) => BigInt(299 - index)));
    });
  });

  describe('the latest turns', () => {
    it("are a narrator's, newest first, with what the estimator learns from and nothing else", async () => {
      const turns = Array.from({ length: 9 }, (_, index) => settledTurn({ at: new Date(NOON.getTime() + index * 1_000) }));
      await insert(...turns, settledTurn({ narratorId: 'ember' }), settledTurn({ incomplete: true, at: TOMORROW, calls: [] }));
      const expected = turns
        .slice(4)
        .reverse()
        .map(({ narratorId, worldId, at, calls, finish, estimate: quoted }) => ({
          narratorId,
          worldId,
          at,
          calls,
          finish,
          estimate: quoted,
        }));
      expect(await figures.recentTurns('hearth', 5)).to.deep.equal(expected);
    });

    it('are read through the index alone, over all narrators too', async () => {
      const turns = Array.from({ length: 300 }, (_, index) =>
        settledTurn({ at: new Date(NOON.getTime() + index), narratorId: ['ember', 'hearth', 'lumen'][index % 3]! }),
      );
      await insert(...turns);
      await database.db.command({ profile: 2 });
      expect(await figures.latestPriced(30)).to.have.length(30);
      expect((await figures.latestPriced(30)).map(({ at }) => at)).to.deep.equal(turns.slice(-30).reverse().map(({ at }) => at)); // prettier-ignore
      await database.db.command({ profile: 0 });
      const read = await database.db
        .collection<{ docsExamined: number; hasSortStage?: boolean }>('system.profile')
        .find({ ns: `${database.db.databaseName}.turns`, 'command.find': { $exists: true } })
        .toArray();
      expect(read).to.have.length(2);
      for (const { docsExamined, hasSortStage } of read) expect({ docsExamined, hasSortStage }).to.deep.equal({ docsExamined: 30, hasSortStage: undefined }); // prettier-ignore
    });
  });
});

/** Turns of any narrator, world and funding, with parts that sum to the charge. */
function anyTurns(count: number): Turn[] {
  const anyTurn = fc
    .record({
      narratorId: fc.constantFrom('ember', 'hearth', 'lumen'),
      worldId: fc.constantFrom('sea', 'hill'),
      funding: fc.constantFrom('free' as const, 'credits' as const),
      costs: fc.array(fc.record({ id: fc.constantFrom('bell', 'lamp', null), cost: fc.bigInt(0n, 2n ** 55n) }), { maxLength: 6 }),
      overrun: fc.bigInt(0n, 1_000n),
      vendorCost: fc.bigInt(0n, 2n ** 54n),
    })
    .map(({ costs, overrun, ...turn }) => {
      const cost = costs.reduce((sum, { cost: partCost }) => sum + partCost, 0n);
      const parts = costs.map((fields) => part(fields));
      return settledTurn({ ...turn, parts, charged: turn.funding === 'free' ? 0n : cost, wouldHaveCost: cost + overrun });
    });
  return fc.sample(anyTurn, { seed: SEED, numRuns: count });
}
