/** Tells processes apart for certain: a process id is soon used again, so alone it does not say who wrote a lock. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where process ids mean the same processes: the machine, and on Linux the pid namespace (a container has its own). */
export function processSpace(): string {
  return `${hostname()} ${attempt(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`.trim();
}

/** A zombie, dead but not yet reaped by its parent, counts as dead. */
export function isProcessAlive(pid: number): boolean {
  if (processStat(pid)?.state === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process started, in the system's own terms; the same pid with another start is another process. Linux only. */
export function processStart(pid: number): string | undefined {
  const started = processStat(pid)?.started;
  if (started === undefined) return undefined;
  return `${attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())} ${started}`;
}

/** Whether this process is a mongod that serves exactly this folder. */
export function isMongodOn(pid: number, dbFolder: string): boolean {
  const onLinux = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'));
  const words = onLinux ?? attempt(() => execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }));
  return words !== undefined && words.includes('--dbpath') && words.includes(dbFolder);
}

function processStat(pid: number): { state: string; started: string } | undefined {
  const line = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (line === undefined) return undefined;
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces and parentheses
  const [state, started] = [fields[0], fields[19]];
  return state && started ? { state, started } : undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
