/** Says whether a file is exactly the one expected, by size and SHA-256, without hashing it again at every start. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

export type ExpectedFile = { bytes: number; sha256: string };

/** Beside a checked file: what was found, and the size and time of writing it then had. A file touched since is hashed again. */
type CheckRecord = { sha256: string; bytes: number; writtenAtMs: number };

const recordPath = (path: string) => `${path}.checked.json`;

/** Throws, saying what differs, unless the file is the expected one. Remembers a full check beside the file. */
export async function verifyFile(path: string, expected: ExpectedFile): Promise<void> {
  const { size, mtimeMs } = await stat(path);
  if (size !== expected.bytes) throw new Error(`the file has ${size} bytes instead of ${expected.bytes}`);
  const remembered = await readCheckRecord(path);
  if (remembered?.sha256 === expected.sha256 && remembered.bytes === size && remembered.writtenAtMs === mtimeMs) return;
  if ((await sha256OfFile(path)) !== expected.sha256) throw new Error('the file has the right size but the wrong SHA-256');
  await writeCheckRecord(path, { ...expected, writtenAtMs: mtimeMs });
}

/** For a file whose hash nobody publishes in advance: remembers what it is now, as `verifyUnchanged` will want it. */
export async function rememberFile(path: string): Promise<void> {
  const { size, mtimeMs } = await stat(path);
  await writeCheckRecord(path, { sha256: await sha256OfFile(path), bytes: size, writtenAtMs: mtimeMs });
}

/** Throws unless the file is what it was when it was remembered. */
export async function verifyUnchanged(path: string): Promise<void> {
  await stat(path);
  const remembered = await readCheckRecord(path);
  if (!remembered) throw new Error('the file has no record of a finished check');
  await verifyFile(path, remembered);
}

/** Moves a checked file to its place, its record first, so a file in place is never without one. */
export async function moveCheckedFile(from: string, to: string): Promise<void> {
  await rename(recordPath(from), recordPath(to));
  await rename(from, to);
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

async function readCheckRecord(path: string): Promise<CheckRecord | undefined> {
  try {
    return JSON.parse(await readFile(recordPath(path), 'utf8')) as CheckRecord;
  } catch {
    return undefined;
  }
}

async function writeCheckRecord(path: string, { sha256, bytes, writtenAtMs }: CheckRecord): Promise<void> {
  const temporary = `${recordPath(path)}.${process.pid}`;
  try {
    await writeFile(temporary, JSON.stringify({ sha256, bytes, writtenAtMs }));
    await rename(temporary, recordPath(path));
  } catch {
    await rm(temporary, { force: true }); // a cache that cannot be written to is checked in full at every start
  }
}
