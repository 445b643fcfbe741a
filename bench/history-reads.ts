/** One player's history with 100,000 entries: how long its first page takes, and one far down. */
import { randomUUID } from 'node:crypto';
import type { Database } from '#models/database.ts';
import { createHistoryStore } from '#models/history-store.ts';
import type { HistoryStore } from '#models/history-store.ts';
import { createTurnStore } from '#models/turn-store.ts';
import { COST, playersOf, preparePlayers, wholeTurn } from './bare-turns.ts';
import { median, rounded } from './bench.ts';
import type { Figures } from './bench.ts';

const ENTRIES = 100_000;
const ENTRIES_PER_INSERT = 5_000;
const PAGE = 50;
const FAR_PAGE = 1_000;
const READS = 300;

export async function historyFigures(database: Database, say: (line: string) => void): Promise<Figures> {
  const [playerId = ''] = playersOf(1);
  await preparePlayers(database, [playerId]);
  say(`writing a history of ${ENTRIES} entries`);
  await writeHistory(database, playerId);
  const history = createHistoryStore(database);
  const first = await pageMs(history, playerId, undefined);
  const far = await pageMs(history, playerId, await cursorOfPage(history, playerId, FAR_PAGE));
  say(`history: first page p50 ${rounded(first)} ms, page ${FAR_PAGE} p50 ${rounded(far)} ms`);
  return {
    'history-p50-ms': { value: rounded(first), want: '<= 10' },
    [`history-page-${FAR_PAGE}-p50-ms`]: { value: rounded(far), want: null },
  };
}

/** One turn's entry as it was really booked, again and again, one minute before the other. */
async function writeHistory(database: Database, playerId: string): Promise<void> {
  await wholeTurn(createTurnStore(database), { playerId, creatorId: 'creator', worldId: 'world' });
  const [booked] = await database.entries.find({ kind: 'turn' }).toArray();
  if (!booked?.after) throw new Error('a turn books an entry with its place in the history');
  const { at, after } = booked;
  for (let written = 0; written < ENTRIES; written += ENTRIES_PER_INSERT) {
    const earlier = Array.from({ length: ENTRIES_PER_INSERT }, (_, index) => {
      const ago = written + index + 1;
      return {
        ...{ ...booked, _id: `turn:journey-${playerId}:${randomUUID()}`, at: new Date(at.getTime() - ago * 60_000) },
        after: { seq: after.seq - 2 * ago, balance: after.balance + COST * BigInt(ago) },
      };
    });
    await database.entries.insertMany(earlier, { ordered: false });
  }
}

async function pageMs(history: HistoryStore, playerId: string, cursor: string | undefined): Promise<number> {
  const times: number[] = [];
  for (let read = 0; read < READS; read++) {
    const startedAt = performance.now();
    const { rows } = await history.page(playerId, cursor, PAGE);
    times.push(performance.now() - startedAt);
    if (rows.length !== PAGE) throw new Error(`a page has ${PAGE} rows, not ${rows.length}`);
  }
  return median(times);
}

async function cursorOfPage(history: HistoryStore, playerId: string, number: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 1; page < number; page++) cursor = (await history.page(playerId, cursor, PAGE)).nextCursor ?? undefined;
  return cursor;
}
