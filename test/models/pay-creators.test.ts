/** Creators' share on a real mongod: rolled up, matured to the day, paid exactly once, netted when turns are refunded. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Document } from 'mongodb';
import { payoutRun } from '#core/earnings/payout.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Player } from '#core/players/player.ts';
import { payCreator, payCreators } from '#models/pay-creators.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { creatorAndPlayer, creatorBooks, DAY_MS, earn, expectCreatorBooks } from './creators.ts';
import { journeyIn, newCreator, newWorld, owe, refund } from './creators.ts';
import { startSecondProcess } from './second-process.ts';

const NOON = new Date('2026-11-23T12:00:00Z');
const WINDOW = 14;

describe("creators' share", () => {
  let test: TestGame;
  let mira: Player;
  let worldId: string;
  let ana: Player;
  let journey: LiveJourney;

  before(async () => (test = await startTestGame()));
  beforeEach(async () => {
    ({ mira, worldId, ana, journey } = await creatorAndPlayer(test, NOON, { purchase: 100_000 }));
  });
  afterEach(async () => {
    await expectCreatorBooks(test.database, mira.id);
    await test.assertBooks();
  });
  after(() => test.end());

  const daysOn = (days: number, ms = 0) => new Date(NOON.getTime() + days * DAY_MS + ms);
  const runOn = (days: number) => payoutRun(daysOn(days), WINDOW);
  const pay = async (days: number) => {
    await rollAccruals(test.database);
    return payCreator(test.database, mira.id, runOn(days));
  };
  const earningPocket = async () => (await test.wallets.find(mira.id)).pockets.earning;

  it('[LG5] is rolled up from the accruals of any number of turns, each counted once by any number of rollers', async () => {
    const shares: bigint[] = [];
    for (let turn = 0; turn < 12; turn++) {
      test.setTime(daysOn(Math.floor(turn / 4)));
      shares.push((await earn(test, journey, ana)).share);
    }
    const claimed = await Promise.all(Array.from({ length: 6 }, () => rollAccruals(test.database)));
    expect(claimed.reduce((sum, count) => sum + count)).to.equal(12);
    expect(await rollAccruals(test.database)).to.equal(0);
    const rows = await test.database.earnings.find({ creatorId: mira.id }).sort({ day: 1 }).toArray();
    const sumOf = (day: number) => shares.slice(day * 4, day * 4 + 4).reduce((sum, share) => sum + share);
    expect(rows).to.deep.equal(
      [0, 1, 2].map((offset) => {
        const day = `2026-11-${23 + offset}`;
        const known = { creatorId: mira.id, worldId, day, paid: 0n, open: true };
        return { _id: `${mira.id}/${worldId}/${day}`, ...known, accrued: sumOf(offset) };
      }),
    );
  });

  it('[LG5] is of the day that the entry says, also where the clock of another process was ahead', async () => {
    const gift = { id: randomUUID(), playerId: ana.id, amount: 1n, reason: 'a gift', by: 'op', at: daysOn(1) };
    await test.wallets.adjust(gift);
    const { turn } = await earn(test, journey, ana);
    const entry = await test.database.entries.findOne({ _id: turn.key });
    expect(entry?.at).to.deep.equal(daysOn(1));
    expect(await test.database.accruals.findOne({ _id: turn.key })).to.include({ day: '2026-11-24' });
    const { reversal } = await refund(test, turn);
    expect(await test.database.accruals.findOne({ _id: reversal.key })).to.include({ day: '2026-11-24' });
  });

  it('[LG5] reads as the same sum while it is being rolled up', async () => {
    const ask = {
      creatorId: mira.id,
      from: '2026-11-01',
      to: '2026-11-30',
      matureDay: '2026-11-01',
      nextMatureDay: '2026-11-02',
    };
    const pendingNow = async () => {
      const { rows, totals } = await test.earnings.earned(ask);
      expect(rows.reduce((sum, { pending }) => sum + pending, 0n)).to.equal(totals.pending);
      return totals.pending;
    };
    let earned = 0n;
    for (let round = 0; round < 20; round++) {
      earned += (await earn(test, journey, ana)).share;
      const reading = Array.from({ length: 6 }, pendingNow);
      const [, ...read] = await Promise.all([rollAccruals(test.database), ...reading]);
      expect(read).to.deep.equal(read.map(() => earned));
    }
  });

  it('[RV2] is paid on the day its refund window is over, not a day before', async () => {
    const first = await earn(test, journey, ana);
    test.setTime(daysOn(1));
    const second = await earn(test, journey, ana);
    expect(await pay(WINDOW - 1)).to.deep.equal({ type: 'nothing' });
    expect(await pay(WINDOW)).to.have.property('type', 'paid');
    expect(await earningPocket()).to.equal(first.share);
    expect(await pay(WINDOW + 1)).to.have.property('type', 'paid');
    expect(await earningPocket()).to.equal(first.share + second.share);
    expect(await pay(WINDOW + 2)).to.deep.equal({ type: 'nothing' });
    expect((await creatorBooks(test.database, mira.id)).journal).to.equal(0n);
  });

  it('[RV2] a late run pays the same sum, and a second run of a day nothing', async () => {
    const { share } = await earn(test, journey, ana);
    const paid = await pay(WINDOW + 40);
    expect(paid).to.have.property('type', 'paid');
    const again = await pay(WINDOW + 40);
    expect(again).to.have.property('type', 'paid-before');
    expect(again).to.have.nested.property('payout.key', `payout:${mira.id}:${runOn(WINDOW + 40).runDay}`);
    expect(await pay(WINDOW + 41)).to.deep.equal({ type: 'nothing' });
    expect(await earningPocket()).to.equal(share);
  });

  it('[RV2] what accrues late opens its row again, and the next run day pays it', async () => {
    const first = await earn(test, journey, ana);
    await pay(WINDOW);
    const late = await earn(test, journey, ana);
    expect(await pay(WINDOW)).to.have.property('type', 'paid-before');
    expect(await earningPocket()).to.equal(first.share);
    expect(await pay(WINDOW + 1)).to.have.property('type', 'paid');
    expect(await earningPocket()).to.equal(first.share + late.share);
  });

  it('[RV2] processes that pay and roll at once pay once', async () => {
    const other = await startSecondProcess(test);
    const { share } = await earn(test, journey, ana);
    const run = runOn(WINDOW);
    const paid: string[] = [];
    const onPaid = ({ playerId }: { playerId: string }) => playerId === mira.id && paid.push(playerId);
    const payAll = async ({ database, game }: TestGame | typeof other) => {
      await rollAccruals(database);
      return payCreators(database, run, { log: game.log, onPaid });
    };
    const reports = await Promise.all([payAll(test), payAll(other), payAll(test), payAll(other), payAll(test), payAll(other)]);
    await payAll(other); // whoever came before the last roll saw nothing
    await other.end();
    expect(paid).to.deep.equal([mira.id]);
    expect(reports.map(({ failed }) => failed)).to.deep.equal([0, 0, 0, 0, 0, 0]);
    expect(await earningPocket()).to.equal(share);
  });

  const FAILURES: [title: string, fails: Document][] = [
    ['that loses the row', { failCommands: ['update'], collection: 'earnings', errorCode: 2 }],
    ['that loses the wallet', { failCommands: ['findAndModify'], collection: 'wallets', errorCode: 2 }],
    ['that loses the entry', { failCommands: ['insert'], collection: 'entries', errorCode: 2 }],
    ['at the commit', { failCommands: ['commitTransaction'], errorCode: 2 }],
  ];
  for (const [title, fails] of FAILURES) {
    it(`[RV2][LG7] a crash ${title} moves nothing, and running again pays once`, async () => {
      const { share } = await earn(test, journey, ana);
      await rollAccruals(test.database);
      await failNext(fails);
      const failure = await pay(WINDOW).catch((error: unknown) => error);
      expect(failure).to.have.property('code', 2);
      expect(await earningPocket()).to.equal(0n);
      await expectCreatorBooks(test.database, mira.id);
      expect(await pay(WINDOW)).to.have.property('type', 'paid');
      expect(await earningPocket()).to.equal(share);
    });
  }

  it('[RV2][LG7] a commit that nobody heard of is not paid again', async () => {
    const { share } = await earn(test, journey, ana);
    await rollAccruals(test.database);
    await failNext({ failCommands: ['commitTransaction'], writeConcernError: { code: 64, errmsg: 'nobody else has it yet' } });
    expect(await pay(WINDOW)).to.have.property('type', 'paid');
    expect(await pay(WINDOW)).to.have.property('type', 'paid-before');
    expect(await earningPocket()).to.equal(share);
  });

  it('[LG5][LG7] a crash of the roller counts nothing, and rolling again counts once', async () => {
    const { share } = await earn(test, journey, ana);
    await failNext({ failCommands: ['update'], collection: 'earnings', errorCode: 2 });
    expect(await rollAccruals(test.database).catch((error: unknown) => error)).to.have.property('code', 2);
    expect(await creatorBooks(test.database, mira.id)).to.include({ unclaimed: share, due: 0n });
    expect(await rollAccruals(test.database)).to.equal(1);
    expect(await creatorBooks(test.database, mira.id)).to.include({ unclaimed: 0n, due: share });
  });

  it('[RV2] one creator who cannot be paid stops nobody else, and is paid by the next run', async () => {
    const others = await Promise.all([newCreator(test), newCreator(test)]);
    const everyone = [mira, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
    const journeys = [];
    for (const creator of everyone) {
      const theirs = creator === mira ? journey : await journeyIn(test, await newWorld(test, creator), ana);
      journeys.push(theirs);
      await earn(test, theirs, ana);
    }
    await rollAccruals(test.database);
    const unlucky = everyone[1]!;
    const spoil = (grant: bigint) => {
      const options = { bypassDocumentValidation: true };
      return test.database.wallets.updateOne({ _id: unlucky.id }, { $set: { 'pockets.grant': grant } }, options);
    };
    await spoil(-1n); // the validator now refuses every write to this wallet
    const errors: object[] = [];
    const log = { ...test.game.log, error: (fields: object) => void errors.push(fields) };
    await payCreators(test.database, runOn(WINDOW), { log });
    const pockets = async () => Promise.all(everyone.map(async ({ id }) => (await test.wallets.find(id)).pockets.earning > 0n));
    expect(await pockets()).to.deep.equal([true, false, true]);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.include({ creatorId: unlucky.id });
    await spoil(0n);
    await payCreators(test.database, runOn(WINDOW), { log });
    expect(await pockets()).to.deep.equal([true, true, true]);
    expect(errors).to.have.length(1);
  });

  it('[RV2] what a creator who left has matured is given up, once per run day; others are paid', async () => {
    const ben = await newCreator(test, 'Ben');
    const theirs = await journeyIn(test, await newWorld(test, ben), ana);
    const [left, stayed] = [await earn(test, journey, ana), await earn(test, theirs, ana)];
    await test.departures.leave(mira.id, NOON);
    const closed = await test.wallets.find(mira.id);
    await rollAccruals(test.database);
    await Promise.all([1, 2, 3].map(() => payCreators(test.database, runOn(WINDOW), { log: test.game.log })));
    expect((await test.wallets.find(ben.id)).pockets.earning).to.equal(stayed.share);
    const outcome = await payCreator(test.database, mira.id, runOn(WINDOW));
    expect(outcome).to.have.property('type', 'paid-before');
    expect(outcome).to.have.deep.nested.property('payout.postings', [
      { account: 'platform:forfeited', amount: left.share },
      { account: `creator:${mira.id}`, amount: -left.share },
    ]);
    expect(outcome).to.have.nested.property('payout.meta.forfeited', true);
    expect(await test.wallets.find(mira.id)).to.deep.equal(closed);
    expect(await creatorBooks(test.database, mira.id)).to.include({ journal: 0n, due: 0n, payouts: left.share });

    test.setTime(daysOn(1)); // their world is still played
    const late = await earn(test, journey, ana);
    expect(await pay(WINDOW)).to.have.property('type', 'paid-before');
    expect(await pay(WINDOW + 1)).to.have.property('type', 'forfeited');
    expect(await pay(WINDOW + 1)).to.have.property('type', 'paid-before');
    expect(await creatorBooks(test.database, mira.id)).to.include({ journal: 0n, due: 0n, payouts: left.share + late.share });
    expect(await pay(WINDOW + 2)).to.deep.equal({ type: 'nothing' });
  });

  it('[RV2] nobody without a wallet is paid, and stays unpaid', async () => {
    const known = { creatorId: 'nobody', worldId, day: '2026-11-01' };
    const row = { _id: `nobody/${worldId}/2026-11-01`, ...known, accrued: 5n, paid: 0n, open: true };
    await test.database.earnings.insertOne(row);
    const warned: object[] = [];
    const log = { ...test.game.log, warn: (fields: object) => void warned.push(fields) };
    await payCreators(test.database, runOn(WINDOW), { log });
    expect(warned).to.deep.equal([{ creatorId: 'nobody' }]);
    expect(await test.database.earnings.findOne({ _id: row._id })).to.deep.equal(row);
    await test.database.earnings.deleteOne({ _id: row._id });
  });

  it('[RV2][LG4] repays debt first', async () => {
    const { share } = await earn(test, journey, ana);
    const debt = share - 1n;
    await owe(test, mira, debt);
    expect(await pay(WINDOW)).to.have.property('type', 'paid');
    expect(await test.wallets.find(mira.id)).to.include({ debt: 0n });
    expect(await earningPocket()).to.equal(1n);
    const repaid = await test.database.entries.findOne({ _id: `repay:payout:${mira.id}:${runOn(WINDOW).runDay}` });
    expect(repaid?.postings).to.deep.include({ account: `receivable:${mira.id}`, amount: debt });
  });

  it('[RV3] refunds after the payout leave the account below zero, and the next payouts net it', async () => {
    const turns = [await earn(test, journey, ana), await earn(test, journey, ana)];
    await pay(WINDOW);
    const paid = await earningPocket();
    for (const { turn } of turns) await refund(test, turn);
    expect((await creatorBooks(test.database, mira.id)).journal).to.equal(-paid);
    expect(await pay(WINDOW + 1)).to.deep.equal({ type: 'nothing' });
    test.setTime(daysOn(2));
    const shares = [];
    for (let turn = 0; turn < 3; turn++) shares.push((await earn(test, journey, ana)).share);
    expect(await pay(WINDOW + 1), 'not matured yet').to.deep.equal({ type: 'nothing' });
    expect(await pay(WINDOW + 2)).to.have.property('type', 'paid');
    expect(await earningPocket()).to.equal(shares.reduce((sum, share) => sum + share));
    expect((await creatorBooks(test.database, mira.id)).journal).to.equal(0n);
  });

  it('[RV3] a turn refunded before its payout is not paid', async () => {
    const [kept, refunded] = [await earn(test, journey, ana), await earn(test, journey, ana)];
    await rollAccruals(test.database);
    test.setTime(daysOn(3)); // the accrual is of the turn's day, whenever it is refunded
    await refund(test, refunded.turn);
    expect(await pay(WINDOW)).to.have.property('type', 'paid');
    expect(await earningPocket()).to.equal(kept.share);
  });

  async function failNext({ collection, ...data }: Document): Promise<void> {
    const namespace = collection === undefined ? {} : { namespace: `${test.database.db.databaseName}.${String(collection)}` };
    const admin = test.database.client.db('admin');
    await admin.command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data: { ...data, ...namespace } });
  }
});
