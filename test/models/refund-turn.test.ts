/** Turn refunds by operators on a real mongod: exactly once, exactly back, the creator's share too; and the list of who did what. */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { payoutRun } from '#core/earnings/payout.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import { credits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import type { ResolvedTurn } from '#core/turns/turn.ts';
import { payCreator } from '#models/pay-creators.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { codeOf } from './code-of.ts';
import { creatorAndPlayer, creatorBooks, DAY_MS, earn, expectCreatorBooks, journeyIn, owe, refund } from './creators.ts';

const MIDNIGHT = new Date('2026-11-23T00:00:00Z');
const ENTRIES = 500;
const WORKERS = 20;

describe('refunding turns', () => {
  let test: TestGame;
  let mira: Player;
  let ana: Player;
  let worldId: string;
  let journey: LiveJourney;
  before(async () => (test = await startTestGame()));
  beforeEach(async () => {
    ({ mira, worldId, ana, journey } = await creatorAndPlayer(test, MIDNIGHT, { bonus: 30, purchase: 10_000 }));
  });
  afterEach(async () => {
    await expectCreatorBooks(test.database, mira.id);
    await test.assertBooks();
  });
  after(() => test.end());

  it('[RV3][LG3] gives back into the pockets it came from, and takes the share back on the day of the turn', async () => {
    const before = (await test.wallets.find(ana.id)).pockets;
    const { turn, share } = await earn(test, journey, ana);
    const accrual = await test.database.accruals.findOne({ _id: turn.key });
    test.setTime(new Date(MIDNIGHT.getTime() + 3 * DAY_MS));
    const { reversal, wallet } = await refund(test, turn);
    expect(wallet?.pockets).to.deep.equal(before);
    expect(await test.wallets.find(ana.id)).to.deep.include({ pockets: before, holds: [] });
    expect(reversal).to.include({ key: `reverse:${turn.key}`, reverses: turn.key, by: 'op', reason: 'an outage' });
    expect(reversal.parties).to.deep.equal([ana.id, `creator:${mira.id}`]);
    const charged = turn.state === 'settled' ? turn.charged : 0n;
    expect(reversal.meta).to.include({ charged: -charged, creatorShare: -share, creatorId: mira.id, narratorId: 'astral-lumen' });
    const row = await test.database.accruals.findOne({ _id: reversal.key });
    expect(row).to.deep.equal({ ...accrual, _id: reversal.key, amount: -share });
    expect((await creatorBooks(test.database, mira.id)).journal).to.equal(0n);
  });

  it('[RV3] the same turn 20 times at once and again: one reversal, one answer, whoever asks', async () => {
    const { turn } = await earn(test, journey, ana);
    const asked = Array.from({ length: 20 }, (_, n) => refund(test, turn, `op-${n}`, `reason ${n}`));
    const answers = [...(await Promise.all(asked)), await refund(test, turn, 'another', 'much later')];
    expect(new Set(answers.map(({ reversal }) => reversal.by)).size).to.equal(1);
    for (const { reversal } of answers) expect(reversal).to.deep.equal(answers[0]?.reversal);
    expect(answers.filter(({ wallet }) => wallet !== null)).to.have.length(1);
    expect(await test.database.entries.countDocuments({ reverses: turn.key })).to.equal(1);
  });

  it('[RV3][LG4] repays debt with what it gives back', async () => {
    const { turn } = await earn(test, journey, ana);
    const charged = turn.state === 'settled' ? turn.charged : 0n;
    await owe(test, ana, charged - 5n);
    const before = (await test.wallets.find(ana.id)).pockets;
    const { wallet } = await refund(test, turn);
    expect(wallet?.debt).to.equal(0n);
    const after = (await test.wallets.find(ana.id)).pockets;
    expect(after.bonus + after.purchase - before.bonus - before.purchase).to.equal(5n);
  });

  it('[RV3] refuses what took nothing, what was never settled, and what there is not', async () => {
    const free = await test.play(journey, ana, { narratorId: 'hearth' });
    const released = await test.play(journey, ana, { narratorId: 'astral-lumen', signal: AbortSignal.abort() });
    expect(free.resolved).to.include({ state: 'settled', funding: 'free' });
    expect(released.resolved.state).to.equal('released');
    const entries = await test.database.entries.countDocuments();
    expect(await codeOf(refund(test, free.resolved))).to.equal('NOTHING_TO_REFUND');
    expect(await codeOf(refund(test, released.resolved))).to.equal('NOTHING_TO_REFUND');
    expect(await codeOf(refund(test, { journeyId: journey.id, turnId: randomUUID() }))).to.equal('TURN_NOT_FOUND');
    expect(await codeOf(refund(test, { journeyId: 'nowhere', turnId: free.resolved.turnId }))).to.equal('TURN_NOT_FOUND');
    expect(await test.database.entries.countDocuments()).to.equal(entries);
  });

  it('[RV1][RV3] a turn without a share gives the player back all, and no creator anything', async () => {
    const owner = await journeyIn(test, worldId, mira);
    await test.wallets.adjust({
      id: randomUUID(),
      playerId: mira.id,
      amount: credits(500),
      reason: 'gift',
      by: 'op',
      at: MIDNIGHT,
    });
    const { turn } = await earn(test, owner, mira);
    await refund(test, turn);
    expect(await test.wallets.find(mira.id)).to.deep.include({ pockets: { ...NO_CREDITS, bonus: credits(500) } });
    expect(await test.database.accruals.countDocuments({ creatorId: mira.id })).to.equal(0);
  });

  it(`[RV3] ${ENTRIES} entries reversed twice each by ${WORKERS} workers: exactly ${ENTRIES} reversals, netted by the next payouts`, async function () {
    this.timeout(120_000);
    const players = await Promise.all(Array.from({ length: WORKERS }, () => test.player({ purchase: 10_000 })));
    const journeys = await Promise.all(players.map((player) => journeyIn(test, worldId, player)));
    const turns: ResolvedTurn[] = [];
    const playEach = async (count: number) => {
      const play = async (player: Player, which: number) => {
        for (let n = 0; n < count; n++) turns.push((await earn(test, journeys[which]!, player)).turn);
      };
      await Promise.all(players.map(play));
    };
    const payOn = async (days: number) => {
      await rollAccruals(test.database);
      return payCreator(test.database, mira.id, payoutRun(new Date(MIDNIGHT.getTime() + days * DAY_MS), 14));
    };
    await playEach(1);
    expect(await payOn(14)).to.have.property('type', 'paid');
    const paid = (await test.wallets.find(mira.id)).pockets.earning;
    await playEach(ENTRIES / WORKERS - 1);
    expect(turns).to.have.length(ENTRIES);

    const queue = [...turns, ...turns.toReversed()];
    let booked = 0;
    const work = async (worker: number) => {
      for (let turn = queue.pop(); turn; turn = queue.pop()) {
        const { wallet } = await refund(test, turn, `op-${worker}`);
        if (wallet) booked += 1;
      }
    };
    await Promise.all([...players.map((_, worker) => work(worker)), rollAccruals(test.database), rollAccruals(test.database)]);
    expect(booked).to.equal(ENTRIES);
    const reversals = await test.database.entries.distinct('reverses', { kind: 'reverse', 'meta.creatorId': mira.id });
    expect(new Set(reversals)).to.deep.equal(new Set(turns.map(({ key }) => key)));
    for (const { id } of players)
      expect((await test.wallets.find(id)).pockets).to.deep.equal({ ...NO_CREDITS, purchase: credits(10_000) });

    expect((await expectCreatorBooks(test.database, mira.id)).journal).to.equal(-paid);
    expect(await payOn(15)).to.deep.equal({ type: 'nothing' });
    let earned = 0n;
    while (earned <= paid) earned += (await earn(test, journey, ana)).share;
    expect(await payOn(16)).to.have.property('type', 'paid');
    expect((await test.wallets.find(mira.id)).pockets.earning).to.equal(earned);
    expect((await creatorBooks(test.database, mira.id)).journal).to.equal(0n);
  });

  it('tells who did what, newest first, page by page, by operator and by player', async () => {
    const started = new Date(MIDNIGHT.getTime() + 100 * DAY_MS);
    const operator = await test.player({ name: 'Olga' });
    const { turn } = await earn(test, journey, ana);
    const at = (minute: number) => new Date(started.getTime() + minute * 60_000);
    const adjust = (minute: number, by: string, amount: number) =>
      test.wallets.adjust({
        id: randomUUID(),
        playerId: ana.id,
        amount: credits(amount),
        reason: `at ${minute}`,
        by,
        at: at(minute),
      });
    await adjust(1, operator.id, 5);
    await adjust(2, 'script:root', -2);
    await adjust(2, operator.id, 3);
    test.setTime(at(3));
    await refund(test, turn, operator.id);
    const page = (ask: { by?: string; playerId?: string; cursor?: string; limit?: number } = {}) =>
      test.operatorActions.page({ since: started, limit: 30, ...ask });
    const { actions, nextCursor } = await page();
    expect(nextCursor).to.equal(null);
    expect(actions.map(({ what }) => 'kind' in what && what.kind)).to.deep.equal(['reverse', 'adjust', 'adjust', 'adjust']);
    expect(actions.map(({ byName }) => byName).toSorted()).to.deep.equal([null, 'Olga', 'Olga', 'Olga'].toSorted());
    expect(actions.map(({ what }) => what.at.getTime())).to.deep.equal([3, 2, 2, 1].map((minute) => at(minute).getTime()));

    const seen = [];
    let cursor: string | null = null;
    do {
      const next: Awaited<ReturnType<typeof page>> = await page({ limit: 1, ...(cursor === null ? {} : { cursor }) });
      seen.push(...next.actions);
      cursor = next.nextCursor;
    } while (cursor !== null);
    expect(seen).to.deep.equal(actions);

    expect((await page({ by: 'script:root' })).actions.map(({ what }) => what.reason)).to.deep.equal(['at 2']);
    expect((await page({ playerId: mira.id })).actions).to.deep.equal([]);
    expect((await page({ playerId: ana.id })).actions).to.deep.equal(actions);
    expect(await codeOf(page({ cursor: 'nonsense' }))).to.equal('BAD_INPUT');
    const explained = await test.database.entries
      .find({ kind: { $in: ['adjust', 'reverse'] }, at: { $gte: started } })
      .sort({ at: -1, _id: -1 })
      .explain('queryPlanner');
    const { winningPlan } = explained['queryPlanner'] as { winningPlan: object };
    const plan = inspect(winningPlan, { depth: 9 });
    expect(plan).to.include("indexName: 'operators'").and.not.include("stage: 'SORT'");
  });
});
