/** The embedded MongoDB: a real single-node replica set on this machine's loopback, its data kept in the data folder. */
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import type { DataFolderLock } from '#server/embedded/data-folder-lock.ts';
import type { FetchProgress } from '#server/embedded/file-source.ts';
import { findMongod } from '#server/embedded/mongod-binary.ts';
import { freePort, mongoFolder, mongoLogFile, spawnMongod, waitUntilListening } from '#server/embedded/mongod-process.ts';
import type { MongodProcess } from '#server/embedded/mongod-process.ts';
import { OperatorFault } from '#server/operator-fault.ts';

export type EmbeddedMongo = { uri: string; pid: number; stop(): Promise<void> };

type EmbeddedMongoOptions = {
  dataFolder: string;
  cacheFolder: string;
  /** Any free one if absent. */
  port?: number;
  log: (sentence: string) => void;
  onProgress: (progress: FetchProgress) => void;
  /** Allows failCommand and the like: tests only. */
  testCommands?: boolean;
  /** If given, it learns mongod's pid and uri, so that a successor can stop an orphan and scripts can find the database. */
  lock?: DataFolderLock;
};

const replicaSet = 'imagina';
const primaryMsMax = 20_000;
const pollMs = 10;

// mongodb-memory-server's own replica set is not used: on kept data and another port it re-applies the old address, finds
// itself in no set, and waits 30 s in vain for a primary.
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { dataFolder, log, lock } = options;
  const program = await findMongod(options);
  await mkdir(mongoFolder(dataFolder), { recursive: true });
  const port = options.port ?? (await freePort());
  const mongod = await spawnMongod(program, mongodArguments(options, port), mongoLogFile(dataFolder));
  try {
    await lock?.update({ mongodPid: mongod.pid });
    await waitUntilListening(mongod, port, dataFolder);
    await becomePrimary(port);
  } catch (failure) {
    await mongod.stop();
    throw failure;
  }
  const uri = `mongodb://127.0.0.1:${port}/imagina?replicaSet=${replicaSet}`;
  await lock?.update({ mongodbUri: uri });
  return { uri, pid: mongod.pid, stop: reportingUnexpectedEnd(mongod, () => log(unexpectedEnd(dataFolder))) };
}

function mongodArguments({ dataFolder, testCommands }: EmbeddedMongoOptions, port: number): string[] {
  return [
    ...['--port', String(port), '--bind_ip', '127.0.0.1'],
    ...['--dbpath', mongoFolder(dataFolder), '--replSet', replicaSet, '--storageEngine', 'wiredTiger'],
    ...['--networkMessageCompressors', 'disabled', '--quiet'],
    ...['--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512'], // the default takes half the memory, and the AI model needs it
    ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
    ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ...(testCommands ? ['--setParameter', 'enableTestCommands=1'] : []),
  ];
}

/** Makes the node the primary of its set of one, pointing a kept configuration at the port of this start. */
async function becomePrimary(port: number): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}`, { directConnection: true });
  try {
    const admin = client.db('admin');
    const host = `127.0.0.1:${port}`;
    const kept = await keptConfiguration(admin);
    if (!kept) {
      await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
    } else if (kept.members[0]?.host !== host) {
      await admin.command({ replSetReconfig: { ...kept, members: [{ ...kept.members[0], host }] }, force: true });
    }
    const deadline = Date.now() + primaryMsMax;
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
      if (Date.now() > deadline)
        throw new OperatorFault(`The embedded MongoDB did not become primary within ${primaryMsMax / 1000} s.`);
      await sleep(pollMs);
    }
  } finally {
    await client.close();
  }
}

type ReplicaSetConfiguration = { members: { host: string }[] };

async function keptConfiguration(admin: Db): Promise<ReplicaSetConfiguration | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config as ReplicaSetConfiguration;
  } catch (failure) {
    if ((failure as { codeName?: string }).codeName === 'NotYetInitialized') return undefined;
    throw failure;
  }
}

function reportingUnexpectedEnd(mongod: MongodProcess, report: () => void): () => Promise<void> {
  mongod.child.once('exit', report);
  return () => {
    mongod.child.removeListener('exit', report);
    return mongod.stop();
  };
}

function unexpectedEnd(dataFolder: string): string {
  return `The embedded MongoDB ended by itself; restart the server. Its log: ${mongoLogFile(dataFolder)}`;
}
