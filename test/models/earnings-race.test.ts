/** Turns, rollers, payouts and refunds all at once, for days: at every moment the books of each creator add up, and nothing is paid twice. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { payoutRun } from '#core/earnings/payout.ts';
import type { Player } from '#core/players/player.ts';
import type { ResolvedTurn } from '#core/turns/turn.ts';
import type { Database } from '#models/database.ts';
import { payCreators } from '#models/pay-creators.ts';
import { refundTurn } from '#models/refund-turn.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import { SEED } from '../core/property.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { DAY_MS, earn, expectCreatorBooks, journeyIn, newCreator, newWorld } from './creators.ts';
import { startSecondProcess } from './second-process.ts';
import type { SecondProcess } from './second-process.ts';

const PLAYERS = 16;
const TURNS_EACH = 12;
const WINDOW = 2;
const MONDAY = new Date('2026-11-23T00:00:00Z');
/** All turns together take about eight days. */
const STEP_MS = (8 * DAY_MS) / (PLAYERS * TURNS_EACH);

describe(`creators' share under load (seed ${SEED})`, () => {
  let test: TestGame;
  let other: SecondProcess;
  before(async () => {
    test = await startTestGame();
    test.setTime(MONDAY);
    other = await startSecondProcess(test);
  });
  after(async () => {
    await other.end();
    await test.end();
  });

  it('[LG5][RV2][RV3] 16 players, three creators, four rollers, four payouts and three operators at once', async function () {
    this.timeout(60_000);
    const creators = await Promise.all([newCreator(test), newCreator(test), newCreator(test)]);
    const worlds = await Promise.all([...creators, creators[0]].map((creator) => newWorld(test, creator)));
    const settled: ResolvedTurn[] = [];
    const seeds = fc.sample(fc.infiniteStream(fc.nat()), { seed: SEED, numRuns: PLAYERS + 8 });
    const stop = new AbortController();

    const play = async (choices: fc.Stream<number>) => {
      const player = await test.player({ purchase: 10_000 });
      const journeys = await Promise.all(worlds.map((worldId) => journeyIn(test, worldId, player)));
      for (const choice of choices.take(TURNS_EACH)) {
        test.setTime(new Date(test.game.clock().getTime() + STEP_MS));
        settled.push((await earn(test, journeys[choice % journeys.length]!, player)).turn);
      }
    };
    const untilStopped = async (work: () => Promise<unknown>) => {
      while (!stop.signal.aborted) await Promise.all([work(), new Promise((resolve) => setTimeout(resolve, 2))]);
    };
    const refundSome = (database: Database, choices: fc.Stream<number>) => {
      const next = choices[Symbol.iterator]();
      return untilStopped(async () => {
        const [turn, ...rest] = [pick(settled, next), pick(settled, next)].filter((each) => each !== undefined);
        if (turn) await Promise.all([turn, turn, ...rest].map((each) => refundTurn(database, refundOf(each, test.game.clock()))));
      });
    };
    const payAll = (database: Database) => payCreators(database, payoutRun(test.game.clock(), WINDOW), { log: test.game.log });
    let looks = 0;
    const look = async () => {
      for (const { id } of creators) await expectCreatorBooks(test.database, id);
      looks += 1;
    };

    const { database } = test;
    const working = [
      ...[database, database, other.database, other.database].map((each) =>
        untilStopped(() => rollAccruals(each, { batchesMax: 3 })),
      ),
      ...[database, database, other.database, other.database].map((each) => untilStopped(() => payAll(each))),
      ...[database, database, other.database].map((each, operator) => refundSome(each, seeds[PLAYERS + operator]!)),
      untilStopped(look),
    ];
    await Promise.all(seeds.slice(0, PLAYERS).map(play)).finally(() => stop.abort());
    await Promise.all(working);
    await look();
    expect(looks).to.be.above(5);
    expect(await database.entries.countDocuments({ kind: 'payout' }), 'payouts meanwhile').to.be.above(creators.length);

    // Everything matures; what refunds left below zero is netted or stays owed.
    const later = new Date(test.game.clock().getTime() + 30 * DAY_MS);
    await rollAccruals(database);
    const report = await payCreators(database, payoutRun(later, WINDOW), { log: test.game.log });
    expect(report.failed).to.equal(0);
    for (const creator of creators) await expectPaidOut(creator);
    expect(await database.accruals.countDocuments()).to.equal(0);
    await expectRefundedOnce();
    await test.assertBooks();
  });

  /** The wallet has what the payouts say, and these are the shares of the turns that still count. */
  async function expectPaidOut({ id }: Player): Promise<void> {
    const { journal, payouts } = await expectCreatorBooks(test.database, id);
    const entries = await test.database.entries.find({ parties: `creator:${id}`, kind: { $in: ['turn', 'reverse'] } }).toArray();
    const shares = entries.reduce((sum, { meta }) => sum + (meta as { creatorShare: bigint }).creatorShare, 0n);
    expect((await test.wallets.find(id)).pockets.earning).to.equal(payouts);
    expect(payouts + journal).to.equal(shares);
    expect(journal <= 0n, 'nothing that matured is left unpaid').to.equal(true);
  }

  async function expectRefundedOnce(): Promise<void> {
    const reversals = await test.database.entries.find({ kind: 'reverse' }).toArray();
    expect(reversals.length).to.be.above(5);
    expect(new Set(reversals.map(({ reverses }) => reverses)).size).to.equal(reversals.length);
  }
});

function pick<T>(from: readonly T[], choices: Iterator<number>): T | undefined {
  const next = choices.next();
  return next.done ? undefined : from[next.value % Math.max(1, from.length)];
}

function refundOf({ journeyId, turnId }: ResolvedTurn, at: Date) {
  return { journeyId, turnId, reason: 'an outage', by: 'op', at };
}
