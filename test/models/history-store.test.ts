/** A player's history, page by page: nothing twice, nothing left out, while new entries come in; and the balance along it. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { BookedEntry } from '#core/ledger/entry.ts';
import { credits } from '#core/money/microcredits.ts';
import type { Player } from '#core/players/player.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import { balanceOf } from '#core/wallet/wallet.ts';
import type { HistoryFilter } from '#models/history-store.ts';
import { SEED } from '../core/property.ts';
import { bookDebt } from '../support/book-debt.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';
import { codeOf } from './code-of.ts';

const NOON = Date.parse('2026-11-23T12:00:00Z');

describe('the history', () => {
  let test: TestGame;
  let failing = false;
  before(async () => {
    test = await startTestGame({ narrators: scriptedOfferings(() => (failing ? { end: 'throw' } : {})) });
  });
  afterEach(() => test.assertBooks());
  after(() => test.end());

  const adjust = ({ id: playerId }: Player, id: string, ms: number, amount = 1n) =>
    test.wallets.adjust({ id, playerId, amount, reason: 'for a test', by: 'test', at: new Date(NOON + ms) });

  /** All pages; `between` happens before each but the first. */
  async function readAll(
    player: Pick<Player, 'id'>,
    limit: number,
    between: (page: number) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<BookedEntry[]> {
    const all: BookedEntry[] = [];
    let cursor: string | undefined;
    for (let page = 0; ; page++) {
      if (page > 0) await between(page);
      const { rows, nextCursor } = await test.history.page(player.id, cursor, limit);
      all.push(...rows);
      if (nextCursor === null) return all;
      cursor = nextCursor;
    }
  }

  /** More than there was: a payment taken back. */
  const owe = ({ id }: Player, debt: bigint) => bookDebt(test.database, id, debt, test.game.clock());

  it('[LG3] has every entry once, newest first, also of one moment, while others come in', async () => {
    const [ana, ben] = [await test.player(), await test.player()];
    const expected: string[] = [];
    for (let index = 0; index < 30; index++) {
      const id = `${ana.id} ${String(31 - index).padStart(2, '0')} with spaces`; // keys fall while time goes on
      await adjust(ana, id, Math.floor(index / 6)); // six in each millisecond
      await adjust(ben, `ben ${index}`, 0);
      expected.unshift(`adjust:${id}`);
    }
    for (const limit of [1, 4, 7, 29, 30, 100]) {
      const keys = (await readAll(ana, limit, (page) => adjust(ana, `later ${limit} ${page}`, 1_000 + page))).map(
        ({ key }) => key,
      );
      expect(
        keys.filter((key) => !key.startsWith('adjust:later')),
        `pages of ${limit}`,
      ).to.deep.equal(expected);
      expect(new Set(keys).size).to.equal(keys.length);
    }
  });

  it('[LG3] has entries from before their place was kept once too, below those of the same moment that have one', async () => {
    const ana = await test.player();
    for (let index = 0; index < 6; index++) await adjust(ana, `${ana.id} ${index}`, index % 2);
    const unplaced = { $in: [0, 1, 4].map((index) => `adjust:${ana.id} ${index}`) };
    await test.database.entries.updateMany({ _id: unplaced }, { $unset: { after: '' } });
    for (const limit of [1, 2, 3, 10]) {
      const keys = (await readAll(ana, limit)).map(({ key }) => key.slice(-1));
      expect(keys.join(''), `pages of ${limit}`).to.equal('532410');
    }
  });

  it(`[LG4] tells the balance after each row: always the one below it plus what the row moved (seed ${SEED})`, async () => {
    const moves = fc.array(fc.constantFrom('free', 'paid', 'failed', 'give', 'give', 'take', 'owe'), {
      minLength: 3,
      maxLength: 6,
    });
    const player = await test.player({ bonus: 4_000 });
    const journeys = [await test.journey(player), await test.journey(player), await test.journey(player)];
    for (const round of fc.sample(moves, { seed: SEED, numRuns: 12 })) {
      failing = round.includes('failed');
      await Promise.all(
        round.map(async (move, index) => {
          const journey = journeys[index % journeys.length]!;
          const refused = (failure: unknown) => expect((failure as { code: string }).code).to.match(/^(IN_DEBT|OUT_OF|ADJUST)/);
          if (move === 'give') await adjust(player, randomUUID(), 0, credits(900));
          else if (move === 'take') await adjust(player, randomUUID(), 0, credits(-7)).catch(refused);
          else if (move === 'owe') await owe(player, credits(11));
          else await test.play(journey, player, { narratorId: move === 'free' ? 'hearth' : 'astral-lumen' }).catch(refused);
        }),
      );
    }
    failing = false;
    const rows = (await readAll(player, 7)).map((entry) => historyRowView(entry, player.id));
    const keys = rows.map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(keys).to.have.members(await test.database.entries.distinct('_id', { parties: player.id }));
    expect(new Set(rows.map(({ kind }) => kind))).to.include.keys('turn', 'adjust', 'repay');
    rows.forEach(({ key, balance, amount }, index) => {
      expect(balance, key).to.equal((rows[index + 1]?.balance ?? 0) + amount);
    });
    expect(rows[0]!.balance).to.equal(Number(balanceOf(await test.wallets.find(player.id))));
  });

  it('filters by kind, time, world, journey, AI, who paid and how it ended, all at once, balances unchanged', async () => {
    const player = await test.player({ bonus: 5_000 });
    const [first, second] = [await test.journey(player), await test.journey(player)];
    await test.play(first, player);
    await test.play(first, player, { narratorId: 'astral-lumen' });
    failing = true;
    await test.play(second, player, { narratorId: 'astral-lumen' });
    failing = false;
    await test.play(second, player);
    const all = await readAll(player, 100);
    const shown = async (filter: HistoryFilter) => {
      const { rows } = await test.history.page(player.id, undefined, 100, filter);
      for (const row of rows) expect(row).to.deep.equal(all.find(({ key }) => key === row.key));
      return rows.map(({ key }) => all.length - 1 - all.findIndex((row) => row.key === key)).join('');
    };
    expect(all).to.have.length(5);
    const table: [HistoryFilter, string][] = [
      [{}, '43210'],
      [{ kinds: ['adjust'] }, '0'],
      [{ kinds: ['adjust', 'turn'] }, '43210'],
      [{ state: 'released' }, '3'],
      [{ funding: 'free' }, '41'],
      [{ narratorId: 'astral-lumen' }, '32'],
      [{ journeyId: first.id }, '21'],
      [{ worldId: first.world.id }, '4321'],
      [{ worldId: 'nowhere' }, ''],
      [{ journeyId: second.id, state: 'settled' }, '4'],
      [{ from: all[1]!.at, kinds: ['turn'] }, '43'],
      [{ to: all[1]!.at }, '210'],
      [{ from: new Date(0), to: new Date(1) }, ''],
    ];
    for (const [filter, rows] of table) expect(await shown(filter), JSON.stringify(filter)).to.equal(rows);
  });

  it('reads a page from the index, in its order: nothing is sorted, nothing above or below it is read', async () => {
    const { db } = test.database;
    const player = await test.player();
    await insertEntries(test, player.id, 12_000);
    const { nextCursor } = await test.history.page(player.id, undefined, 6_000);
    await db.command({ profile: 2 });
    await test.history.page(player.id, nextCursor!, 50);
    await db.command({ profile: 0 });
    const plans = await db
      .collection('system.profile')
      .find({ ns: /\.entries$/ })
      .toArray();
    expect(plans).to.have.length(1);
    expect(plans[0]!['hasSortStage']).to.equal(undefined);
    expect(plans[0]!['docsExamined']).to.be.below(60);
  });

  it('looks through so many entries for a filter and no more, then goes on from there', async () => {
    const player = await test.player();
    await insertEntries(test, player.id, 12_000);
    const oldest: HistoryFilter = { journeyId: 'journey-0' };
    const first = await test.history.page(player.id, undefined, 10, oldest);
    expect(first.rows).to.deep.equal([]);
    const second = await test.history.page(player.id, first.nextCursor!, 10, oldest);
    expect(second.rows.map(({ key }) => key)).to.deep.equal([`adjust:${player.id}-0`]);
    expect(second.nextCursor).to.equal(null);
    let found = 0;
    for await (const batch of test.history.batches(player.id, oldest)) found += batch.length;
    expect(found).to.equal(1);
  });

  it('is empty without a next page for who has none', async () => {
    expect(await test.history.page('nobody', undefined, 10)).to.deep.equal({ rows: [], nextCursor: null });
  });

  it('refuses a cursor that it did not give', async () => {
    const texts = ['noon 1 adjust:1', '1e3 1 a', '1 x a', '1 1.5 a', '1 2', '99999999999999999999 1 a'];
    for (const cursor of ['x', '', ...texts.map((text) => Buffer.from(text).toString('base64url'))])
      expect(await codeOf(test.history.page('ana', cursor, 10)), cursor).to.equal('BAD_INPUT');
  });
});

/** Entries that moved nothing, a second apart, each of a journey of its own. */
async function insertEntries({ database }: TestGame, playerId: string, count: number): Promise<void> {
  await database.entries.insertMany(
    Array.from({ length: count }, (_, index) => ({
      ...{ _id: `adjust:${playerId}-${index}`, kind: 'adjust', state: null, reason: 'a test', hash: 'test', by: 'test' },
      ...{ parties: [playerId, 'creator:test'], at: new Date(NOON + index * 1_000), postings: [], reverses: null },
      ...{ meta: { journeyId: `journey-${index}` }, after: { seq: index, balance: 0n } },
    })),
  );
  await database.wallets.updateOne({ _id: playerId }, { $set: { seq: count } });
}
