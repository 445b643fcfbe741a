/** One server per data folder: a lock file that names its process, and that a dead process's successor takes over. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopOrphanedMongod } from '#server/embedded/mongod-process.ts';
import { isProcessAlive, processSpace, processStart } from '#server/embedded/process-identity.ts';
import { OperatorFault } from '#server/operator-fault.ts';

export type DataFolderHolder = {
  /** Tells one holding from another, even by the same process. */
  id: string;
  pid: number;
  /** ISO time. */
  startedAt: string;
  /** Hostname and, on Linux, pid namespace: where `pid` means something. */
  machine: string;
  /** The system's own time of the process's start; absent where the system does not tell. */
  processStart?: string;
  mongodPid?: number;
  mongodbUri?: string;
  /** Where the server answers, for people. */
  url?: string;
};

export type DataFolderLock = {
  dataFolder: string;
  update(fields: Partial<Pick<DataFolderHolder, 'mongodPid' | 'mongodbUri' | 'url'>>): Promise<void>;
  release(): Promise<void>;
};

const heartbeatMs = 1_000;
/** A holder on another machine or in another container cannot be asked; its heartbeat is watched for this long. */
const watchMs = 2_500;
const claimMsMax = 5_000;
const graceMs = 500;
const graceStepMs = 25;

/** Throws a sentence for the operator when a living server has the folder. Stops a MongoDB that a dead server left behind. */
export async function lockDataFolder(dataFolder: string): Promise<DataFolderLock> {
  const folder = resolve(dataFolder);
  await mkdir(folder, { recursive: true });
  const path = lockPath(folder);
  let holder: DataFolderHolder = {
    id: randomUUID(),
    pid: process.pid,
    startedAt: new Date().toISOString(),
    machine: processSpace(),
    processStart: processStart(process.pid),
  };
  while (!(await writeOnce(path, asText(holder))) && !(await takeOver(folder, holder)));
  const heartbeat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), heartbeatMs).unref();
  return {
    dataFolder: folder,
    async update(fields) {
      holder = { ...holder, ...fields };
      await replace(path, holder);
    },
    async release() {
      clearInterval(heartbeat);
      if ((await readHolder(path))?.id === holder.id) await rm(path, { force: true });
    },
  };
}

/** Who holds the folder now, for scripts that want the running server's MongoDB; undefined when nobody alive does. */
export async function readDataFolderLock(dataFolder: string): Promise<DataFolderHolder | undefined> {
  const path = lockPath(resolve(dataFolder));
  const holder = await readHolder(path);
  return holder && (await isHolderAlive(holder, path)) ? holder : undefined;
}

const lockPath = (dataFolder: string) => join(dataFolder, 'imagina.lock');

const asText = (holder: DataFolderHolder) => JSON.stringify(holder, undefined, 2);

async function writeOnce(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw failure;
  }
}

async function replace(path: string, holder: DataFolderHolder): Promise<void> {
  const temporary = `${path}.${holder.id}`;
  await writeFile(temporary, asText(holder));
  await rename(temporary, path);
}

/**
 * Replaces a dead holder's lock and says whether that worked. The file is never missing meanwhile, and only whoever has the
 * claim named after the dead holder may replace it, so of several starting at once exactly one succeeds.
 */
async function takeOver(dataFolder: string, successor: DataFolderHolder): Promise<boolean> {
  const path = lockPath(dataFolder);
  const holder = await readHolder(path);
  if (holder && (await staysAlive(holder, path))) throw new OperatorFault(refusal(dataFolder, holder));
  if (holder?.mongodPid && holder.machine === processSpace()) await stopOrphanedMongod(holder.mongodPid, dataFolder);
  const claim = `${path}.${holder?.id ?? 'unreadable'}.claim`;
  if (!(await writeOnce(claim, ''))) {
    await dropOldClaim(claim);
    return false;
  }
  try {
    const isStillThere = existsSync(path) && (await readHolder(path))?.id === holder?.id;
    if (isStillThere) await replace(path, successor);
    return isStillThere;
  } finally {
    await rm(claim, { force: true });
  }
}

/** A claim is held for milliseconds; one that lasts belongs to a process that died in between. */
async function dropOldClaim(claim: string): Promise<void> {
  await sleep(20);
  const found = await stat(claim).catch(() => undefined);
  if (found && Date.now() - found.mtimeMs > claimMsMax) await rm(claim, { force: true });
}

/** A process killed a moment ago is still listed while the system clears it away. */
async function staysAlive(holder: DataFolderHolder, path: string): Promise<boolean> {
  const deadline = Date.now() + graceMs;
  while (await isHolderAlive(holder, path)) {
    if (Date.now() > deadline) return true;
    await sleep(graceStepMs);
  }
  return false;
}

async function isHolderAlive(holder: DataFolderHolder, path: string): Promise<boolean> {
  if (holder.machine !== processSpace()) return heartbeatMoves(path);
  return isProcessAlive(holder.pid) && holder.processStart === processStart(holder.pid);
}

/** Compares the file with itself, not with our clock, which may differ from the other machine's. */
async function heartbeatMoves(path: string): Promise<boolean> {
  const beat = async () => (await stat(path).catch(() => undefined))?.mtimeMs;
  const before = await beat();
  for (const deadline = Date.now() + watchMs; Date.now() < deadline;) {
    await sleep(100);
    const now = await beat();
    if (now !== before) return now !== undefined;
  }
  return false;
}

/** A file that stays unreadable was cut short by a crash and names nobody. */
async function readHolder(path: string): Promise<DataFolderHolder | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as DataFolderHolder;
    } catch {
      await sleep(50); // its writer may be between creating and filling it
    }
  }
  return undefined;
}

function refusal(dataFolder: string, { pid, startedAt, machine, url }: DataFolderHolder): string {
  const where = machine === processSpace() ? '' : ` on ${machine.split(' ', 1)[0]}`;
  return (
    `The data in ${dataFolder} is in use by another Imagina server: process ${pid}${where}, running since ${startedAt}` +
    `${url ? `, at ${url}` : ''}. Stop that one first, or set DATA_FOLDER to another folder for this one.`
  );
}
