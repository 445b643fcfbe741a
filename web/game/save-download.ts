/** A download of one's own as a file: only with the sign-in, which a plain link could not carry. */
import type { Download, HistoryFilter } from '#sdk/index.ts';
import { game } from './game.ts';

/** `onBytes` hears how much has come so far: how much there will be, the server does not know either. */
export async function saveDownload(
  download: Download,
  { filter = {}, onBytes }: { readonly filter?: HistoryFilter; readonly onBytes?: (bytes: number) => void } = {},
): Promise<void> {
  const answer = await game.download(download, filter);
  const file = await collect(answer, onBytes);
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? download;
  link.click();
  URL.revokeObjectURL(address);
}

async function collect({ body, headers }: Response, onBytes?: (bytes: number) => void): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    pieces.push(piece);
    bytes += piece.byteLength;
    onBytes?.(bytes);
  }
  return new Blob(pieces, { type: headers.get('content-type') ?? 'application/octet-stream' });
}
