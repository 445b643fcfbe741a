/** A server in miniature for the tests that kill it: locks the data folder, runs its MongoDB, says so, and waits. */
import { defaultCacheFolder } from '#server/embedded/cache-folder.ts';
import { lockDataFolder } from '#server/embedded/data-folder-lock.ts';
import { startEmbeddedMongo } from '#server/embedded/embedded-mongo.ts';

const dataFolder = process.argv[2]!;
const lock = await lockDataFolder(dataFolder);
await lock.update({ url: 'http://localhost:2567' });
const mongo = await startEmbeddedMongo({
  dataFolder,
  cacheFolder: defaultCacheFolder(),
  log: console.error,
  onProgress: () => {},
  lock,
});
console.log(JSON.stringify({ mongodPid: mongo.pid, uri: mongo.uri }));
setInterval(() => {}, 60_000);
