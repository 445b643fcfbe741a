/** A mongod of its own for a bench, gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultCacheFolder } from '#server/embedded/cache-folder.ts';
import { startEmbeddedMongo } from '#server/embedded/embedded-mongo.ts';
import { progressBar } from '#server/embedded/progress-bar.ts';

export async function startBenchMongo(): Promise<{ uri: string; stop(): Promise<void> }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'imagina-bench-'));
  const mongo = await startEmbeddedMongo({
    dataFolder,
    cacheFolder: defaultCacheFolder(),
    log: console.error,
    onProgress: progressBar(),
  });
  return {
    uri: mongo.uri,
    async stop() {
      await mongo.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
