/** Downloads, streamed as they are read: the history as CSV or JSON, and all of one's data. Beside the REST contract, which has no streams. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Application, Request, Response } from 'express';
import { GameError } from '#protocol/errors.ts';
import { HistoryFilterSchema } from '#protocol/rest-contract.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import type { HistoryFilter, HistoryStore } from '#models/history-store.ts';
import { createPlayerRecords } from '#models/player-records.ts';
import { createStoryNames } from '#models/story-names.ts';
import type { Database } from '#models/database.ts';
import type { SignedIn, SignIn } from '../../auth/sign-in.ts';
import { historyCsv } from './history-csv.ts';
import { jsonArray } from './json-stream.ts';
import { myData } from './my-data.ts';
import type { MyDataParts } from './my-data.ts';

export interface ExportParts extends Omit<MyDataParts, 'records' | 'signIn'> {
  readonly database: Database;
  readonly history: HistoryStore;
  readonly signIn: Pick<SignIn, 'identify' | 'recordsOf'>;
}

interface Download {
  readonly type: string;
  /** What its file is called, before the date. */
  readonly name: string;
  readonly ending: string;
  readonly text: (who: SignedIn, request: Request) => AsyncIterable<string>;
}

export function mountExports(app: Application, parts: ExportParts): void {
  const { database, history } = parts;
  const records = createPlayerRecords(database, history);
  const csv = ({ player: { id } }: SignedIn, request: Request) =>
    historyCsv(id, history.batches(id, filterOf(request)), createStoryNames(database));
  const json = ({ player: { id } }: SignedIn, request: Request) => jsonArray(rowViews(id, history, filterOf(request)));
  const download = (route: string, as: Download) =>
    app.get(route, async (request, response) => {
      const who = await parts.signIn.identify(request.headers);
      await send(as, as.text(who, request), response, parts);
    });
  download('/api/wallet/history.csv', {
    type: 'text/csv; charset=utf-8; header=present',
    name: 'history',
    ending: 'csv',
    text: csv,
  });
  download('/api/wallet/history.json', { type: 'application/json', name: 'history', ending: 'json', text: json });
  const all = (who: SignedIn) => myData(who, { ...parts, records });
  download('/api/me/export', { type: 'application/json', name: 'my-data', ending: 'json', text: all });
}

async function* rowViews(playerId: string, history: HistoryStore, filter: HistoryFilter): AsyncGenerator<unknown[]> {
  for await (const batch of history.batches(playerId, filter)) yield batch.map((entry) => historyRowView(entry, playerId));
}

/** A slip of a filter's name must not pass for a table of all. */
function filterOf({ query }: Request): HistoryFilter {
  const { success, data, error } = HistoryFilterSchema.strict().safeParse(query);
  if (success) return { ...data, kinds: data.kind };
  throw new GameError('BAD_INPUT', { issues: error.issues.map(({ path, message }) => ({ path, fault: message })) });
}

/** At the reader's own speed: nothing more is read from the database than the reader has taken, and nothing at all once they are gone. */
async function send({ type, name, ending }: Download, text: AsyncIterable<string>, response: Response, { game }: ExportParts) {
  const day = game.clock().toISOString().slice(0, 10);
  response.set({ 'content-type': type, 'cache-control': 'no-store' });
  response.set('content-disposition', `attachment; filename="imagina-${name}-${day}.${ending}"`);
  try {
    await pipeline(Readable.from(text), response);
  } catch (failure) {
    if ((failure as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE') return; // the reader is gone
    game.log.error({ failure, name }, 'a download broke off');
  }
}
