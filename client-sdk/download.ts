/** Files of one's own, streamed: the routes beside the REST contract, which has no streams. */
import { ConnectionLost } from './connection-lost.ts';
import { errorFromResponse } from './error-from-answer.ts';
import type { HistoryFilterName } from './protocol/rest-contract.ts';
import { bearerHeader } from './rest-api.ts';

/** The whole history as a table or as JSON, or all that is kept about the player. */
export type Download = 'history.csv' | 'history.json' | 'my-data.json';

/** What of the history; all that is given must hold. Times as ISO texts. */
export type HistoryFilter = { [Name in HistoryFilterName]?: string | readonly string[] };

const PATHS: Readonly<Record<Download, string>> = {
  'history.csv': '/api/wallet/history.csv',
  'history.json': '/api/wallet/history.json',
  'my-data.json': '/api/me/export',
};

interface DownloadRequest {
  readonly url: string;
  readonly token: string | null;
  readonly download: Download;
  readonly filter: HistoryFilter;
}

/** Resolves when its beginning is here; its body streams, and errs where the connection breaks. */
export async function openDownload({ url, token, download, filter }: DownloadRequest): Promise<Response> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  const answer = await fetch(`${url}${PATHS[download]}?${query.toString()}`, { headers: bearerHeader(token) }).catch(
    (failure: unknown) => {
      throw new ConnectionLost(undefined, { cause: failure });
    },
  );
  if (answer.ok) return answer;
  throw errorFromResponse(answer.status, await answer.json().catch(() => null));
}
