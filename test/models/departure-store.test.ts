/** Leaving for good: the wallet closes in one transaction, the person goes from every document, and a crash midway is made good. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { GRANTS, playerAccount } from '#core/ledger/accounts.ts';
import type { Entry } from '#core/ledger/entry.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import { payoutRun } from '#core/earnings/payout.ts';
import { credits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import { FORMER_PLAYER } from '#models/departure-store.ts';
import { walletOf } from '#models/documents/wallet-document.ts';
import { audit } from '#models/audit/audit.ts';
import { payCreators } from '#models/pay-creators.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import { changeWallet } from '#models/wallet-store.ts';
import { bookDebt } from '../support/book-debt.ts';
import type { TestGame } from '../support/test-game.ts';
import { SAMPLE_CREATOR_ID, startTestGame } from '../support/test-game.ts';
import { expectNowhere } from '../support/words-kept.ts';
import { codeOf } from './code-of.ts';

const NAME = 'Zanzibel';
const WRITTEN = { line: 'a zanyline of mine', memory: 'zanymemory', author: 'zanystyle', action: 'I zanyact.' };
const WORDS = [NAME, ...Object.values(WRITTEN)];

describe('a player who leaves', () => {
  let test: TestGame;
  beforeEach(async () => (test = await startTestGame()));
  afterEach(async () => {
    await test.assertBooks();
    await test.end();
  });

  /** As payments do that come late. */
  async function give({ id }: Player, bonus: bigint): Promise<void> {
    const postings = [
      { account: playerAccount(id, 'bonus'), amount: bonus },
      { account: GRANTS, amount: -bonus },
    ];
    const entry: Entry = {
      ...{ key: `adjust:${randomUUID()}`, kind: 'adjust', state: null, reason: 'for a test', hash: 'test', by: 'test' },
      ...{ parties: [id], at: new Date(), postings, reverses: null, meta: {} },
    };
    await test.database.lanes.run(async (session) => {
      const wallet = await test.database.wallets.findOne({ _id: id }, { session });
      await changeWallet(test.database, walletOf(wallet!), { pockets: { ...NO_CREDITS, bonus }, entry }, session);
    });
  }

  /** With a line, notes and a turn, so that all of it is in documents; then another's turn that reads it. */
  async function tell(player: Player, ...others: Player[]): Promise<LiveJourney> {
    const journey = await test.journey(player, ...others);
    const settings = { ...USUAL_SETTINGS, memoryNote: WRITTEN.memory, authorNote: WRITTEN.author };
    await test.journeys.join(journey.id, { ...journey.member(player.id)!, about: WRITTEN.line }, undefined);
    await test.journeys.changeSettings(journey, player.id, settings);
    journey.setMember({ ...journey.member(player.id)!, about: WRITTEN.line, settings });
    await test.play(journey, player, { text: WRITTEN.action });
    for (const other of others) await test.play(journey, other, { text: 'I wait for what comes.' });
    return journey;
  }

  it('[LG1][LG4] gives up credits, is forgiven debt, and is never paid again; the books hold', async () => {
    const ana = await test.player({ kind: 'account', bonus: 100, purchase: 250, name: NAME });
    await test.play(await test.journey(ana), ana, { narratorId: 'astral-lumen' });
    const before = await test.wallets.find(ana.id);
    await bookDebt(test.database, ana.id, credits(40), new Date());
    const wallet = await test.departures.leave(ana.id, new Date());
    expect(wallet).to.deep.include({ pockets: NO_CREDITS, debt: 0n, closed: true });
    const [close] = (await test.history.page(ana.id, undefined, 1)).rows;
    expect(close).to.deep.include({ key: `close:${ana.id}`, kind: 'close', after: { seq: wallet.seq, balance: 0n } });
    const given = close!.postings.find(({ account }) => account === 'platform:forfeited');
    expect(given?.amount).to.equal(Object.values(before.pockets).reduce((sum, amount) => sum + amount, 0n));
    expect(await test.players.find(ana.id)).to.include({ name: '', role: 'player' });
    expect((await test.players.find(ana.id)).leftAt).to.be.an.instanceof(Date);
    // A payment that was still on its way is booked; it can be taken back again, but never spent.
    await bookDebt(test.database, ana.id, 3n, new Date());
    await give(ana, 5n);
    expect(await test.wallets.find(ana.id)).to.deep.include({ pockets: { ...NO_CREDITS, bonus: 2n }, debt: 0n });
    expect(await codeOf(test.play(await test.journey(ana), ana))).to.equal('PLAYER_LEFT');
  });

  it('[RV2] is not paid what their worlds earned, then or later: it is given up', async () => {
    const payer = await test.player({ purchase: 5_000 });
    await test.play(await test.journey(payer), payer, { narratorId: 'astral-lumen' });
    const { earningsPending } = await test.departures.preview(SAMPLE_CREATOR_ID);
    expect(earningsPending > 0n).to.equal(true);
    await test.departures.leave(SAMPLE_CREATOR_ID, new Date());
    await rollAccruals(test.database);
    const inAMonth = new Date(Date.now() + 30 * 86_400_000);
    const { paid, failed } = await payCreators(test.database, payoutRun(inAMonth, 14), { log: test.game.log });
    expect([paid, failed]).to.deep.equal([0, 0]);
    expect(await test.departures.preview(SAMPLE_CREATOR_ID)).to.deep.include({ earningsPending: 0n });
    const given = (await audit(test.database, test.game.prices)).books.get('platform:forfeited');
    const closed = await test.database.entries.findOne({ _id: `close:${SAMPLE_CREATOR_ID}` });
    const left = closed?.postings.find(({ account }) => account === 'platform:forfeited')?.amount ?? 0n;
    expect(given).to.equal(left + earningsPending);
  });

  it('[DR1] leaves once: a second time, and at once, changes nothing', async () => {
    const ana = await test.player({ bonus: 100 });
    const wallets = await Promise.all([1, 2, 3].map(() => test.departures.leave(ana.id, new Date())));
    wallets.push(await test.departures.leave(ana.id, new Date()));
    expect(new Set(wallets.map(({ seq }) => seq)).size).to.equal(1);
    expect(await test.database.entries.countDocuments({ kind: 'close' })).to.equal(1);
    expect(await codeOf(test.departures.leave('nobody', new Date()))).to.equal('PLAYER_NOT_FOUND');
  });

  it('stays while a turn of theirs runs, free or paid, and nothing is done', async () => {
    const ana = await test.player({ bonus: 5_000, name: NAME });
    const journey = await test.journey(ana);
    for (const narratorId of ['hearth', 'astral-lumen']) {
      let code: string | undefined;
      await test.play(journey, ana, {
        narratorId,
        onEvent: async ({ type }) => {
          if (type === 'turn-held') code = await codeOf(test.departures.leave(ana.id, new Date()));
        },
      });
      expect(code).to.equal('TURNS_RUNNING');
    }
    expect(await test.players.find(ana.id)).to.deep.include({ name: NAME, leftAt: null });
    expect(await test.wallets.find(ana.id)).to.include({ closed: false });
  });

  it('is told beforehand what would be lost', async () => {
    const [ana, ben] = [await test.player({ purchase: 5_000 }), await test.player()];
    const journey = await test.journey(ana);
    await test.journey(ana, ben);
    await test.play(journey, ana, { narratorId: 'astral-lumen' });
    const lost = await test.departures.preview(ana.id);
    expect(lost).to.deep.include({ earningsPending: 0n, journeysAlone: 1, journeysShared: 1 });
    expect(lost.wallet).to.deep.equal(await test.wallets.find(ana.id));
    const [accrual] = await test.database.accruals.find().toArray();
    expect((await test.departures.preview(SAMPLE_CREATOR_ID)).earningsPending).to.equal(accrual!.amount);
  });

  it('[DR1] goes from every document, with name, line, notes and actions; what others share goes on', async () => {
    const [ana, ben] = [await test.player({ name: NAME, bonus: 100 }), await test.player({ name: 'Ben' })];
    const [alone, shared] = [await tell(ana), await tell(ana, ben)];
    for (const [{ id: _id }, text] of [
      [alone, 'zanysummary'],
      [shared, 'a summary for all'],
    ] as const) {
      const summary: Summary = {
        ...{ id: 'turn', fromN: 1, toN: 1, toKey: 'key', text, narratorId: 'hearth', editedBy: ana.id, at: new Date() },
      };
      await test.database.journeys.updateOne({ _id }, { $set: { summaries: [summary] } });
    }
    const numbers = { projection: { charged: 1, wouldHaveCost: 1, usage: 1, 'parts.cost': 1, 'parts.tokens': 1 } };
    const before = await test.database.turns.find({}, numbers).sort({ _id: 1 }).toArray();
    await test.departures.leave(ana.id, new Date());
    await test.departures.eraseFromJourneys(ana.id);
    await expectNowhere(test.database.db, [...WORDS, 'zanysummary']);
    expect(await test.database.turns.find({}, numbers).sort({ _id: 1 }).toArray()).to.deep.equal(before);

    const [emptied] = await test.database.turns.find({ journeyId: alone.id }).toArray();
    expect(emptied).to.deep.include({ passage: '', action: '', changes: [], sheet: {}, summary: null });
    expect(await test.journeys.list(ana.id, 10)).to.deep.equal([]);

    const claimed = await test.journeys.claim(shared.id, { processId: test.processes.processId, roomId: 'anew' });
    expect(claimed.journey.members.map(({ name }) => name)).to.deep.equal(['Ben']);
    expect(claimed.history.map(({ authorName, mode }) => `${authorName} ${mode}`)).to.deep.equal([
      `${FORMER_PLAYER} continue`,
      'Ben do',
    ]);
    expect(claimed.journey.summaries.map(({ text }) => text)).to.deep.equal(['a summary for all']);
    for (const { passage } of claimed.history) expect(passage).to.not.equal('');
  });

  it('keeps the live room from writing what it still has in memory: the journey is opened anew', async () => {
    const [ana, ben] = [await test.player({ name: NAME }), await test.player({ name: 'Ben' })];
    const shared = await tell(ana, ben);
    expect(await test.journeys.isOwned(shared)).to.equal(true);
    await test.departures.leave(ana.id, new Date());
    await test.departures.eraseFromJourneys(ana.id);
    expect(await test.journeys.isOwned(shared)).to.equal(false);
    const { resolved } = await test.play(shared, ben);
    expect(resolved).to.include({ state: 'released', reason: 'moved' });
    await expectNowhere(test.database.db, WORDS);
  });

  it('[DR1] is erased wholly after a failure at any write', async () => {
    const admin = test.database.client.db('admin');
    const data = { failCommands: ['update', 'findAndModify'], errorCode: 50 };
    let failures = 0;
    for (let skip = 0; ; skip++) {
      const [ana, ben] = [await test.player({ name: NAME }), await test.player({ name: 'Ben' })];
      await tell(ana);
      await tell(ana, ben);
      await test.departures.leave(ana.id, new Date());
      await admin.command({ configureFailPoint: 'failCommand', mode: { skip }, data });
      const failed = await test.departures.eraseFromJourneys(ana.id).then(
        () => false,
        () => true,
      );
      await admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
      expect(await test.departures.unfinished()).to.have.length(1);
      // The first write of all already keeps the name out of what others' turns would read of that journey.
      if (skip === 1) expect(await test.database.journeys.countDocuments({ 'members.name': NAME })).to.equal(1);
      await test.departures.eraseFromJourneys(ana.id);
      await test.departures.finish(ana.id);
      expect(await test.departures.unfinished()).to.deep.equal([]);
      await expectNowhere(test.database.db, WORDS);
      if (!failed) break;
      failures += 1;
    }
    expect(failures).to.be.above(6);
  });
});
