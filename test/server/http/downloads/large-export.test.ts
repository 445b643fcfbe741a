/** A long history as a download: in constant memory, at its reader's speed, and only as far as anybody reads. */
import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import express from 'express';
import type { Player } from '#core/players/player.ts';
import type { HistoryStore } from '#models/history-store.ts';
import { mountExports } from '#server/http/downloads/export-routes.ts';
import { until } from '../../../support/players.ts';
import type { TestGame } from '../../../support/test-game.ts';
import { startTestGame } from '../../../support/test-game.ts';

const ROWS_PER_BATCH = 500;
/** Lines of CSV are short: so that every download is several times what anything may hold. */
const CSV_ROWS = 60_000;
const JSON_ROWS = 25_000;
const JSON_BATCHES = JSON_ROWS / ROWS_PER_BATCH;
/** What the kernel takes of a connection on both its ends while nobody reads, and Node's own buffers. */
const SOCKET_BUFFERS_BYTES = 6_000_000;
const BATCHES_AHEAD_MAX = 3;
/** Far less than the text alone; more than what one batch leaves behind. */
const GROWTH_MAX = 4_000_000;

describe('a download of tens of thousands of rows', function () {
  this.timeout(60_000);
  let test: TestGame;
  let server: Server;
  let url: string;
  /** Who downloads. */
  let player: Player;
  let longest: Player;
  let long: Player;
  /** What the downloads read of the history, the latest one last. */
  let readings: Reading[];

  before(async () => {
    test = await startTestGame();
    [longest, long] = [await test.player(), await test.player()];
    await insertTurns(test, longest.id, CSV_ROWS);
    await insertTurns(test, long.id, JSON_ROWS);
    const app = express();
    const signIn = {
      identify: () => Promise.resolve({ player, sessionId: 'session', userId: 'user', email: null, emailVerified: false }),
      recordsOf: () => Promise.resolve(null),
    };
    const { database, game, wallets, earnings } = test;
    const history = { ...test.history, batches: watched(test.history) };
    mountExports(app, { database, game, wallets, earnings, refundWindowDays: 14, history, signIn });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  beforeEach(() => {
    player = long;
    readings = [];
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await test.end();
  });

  /** The real history, counting what is read of it. */
  function watched(history: HistoryStore): HistoryStore['batches'] {
    return async function* (playerId, filter) {
      const reading = { batches: 0, over: false };
      readings.push(reading);
      try {
        for await (const batch of history.batches(playerId, filter)) {
          reading.batches += 1;
          yield batch;
        }
      } finally {
        reading.over = true;
      }
    };
  }

  async function open(path: string): Promise<IncomingMessage> {
    const [response] = (await once(get(`${url}${path}`, { agent: false }), 'response')) as [IncomingMessage];
    return response;
  }

  for (const [path, rows] of [
    ['/wallet/history.csv', CSV_ROWS],
    ['/me/export', JSON_ROWS],
  ] as const) {
    it(`${path} of ${rows} rows takes no more memory at its end than at its beginning`, async () => {
      player = path.endsWith('.csv') ? longest : long;
      const collectGarbage = garbageCollector();
      const heap: number[] = [];
      let length = 0;
      let lines = 0;
      for await (const chunk of await open(path)) {
        const text = chunk as Buffer;
        length += text.length;
        for (const byte of text) if (byte === 10) lines += 1;
        if (lines < (heap.length + 1) * (rows / 10)) continue;
        collectGarbage();
        heap.push(process.memoryUsage().heapUsed);
      }
      expect(lines).to.be.within(rows, rows + 50);
      expect(length).to.be.above(2 * GROWTH_MAX);
      expect(Math.max(...heap.slice(1)) - heap[0]!).to.be.below(GROWTH_MAX);
    });
  }

  it('stops reading the database when its reader is gone', async () => {
    const response = await open('/wallet/history.json');
    await once(response, 'data');
    response.destroy();
    await until(() => readings[0]?.over === true, 'the end of reading');
    expect(readings[0]?.batches).to.be.below(JSON_BATCHES / 2);
  });

  it('waits for a slow reader, and goes on when they do', async () => {
    const slow = await open('/wallet/history.json');
    await once(slow, 'readable');
    // Somebody else downloads all of the same: time enough for whoever would not wait.
    const length = await lengthOf(await open('/wallet/history.json'));
    const [first, second] = readings;
    expect(second).to.deep.equal({ batches: JSON_BATCHES, over: true });
    const batchBytes = length / JSON_BATCHES;
    expect(first!.batches * batchBytes).to.be.below(SOCKET_BUFFERS_BYTES + BATCHES_AHEAD_MAX * batchBytes);
    expect(length)
      .to.be.above(2 * GROWTH_MAX)
      .and.above(1.5 * SOCKET_BUFFERS_BYTES);
    expect(await lengthOf(slow)).to.equal(length);
    expect(first).to.deep.equal({ batches: JSON_BATCHES, over: true });
  });
});

interface Reading {
  batches: number;
  over: boolean;
}

async function lengthOf(response: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const chunk of response) length += (chunk as Buffer).length;
  return length;
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

async function insertTurns({ database }: TestGame, playerId: string, count: number): Promise<void> {
  const usage = { input: 800, cacheRead: 2_000, cacheWrite: 0, output: 150 };
  for (let from = 0; from < count; from += 5_000) {
    const rows = Array.from({ length: 5_000 }, (_, offset) => {
      const index = from + offset;
      const ids = { turnId: `${index}`, journeyId: `journey-${index % 300}`, worldId: 'drowned-light', narratorId: 'hearth' };
      return {
        ...{
          _id: `turn:journey-${index % 300}:${playerId}-${index}`,
          kind: 'turn',
          state: 'settled',
          reason: null,
          hash: 'test',
          by: playerId,
        },
        ...{
          parties: [playerId],
          at: new Date(index * 60_000),
          postings: [],
          reverses: null,
          after: { seq: index, balance: 7n },
        },
        meta: {
          ...ids,
          n: 1,
          funding: 'free',
          ceiling: 9n,
          wouldHaveCost: 9n,
          charged: 0n,
          priceVersion: 1,
          usage,
          counted: false,
        },
      };
    });
    await database.entries.insertMany(rows as Parameters<typeof database.entries.insertMany>[0], { ordered: false });
  }
}
