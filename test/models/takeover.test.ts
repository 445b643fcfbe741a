/** A journey is live in one process only: the living keep it, the dead lose it at once, and who comes too late is told so. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import { credits } from '#core/money/microcredits.ts';
import type { Player } from '#core/players/player.ts';
import { availableIn, heldIn } from '#core/wallet/wallet.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { codeOf } from './code-of.ts';
import { startSecondProcess } from './second-process.ts';
import type { SecondProcess } from './second-process.ts';

describe('taking a journey over', () => {
  let test: TestGame;
  let other: SecondProcess;
  let ana: Player;
  let theirs: LiveJourney;

  before(async () => (test = await startTestGame()));
  beforeEach(async () => {
    other = await startSecondProcess(test);
    ana = await test.player({ bonus: 1_000 });
    const { id } = await test.journey(ana);
    await test.journeys.leave(id, 1);
    theirs = await claim(other, id);
  });
  afterEach(async () => {
    await other.end();
    await test.database.processes.deleteMany({ _id: { $ne: test.processes.processId } });
    await test.assertBooks();
  });
  after(() => test.end());

  it('[LG5] a living process keeps its journey: JOURNEY_ELSEWHERE', async () => {
    expect(await codeOf(claim(test, theirs.id))).to.equal('JOURNEY_ELSEWHERE');
    expect((await standing()).fence).to.equal(theirs.fence);
    const resolved = await other.play(theirs, ana, () => undefined);
    expect(resolved.state).to.equal('settled');
  });

  it('[LG5] of two processes that come at once, one gets it', async () => {
    await other.journeys.leave(theirs.id, theirs.fence);
    const codes = await Promise.all([test, other, test, other].map((from) => codeOf(claim(from, theirs.id))));
    // Rooms of the test's own process never live on here, so its second claim may follow its first.
    const winners = codes.filter((code) => code === 'none').length;
    expect(winners).to.be.within(1, 2);
    expect(codes.filter((code) => code === 'JOURNEY_MOVED' || code === 'JOURNEY_ELSEWHERE')).to.have.length(4 - winners);
    expect((await standing()).fence).to.equal(theirs.fence + winners);
  });

  it('[LG5] of many rooms of one process, one gets it', async () => {
    await other.journeys.leave(theirs.id, theirs.fence);
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(claim(other, theirs.id))));
    expect(codes.filter((code) => code === 'none')).to.have.length(1);
    expect((await standing()).fence).to.equal(theirs.fence + 1);
  });

  it('[LG5][LG6] a dead process loses it, its holds go back, and its late settle is told the release', async () => {
    const resolved = await other.play(theirs, ana, async ({ type }) => {
      if (type !== 'turn-held') return;
      await other.die();
      const { fence } = await claim(test, theirs.id);
      expect(fence).to.equal(theirs.fence + 1);
      expect(heldIn(await test.wallets.find(ana.id))).to.equal(0n);
    });
    expect(resolved).to.include({ state: 'released', reason: 'interrupted' });
    expect(await test.database.entries.findOne({ _id: resolved.key })).to.include({ state: 'released', reason: 'interrupted' });
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(1_000));
    expect(await test.database.turns.countDocuments({ journeyId: theirs.id })).to.equal(0);
  });

  it('[LG5] a late settle that still has its hold is fenced off and released as moved', async () => {
    const stranger = await test.player({ bonus: 1_000 }); // not a member, so that the takeover does not look at this wallet
    const resolved = await other.play(theirs, stranger, async ({ type }) => {
      if (type !== 'turn-held') return;
      await other.die();
      await claim(test, theirs.id);
      expect(heldIn(await test.wallets.find(stranger.id)) > 0n).to.equal(true);
    });
    expect(resolved).to.include({ state: 'released', reason: 'moved' });
    expect(availableIn(await test.wallets.find(stranger.id))).to.equal(credits(1_000));
  });

  it('[LG5] a transaction that a dead process left open on the journey is ended, not waited out', async () => {
    const { journeys, lanes } = other.database;
    const written = Promise.withResolvers<undefined>();
    const dead = Promise.withResolvers<undefined>();
    let attempts = 0;
    const leftOpen = lanes.run(async (session) => {
      if (attempts++ > 0) throw new Error('not after its death');
      await journeys.updateOne({ _id: theirs.id, fence: theirs.fence }, { $inc: { n: 1 } }, { session });
      written.resolve(undefined);
      await dead.promise;
    });
    await written.promise;
    await other.die();

    const began = performance.now();
    await claim(test, theirs.id);
    expect(performance.now() - began).to.be.below(800);

    dead.resolve(undefined);
    const failure: unknown = await leftOpen.catch((reason: unknown) => reason);
    expect(failure).to.have.property('message', 'not after its death');
    expect((await standing()).n, 'nothing of it was kept').to.equal(0);
  });

  it('[LG5] a process of this machine whose pid is gone is dead at once', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const mine = await test.database.processes.findOne({ _id: test.processes.processId });
    await other.processes.stop();
    const aliveUntil = new Date(Date.now() + 60_000);
    await test.database.processes.insertOne({ ...mine!, _id: other.processes.processId, pid, aliveUntil });
    expect((await claim(test, theirs.id)).fence).to.equal(theirs.fence + 1);
  });

  it('[LG5] who lost the journey cannot give it away', async () => {
    await other.die();
    const mine = await claim(test, theirs.id);
    await other.journeys.leave(theirs.id, theirs.fence);
    expect((await standing()).room).to.include({ processId: test.processes.processId });
    await test.journeys.leave(theirs.id, mine.fence);
    expect((await standing()).room).to.equal(null);
  });

  it('[LG5][LG6] burying takes a dead process’s journeys and gives its holds back, and leaves the living alone', async () => {
    expect(await test.journeys.buryDeadProcesses()).to.equal(0);
    const resolved = await other.play(theirs, ana, async ({ type }) => {
      if (type !== 'turn-held') return;
      await other.die();
      const buried = await Promise.all([test.journeys.buryDeadProcesses(), test.journeys.buryDeadProcesses()]);
      expect(Math.max(...buried)).to.equal(1);
      expect(heldIn(await test.wallets.find(ana.id))).to.equal(0n);
      expect(await standing()).to.deep.include({ room: null, fence: theirs.fence + 1 });
    });
    expect(resolved).to.include({ state: 'released', reason: 'interrupted' });
    expect(await test.database.processes.countDocuments()).to.equal(1);
  });

  const standing = () => test.journeys.findFor(theirs.id, ana.id);

  async function claim({ journeys, processes }: TestGame | SecondProcess, journeyId: string): Promise<LiveJourney> {
    return new LiveJourney(await journeys.claim(journeyId, { processId: processes.processId, roomId: randomUUID() }));
  }
});
