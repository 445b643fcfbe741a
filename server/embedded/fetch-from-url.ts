/** Fetches one file over HTTPS into a folder, passing over a host that does not answer quickly. */
import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FetchProgress } from '#server/embedded/file-source.ts';

export const connectMsMax = 3_000;
const silenceMsMax = 30_000;

type UrlFetch = { url: string; what: string; folder: string; signal: AbortSignal; onProgress: (progress: FetchProgress) => void };

/** Throws unless the host answers within three seconds that it has the file; returns the file's size (0 if it does not say). */
export async function probeUrl(url: string): Promise<number> {
  const answer = await orSay(fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(connectMsMax) }), url);
  if (!answer.ok) throw new Error(`${new URL(url).host} answered ${answer.status}`);
  return Number(answer.headers.get('content-length') ?? 0);
}

/** The path of the fetched file inside `folder`. */
export async function fetchFromUrl({ url, what, folder, signal, onProgress }: UrlFetch): Promise<string> {
  const totalBytes = await probeUrl(url);
  const silence = new AbortController();
  const silenceTimer = setTimeout(() => silence.abort(), silenceMsMax);
  let receivedBytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      receivedBytes += chunk.length;
      silenceTimer.refresh();
      onProgress({ what, receivedBytes, totalBytes, ended: false });
      done(null, chunk);
    },
  });
  const path = join(folder, basename(new URL(url).pathname));
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, silence.signal]) });
    if (!answer.ok || !answer.body) throw new Error(`${new URL(url).host} answered ${answer.status}`);
    await pipeline(answer.body, count, createWriteStream(path));
    return path;
  } finally {
    clearTimeout(silenceTimer);
    onProgress({ what, receivedBytes, totalBytes, ended: true });
  }
}

async function orSay(answer: Promise<Response>, url: string): Promise<Response> {
  try {
    return await answer;
  } catch (failure) {
    throw new Error(`no connection to ${new URL(url).host} within ${connectMsMax / 1000} s`, { cause: (failure as Error).cause });
  }
}
