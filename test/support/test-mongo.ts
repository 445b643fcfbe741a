/** One real mongod for the whole test run, each suite in a database of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { defaultCacheFolder } from '#server/embedded/cache-folder.ts';
import { startEmbeddedMongo } from '#server/embedded/embedded-mongo.ts';
import type { EmbeddedMongo } from '#server/embedded/embedded-mongo.ts';
import { progressBar } from '#server/embedded/progress-bar.ts';

let running: Promise<{ mongo: EmbeddedMongo; dataFolder: string }> | undefined;

/** A MongoDB URI with a fresh database name. */
export async function testMongoUri(): Promise<string> {
  running ??= start();
  const { mongo } = await running;
  const uri = new URL(mongo.uri);
  uri.pathname = `/test-${randomBytes(6).toString('hex')}`;
  return uri.href;
}

/** Drops the database behind a URI, so that the mongod stays small. */
export async function dropTestDatabase(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  await client.db().dropDatabase();
  await client.close();
}

export async function stopTestMongo(): Promise<void> {
  if (!running) return;
  const { mongo, dataFolder } = await running;
  await mongo.stop();
  await rm(dataFolder, { recursive: true, force: true });
}

async function start() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'imagina-test-'));
  const mongo = await startEmbeddedMongo({
    dataFolder,
    cacheFolder: defaultCacheFolder(),
    log: () => undefined,
    onProgress: progressBar(),
    testCommands: true,
  });
  return { mongo, dataFolder };
}
