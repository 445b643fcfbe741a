/** A folder inside the cache for the length of one fetch, so that an interrupted fetch leaves nothing half done. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isProcessAlive } from '#server/embedded/process-identity.ts';

const prefix = '.fetching-';
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** The folder is gone afterwards however `use` ends, Ctrl-C included; `signal` aborts then, for child processes. */
export async function withTemporaryFolder<T>(
  cacheFolder: string,
  use: (folder: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await removeAbandoned(cacheFolder);
  const folder = join(cacheFolder, `${prefix}${hostname()}-${process.pid}-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  const interruption = new AbortController();
  const interrupt = (signalName: NodeJS.Signals) => {
    interruption.abort();
    removeAtOnce(folder);
    stopListening();
    if (process.listenerCount(signalName) === 0) process.kill(process.pid, signalName); // nobody else ends the process
  };
  const stopListening = () => signals.forEach((name) => process.removeListener(name, interrupt));
  signals.forEach((name) => process.once(name, interrupt));
  try {
    return await use(folder, interruption.signal);
  } finally {
    stopListening();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A program we just told to stop may still be writing here; what it leaves, the next fetch removes. */
function removeAtOnce(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    return;
  }
}

/** A fetch killed without a chance to clean up is cleaned up by the next one. */
async function removeAbandoned(cacheFolder: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  for (const name of (await readdir(cacheFolder)).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(cacheFolder, name);
    if (await isAbandoned(folder, name)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A cache may be shared by several machines, so another machine's process is judged by time alone. */
async function isAbandoned(folder: string, name: string): Promise<boolean> {
  const ours = `${prefix}${hostname()}-`;
  if (name.startsWith(ours)) return !isProcessAlive(parseInt(name.slice(ours.length), 10));
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMs;
}
