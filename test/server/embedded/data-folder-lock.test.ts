/** The data folder's lock: who holds it, and when it may be taken over. */
import { expect } from 'chai';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataFolder, readDataFolderLock } from '#server/embedded/data-folder-lock.ts';
import type { DataFolderHolder } from '#server/embedded/data-folder-lock.ts';
import { rejection } from './rejection.ts';

describe('data folder lock', () => {
  let dataFolder: string;
  const lockFile = () => join(dataFolder, 'imagina.lock');
  const readLock = async () => JSON.parse(await readFile(lockFile(), 'utf8')) as DataFolderHolder;

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'imagina-data-'));
  });

  afterEach(() => rm(dataFolder, { recursive: true, force: true }));

  it('is held once, tells who holds it, and is free after its release', async () => {
    const lock = await lockDataFolder(dataFolder);
    expect((await rejection(lockDataFolder(dataFolder))).message).to.contain(`process ${process.pid}`);
    await lock.update({ url: 'http://localhost:1' });
    expect(await readDataFolderLock(dataFolder)).to.include({ pid: process.pid, url: 'http://localhost:1' });
    await lock.release();
    expect(await readDataFolderLock(dataFolder)).to.equal(undefined);
    await (await lockDataFolder(dataFolder)).release();
    expect(await readdir(dataFolder)).to.deep.equal([]);
  });

  it('is taken over from another process that had the same pid', async function () {
    if (process.platform !== 'linux') this.skip();
    await lockDataFolder(dataFolder);
    await writeFile(lockFile(), JSON.stringify({ ...(await readLock()), id: 'gone', processStart: 'an earlier boot 1' }));
    const lock = await lockDataFolder(dataFolder);
    expect((await readLock()).id).not.to.equal('gone');
    await lock.release();
  });

  it('is taken over from a file that a crash cut short', async () => {
    await writeFile(lockFile(), '{"pid": 1');
    await (await lockDataFolder(dataFolder)).release();
  });

  it('goes to one of many who take over a dead holder at the same time', async () => {
    const dead = { id: 'gone', pid: 2 ** 22 + 1, startedAt: 'earlier', machine: (await lockedThenReleased()).machine };
    await writeFile(lockFile(), JSON.stringify(dead));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(dataFolder)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });

  it('on another machine is respected while its heartbeat moves, and taken over when it does not', async function () {
    this.timeout(15_000);
    const elsewhere = { ...(await lockedThenReleased()), id: 'elsewhere', machine: 'another-host pid:[1]' };
    await writeFile(lockFile(), JSON.stringify(elsewhere));
    const heartbeat = setInterval(() => void utimes(lockFile(), new Date(), new Date()), 500);
    expect((await rejection(lockDataFolder(dataFolder))).message).to.contain('on another-host');
    clearInterval(heartbeat);
    await (await lockDataFolder(dataFolder)).release();
  });

  async function lockedThenReleased(): Promise<DataFolderHolder> {
    const lock = await lockDataFolder(dataFolder);
    const holder = await readLock();
    await lock.release();
    return holder;
  }
});
