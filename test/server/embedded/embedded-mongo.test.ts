/** The embedded MongoDB and the data folder's lock, on a real mongod. */
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { defaultCacheFolder } from '#server/embedded/cache-folder.ts';
import { lockDataFolder, readDataFolderLock } from '#server/embedded/data-folder-lock.ts';
import { startEmbeddedMongo } from '#server/embedded/embedded-mongo.ts';
import { isProcessAlive } from '#server/embedded/process-identity.ts';
import { rejection } from './rejection.ts';

describe('embedded MongoDB', function () {
  this.timeout(60_000); // the first run on a machine fetches mongod
  let dataFolder: string;
  const started: { stop(): Promise<void> }[] = [];
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'imagina-data-'));
  });

  afterEach(async () => {
    await Promise.all(started.splice(0).map((mongo) => mongo.stop()));
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    await rm(dataFolder, { recursive: true, force: true });
  });

  async function start(options: { testCommands?: boolean } = {}) {
    const quiet = { log: () => {}, onProgress: () => {} };
    const mongo = await startEmbeddedMongo({ dataFolder, cacheFolder: defaultCacheFolder(), ...quiet, ...options });
    started.push(mongo);
    return mongo;
  }

  async function withClient<T>(uri: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
    const client = await MongoClient.connect(uri);
    try {
      return await use(client);
    } finally {
      await client.close();
    }
  }

  const write = (uri: string) =>
    withClient(uri, (client) =>
      client.withSession((session) =>
        session.withTransaction(() => client.db().collection('passages').insertOne({ text: 'It rains.' }, { session })),
      ),
    );
  const count = (uri: string) => withClient(uri, (client) => client.db().collection('passages').countDocuments());

  /** Another server on the folder, once its MongoDB answers. */
  async function startHolder() {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'holder-process.ts'), dataFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, ...(JSON.parse(line.toString()) as { mongodPid: number; uri: string }) };
  }

  it('stops with a client still connected, and keeps the data over a start on another port', async () => {
    const first = await start();
    await write(first.uri);
    const client = await MongoClient.connect(first.uri);
    const stoppedAt = performance.now();
    await first.stop();
    expect(performance.now() - stoppedAt).to.be.below(5_000);
    expect(isProcessAlive(first.pid)).to.equal(false);
    await client.close();
    const restartedAt = performance.now();
    const second = await start();
    expect(performance.now() - restartedAt).to.be.below(4_000);
    expect(second.uri).not.to.equal(first.uri);
    expect(await count(second.uri)).to.equal(1);
    await write(second.uri);
    expect(await count(second.uri)).to.equal(2);
  });

  it('ends transactions after ten seconds, allows test commands when asked, and serves its folder alone', async () => {
    const { uri } = await start({ testCommands: true });
    expect(uri).not.to.contain('compressors');
    await withClient(uri, async (client) => {
      const admin = client.db('admin');
      const parameters = await admin.command({ getParameter: 1, transactionLifetimeLimitSeconds: 1, enableTestCommands: 1 });
      expect(parameters).to.include({ transactionLifetimeLimitSeconds: 10, enableTestCommands: true });
      await admin.command({ configureFailPoint: 'failCommand', mode: 'off', data: { failCommands: ['insert'], errorCode: 1 } });
    });
    expect((await rejection(start())).message).to.match(/database in .*mongo is in use by another mongod.*DATA_FOLDER/);
  });

  it('refuses a second server, naming the first, and restarts at once with the data after kill -9', async () => {
    const holder = await startHolder();
    const { message } = await rejection(lockDataFolder(dataFolder));
    expect(message).to.contain(`process ${holder.child.pid}, running since 20`);
    expect(message).to.contain('at http://localhost:2567. Stop that one first, or set DATA_FOLDER');
    expect(await readDataFolderLock(dataFolder)).to.include({ pid: holder.child.pid, mongodbUri: holder.uri });

    await write(holder.uri);
    holder.child.kill('SIGKILL');
    const restartedAt = performance.now();
    const lock = await lockDataFolder(dataFolder);
    const mongo = await start();
    expect(performance.now() - restartedAt).to.be.below(6_000);
    expect(isProcessAlive(holder.mongodPid)).to.equal(false);
    expect(await count(mongo.uri)).to.equal(1);
    await lock.release();
  });

  it('leaves no mongod behind after kill -9, even when nobody starts again', async function () {
    if (process.platform === 'win32') this.skip();
    const holder = await startHolder();
    holder.child.kill('SIGKILL');
    for (const deadline = Date.now() + 5_000; isProcessAlive(holder.mongodPid) && Date.now() < deadline;) await sleep(50);
    expect(isProcessAlive(holder.mongodPid)).to.equal(false);
  });
});
