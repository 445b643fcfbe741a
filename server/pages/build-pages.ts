/** Builds the pages when what they are made of has changed since the last time. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { routesAlone } from './routes-alone.ts';

const ROOT = join(import.meta.dirname, '../..');
const WEB_FOLDER = join(ROOT, 'web');
/** What the pages are made of. */
const SOURCES = ['web', 'client-sdk', 'server/pages', 'package-lock.json'];
const STAMP = '.built-from';

export const BUILT_PAGES = join(WEB_FOLDER, 'dist');
export const VITE_CONFIG = join(WEB_FOLDER, 'vite.config.ts');

/** `without-tools`: Vite is no package of production; what was built before, if anything, stays. */
export async function buildPages(): Promise<'built' | 'unchanged' | 'without-tools'> {
  const stamp = await stampOf(await sourceFiles());
  const built = await readFile(join(BUILT_PAGES, STAMP), 'utf8').catch(() => null);
  if (built === stamp) return 'unchanged';
  const vite = await import('vite').catch(() => null);
  if (!vite) return 'without-tools';
  await vite.build({ configFile: VITE_CONFIG, configLoader: 'native', plugins: [routesAlone], logLevel: 'warn' });
  await writeFile(join(BUILT_PAGES, STAMP), stamp);
  return 'built';
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
