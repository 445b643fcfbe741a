/** `npm run credit`, `refund-turn` and `world-owner` as an operator runs them: in a process of their own, on a real mongod. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { credits, formatCredits } from '#core/money/microcredits.ts';
import { availableIn } from '#core/wallet/wallet.ts';
import { OperatorFault } from '#server/operator-fault.ts';
import { seedWorlds } from '#server/seed-worlds.ts';
import { readAmount } from '#server/scripts/read-amount.ts';
import type { TestGame } from '../../support/test-game.ts';
import { SAMPLE_CREATOR_ID, startTestGame } from '../../support/test-game.ts';

const SCRIPTS = join(import.meta.dirname, '../../../server/scripts');

describe("operators' scripts", function () {
  this.timeout(60_000);
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  async function run(script: string, ...argv: string[]): Promise<{ code: number; out: string; told: string }> {
    const environment = { ...process.env, MONGODB_URI: test.mongodbUri, NODE_ENV: 'test', USER: 'olga' };
    const child = spawn(process.execPath, [join(SCRIPTS, script), ...argv], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'exit') as Promise<[number]>;
    const [out, told, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, out, told };
  }

  it('[RV3] refund-turn gives a turn back once, and keeps the reason and who did it', async () => {
    const ana = await test.player({ purchase: 500 });
    const journey = await test.journey(ana);
    const { turn } = await test.play(journey, ana, { narratorId: 'astral-lumen' });
    const order = ['--journey', journey.id, '--turn', turn!.turnId];
    const { code, out } = await run('refund-turn.ts', ...order, '--reason', 'it spoke Dutch');
    expect(code).to.equal(0);
    expect(out).to.include(`${ana.id} got ${formatCredits(turn!.charged)} credits back now`);
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(500));
    const again = await run('refund-turn.ts', ...order, '--reason', 'another');
    expect(again.out).to.include('before, by script:olga');
    const { actions } = await test.operatorActions.page({ since: new Date(0), playerId: ana.id, limit: 10 });
    const [reversal] = actions.filter(({ what }) => 'kind' in what && what.kind === 'reverse');
    expect(reversal?.what).to.include({ by: 'script:olga', reason: 'it spoke Dutch' });
    const missing = await run('refund-turn.ts', ...order);
    expect(missing).to.include({ code: 2, out: '' });
    expect(missing.told).to.include('--reason');
  });

  it('[RV1] world-owner gives a world away from its next version on, and restarts leave it there', async () => {
    const [mira, ana] = [await test.player({ kind: 'account', name: 'Mira' }), await test.player({ purchase: 2_000 })];
    const before = await test.journey(ana);
    const order = ['--world', 'drowned-light', '--player', mira.id];
    const { code, out } = await run('world-owner.ts', ...order, '--reason', 'a present');
    expect([code, out]).to.deep.equal([0, '"The Drowned Light" belongs to Mira from version 2 on.\n']);
    const newest = await test.worlds.find('drowned-light');
    expect(newest).to.deep.equal({ ...before.world, ownerId: mira.id, version: 2 });
    const kept = await test.database.worlds.findOne({ _id: 'drowned-light@2' });
    expect(kept?.handedOver).to.deep.equal({ from: SAMPLE_CREATOR_ID, by: 'script:olga', reason: 'a present' });
    await run('world-owner.ts', ...order, '--reason', 'once more');
    await seedWorlds(test.worlds, test.players, new Date());
    expect((await test.worlds.find('drowned-light')).version, 'neither changes anything').to.equal(2);

    const sharesOf = async (journey: Awaited<ReturnType<TestGame['journey']>>) => {
      const { turn } = await test.play(journey, ana, { narratorId: 'astral-lumen' });
      return (await test.database.accruals.findOne({ _id: turn!.key }))?.creatorId;
    };
    expect(await sharesOf(before), 'told in the version it began with').to.equal(SAMPLE_CREATOR_ID);
    expect(await sharesOf(await test.journey(ana))).to.equal(mira.id);
    const missing = await run('world-owner.ts', '--world', 'drowned-light', '--reason', 'a present');
    expect(missing).to.include({ code: 2, out: '' });
    expect((await run('world-owner.ts', '--world', 'drowned-light', '--player', ana.id, '--reason', 'a guest')).code).to.equal(2);
    expect((await run('world-owner.ts', '--world', 'nowhere', '--player', mira.id, '--reason', 'a present')).code).to.equal(2);
  });

  it('[LG2] credit gives, takes, and refuses nothing at all and more than there is', async () => {
    const ana = await test.player();
    const credit = (amount: string) => run('credit.ts', '--player', ana.id, '--credits', amount, '--reason', 'a test');
    expect((await credit('20')).out).to.include(`${formatCredits(credits(20))} credits available`);
    expect((await credit('-12.5')).out).to.include(`${formatCredits(credits(7.5))} credits available`);
    expect(await credit('-8')).to.include({ code: 2, out: '' });
    for (const written of ['0', '-0', '0.0', 'all', '']) expect(() => readAmount(written), written).to.throw(OperatorFault);
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(7.5));
  });
});
