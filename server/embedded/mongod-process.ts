/** Runs one mongod as a child that a crash of ours cannot orphan, and stops it so that its data is complete. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMongodOn, isProcessAlive } from '#server/embedded/process-identity.ts';
import { OperatorFault } from '#server/operator-fault.ts';

export const mongoFolder = (dataFolder: string) => join(resolve(dataFolder), 'mongo');
export const mongoLogFile = (dataFolder: string) => join(resolve(dataFolder), 'mongo.log');

const pollMs = 15;
const stopMsMax = 20_000;
const listenMsMax = 60_000;

export type MongodProcess = { child: ChildProcess; pid: number; stop(): Promise<void> };

/** Resolves once it is started, before it listens. */
export async function spawnMongod(program: string, programArguments: string[], logFile: string): Promise<MongodProcess> {
  const log = openSync(logFile, 'w');
  // Detached: Ctrl-C goes to the whole process group, and we want to finish our turns before the database goes.
  const child = spawn(program, programArguments, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  await once(child, 'spawn');
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} did not start`);
  const guard = guardAgainstOurDeath(pid);
  child.once('exit', () => guard?.kill('SIGKILL'));
  return { child, pid, stop: () => stopChild(child) };
}

/** A shell that waits on a pipe from us: the system closes the pipe however we die, and the shell then stops mongod. */
function guardAgainstOurDeath(pid: number): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const guard = spawn('sh', ['-c', `read -r _; kill -TERM ${pid}`], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.on('error', () => {}); // without a shell, the next start still finds the orphan by the lock file
  guard.unref();
  (guard.stdin as unknown as { unref?(): void } | null)?.unref?.();
  return guard;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.ref();
  const lastResort = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
  child.kill('SIGTERM');
  await exit;
  clearTimeout(lastResort);
}

/** Stops the mongod a dead server left behind, if that process still is one and serves this folder's data. */
export async function stopOrphanedMongod(pid: number, dataFolder: string): Promise<void> {
  const isOrphan = () => isProcessAlive(pid) && isMongodOn(pid, mongoFolder(dataFolder));
  if (!isOrphan()) return;
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + stopMsMax;
  while (isOrphan()) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await sleep(pollMs);
  }
}

/** Resolves when mongod accepts connections; throws its own reason, in a sentence, if it ends instead. */
export async function waitUntilListening(mongod: MongodProcess, port: number, dataFolder: string): Promise<void> {
  const deadline = Date.now() + listenMsMax;
  while (!(await accepts(port))) {
    const { exitCode, signalCode } = mongod.child;
    if (exitCode !== null || signalCode !== null) throw await startFailure(dataFolder, exitCode ?? signalCode ?? 'killed');
    if (Date.now() > deadline) {
      throw new OperatorFault(`mongod did not listen within ${listenMsMax / 1000} s; see ${mongoLogFile(dataFolder)}`);
    }
    await sleep(pollMs);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolvePromise) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolvePromise(true)).once('error', () => resolvePromise(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function startFailure(dataFolder: string, exit: number | string): Promise<Error> {
  const log = await readFile(mongoLogFile(dataFolder), 'utf8').catch(() => '');
  if (log.includes('DBPathInUse')) {
    return new OperatorFault(
      `The database in ${mongoFolder(dataFolder)} is in use by another mongod. ` +
        'Stop the server that runs on it, or set DATA_FOLDER to another folder for this one.',
    );
  }
  const reason = log.split('\n').flatMap(seriousMessage).at(-1) ?? log.trim().split('\n').at(-1);
  return new OperatorFault(
    `mongod ended at its start (${exit}): ${reason || 'it said nothing'}. Its log: ${mongoLogFile(dataFolder)}`,
  );
}

/** mongod logs one JSON object a line; E and F are errors and fatal ones. */
function seriousMessage(line: string): string[] {
  try {
    const { s, msg, attr } = JSON.parse(line) as { s: string; msg: string; attr?: { error?: unknown } };
    if (s !== 'E' && s !== 'F') return [];
    return [typeof attr?.error === 'string' ? attr.error : msg];
  } catch {
    return [];
  }
}
