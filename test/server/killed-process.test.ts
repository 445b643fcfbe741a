/** A server killed with -9 while turns run: nothing lost, nobody charged for what was not told, the journey goes on. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { audit } from '#models/audit/audit.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { openPriceBook } from '#models/price-book-store.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import type { JourneySession } from '#sdk/index.ts';
import { freePort } from '#server/embedded/mongod-process.ts';
import { short, signIn, together, until } from '../support/players.ts';
import type { TestPlayer } from '../support/players.ts';
import { dropTestDatabase, testMongoUri } from '../support/test-mongo.ts';

const STARTING_CREDITS = credits(5_000);

describe('a server process killed with -9', function () {
  this.timeout(60_000);
  let uri: string;
  let port: number;
  let database: Database;
  const children: ChildProcess[] = [];

  before(async () => {
    uri = await testMongoUri();
    port = await freePort();
    database = await openDatabase(uri);
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database.close();
    await dropTestDatabase(uri);
  });

  it('[TN1][LG6] restarts: holds go back, re-sent turns are answered, the books hold', async () => {
    let child = await startProcess();
    const url = `http://127.0.0.1:${port}`;
    const players: TestPlayer[] = [];
    const sessions: JourneySession[] = [];
    for (let index = 0; index < 4; index++) {
      const player = await signIn({ url });
      const order = {
        id: `start-${index}`,
        playerId: player.playerId,
        amount: STARTING_CREDITS,
        reason: 'for a test',
        by: 'test',
        at: new Date(),
      };
      await createWalletStore(database).adjust(order);
      players.push(player);
    }
    // Two journeys of two players each: one turn running and one waiting in both.
    sessions.push(...(await together(players.slice(0, 2))), ...(await together(players.slice(2, 4))));
    for (const session of sessions) await session.chooseNarrator('astral-lumen');
    const acting = sessions.map((session) => session.act('I hold the door.'));
    await until(() => [sessions[0]!, sessions[2]!].every(({ state }) => (state.current?.text.length ?? 0) > 30));
    expect((await openHolds()).length).to.equal(2);

    child.kill('SIGKILL');
    await once(child, 'exit');
    child = await startProcess();

    const outcomes = await Promise.all(acting);
    expect(outcomes.map(short).sort()).to.deep.equal(['released: interrupted', 'released: interrupted', 'settled', 'settled']);
    expect(await openHolds()).to.deep.equal([]);
    expect(short(await sessions[0]!.act('And I go on.'))).to.equal('settled');

    const { faults } = await audit(database, await openPriceBook(database));
    expect(faults).to.deep.equal([]);
    for (const [index, outcome] of outcomes.entries()) {
      if (index === 0) continue; // has played once more
      const { available } = await players[index]!.client.api.wallet.get();
      const charged = outcome.type === 'settled' ? outcome.receipt.charged : 0;
      expect(available).to.equal(Number(STARTING_CREDITS) - charged);
    }
    await Promise.all(sessions.map((session) => session.leave()));
  });

  it('[LG6] gives holds back even when nobody comes back to the journey', async () => {
    let child = await startProcess();
    const player = await signIn({ url: `http://127.0.0.1:${port}` });
    const [session] = await together([player]);
    session!.on('error', () => undefined);
    const acting = session!.act('I leave.').catch(() => null); // on the free turn of the day
    await until(() => (session!.state.current?.text.length ?? 0) > 30);
    expect((await openHolds()).length).to.equal(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await session!.leave();
    child = await startProcess();
    await until(async () => (await openHolds()).length === 0, 'the burial of the dead process');
    expect((await player.client.api.wallet.get()).freeTurnsLeft).to.equal(1);
    await acting;
  });

  async function openHolds() {
    const wallets = await database.wallets.find({ 'holds.0': { $exists: true } }).toArray();
    return wallets.flatMap(({ holds }) => holds);
  }

  async function startProcess(): Promise<ChildProcess> {
    for (const old of children.splice(0)) old.kill('SIGKILL');
    const file = join(import.meta.dirname, '../support/server-process.ts');
    const child = spawn(process.execPath, [file, uri, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('ready')) return child;
    throw new Error('the server process ended before it was ready');
  }
});
