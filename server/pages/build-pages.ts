/** Builds the pages when what they are made of has changed since the last time. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Log } from '#core/turns/game.ts';

const ROOT = join(import.meta.dirname, '../..');
const WEB_FOLDER = join(ROOT, 'web');
/** What the pages are made of. */
const SOURCES = ['web', 'client-sdk', 'package-lock.json'];
const STAMP = '.built-from';

export const BUILT_PAGES = join(WEB_FOLDER, 'dist');
export const VITE_CONFIG = join(WEB_FOLDER, 'vite.config.ts');

/** Without Vite, as in an image made for production, what was built before is served. */
export async function buildPages(log: Log): Promise<void> {
  const stamp = await stampOf(await sourceFiles());
  const built = await readFile(join(BUILT_PAGES, STAMP), 'utf8').catch(() => null);
  if (built === stamp) return;
  const vite = await import('vite').catch(() => null);
  if (!vite) {
    const sentence = built === null ? 'there are no pages: only the API answers' : 'the pages are older than their source';
    log.warn({}, `${sentence}; install the development packages and run npm run build:web`);
    return;
  }
  await vite.build({ configFile: VITE_CONFIG, logLevel: 'warn' });
  await writeFile(join(BUILT_PAGES, STAMP), stamp);
}

async function sourceFiles(): Promise<string[]> {
  const found = await Promise.all(SOURCES.map((source) => filesIn(join(ROOT, source))));
  return found.flat().sort();
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null);
  if (!entries) return [path];
  return entries.flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    return entry.isFile() && !/[\\/](dist|node_modules)[\\/]/.test(file) ? [file] : [];
  });
}

/** By content: times differ on every checkout. */
async function stampOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(ROOT, file)).update(await readFile(file));
  return hash.digest('hex');
}
