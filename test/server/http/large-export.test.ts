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
import { mountExports } from '#server/http/export-routes.ts';
import { until } from '../../support/players.ts';
import type { TestGame } from '../../support/test-game.ts';
import { startTestGame } from '../../support/test-game.ts';

const ENTRIES = 60_000;
const BATCHES = ENTRIES / 500;
/** Far less than the text alone; more than what one batch leaves behind. */
const GROWTH_MAX = 4_000_000;

describe(`a download of ${ENTRIES} rows`, function () {
  this.timeout(60_000);
  let test: TestGame;
  let server: Server;
  let url: string;
  let player: Player;
  let read = 0;
  let over = false;

  before(async () => {
    test = await startTestGame();
    player = await test.player();
    await insertTurns(test, player.id);
    const app = express();
    const signIn = {
      identify: () => Promise.resolve({ player, sessionId: 'session', userId: 'user' }),
      recordsOf: () => Promise.resolve(null),
    };
    const { database, game, wallets } = test;
    mountExports(app, { database, game, wallets, history: { ...test.history, batches: watched(test.history) }, signIn });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await test.end();
  });

  /** The real history, counting what is read of it. */
  function watched(history: HistoryStore): HistoryStore['batches'] {
    return async function* (playerId, filter) {
      [read, over] = [0, false];
      try {
        for await (const batch of history.batches(playerId, filter)) {
          read += 1;
          yield batch;
        }
      } finally {
        over = true;
      }
    };
  }

  async function open(path: string): Promise<IncomingMessage> {
    const [response] = (await once(get(`${url}${path}`, { agent: false }), 'response')) as [IncomingMessage];
    return response;
  }

  for (const path of ['/wallet/history.csv', '/me/export']) {
    it(`${path} takes no more memory at its end than at its beginning`, async () => {
      const collectGarbage = garbageCollector();
      const heap: number[] = [];
      let length = 0;
      let lines = 0;
      for await (const chunk of await open(path)) {
        const text = chunk as Buffer;
        length += text.length;
        for (const byte of text) if (byte === 10) lines += 1;
        if (lines < (heap.length + 1) * (ENTRIES / 10)) continue;
        collectGarbage();
        heap.push(process.memoryUsage().heapUsed);
      }
      expect(lines).to.be.within(ENTRIES, ENTRIES + 50);
      expect(length).to.be.above(2 * GROWTH_MAX);
      expect(Math.max(...heap.slice(1)) - heap[0]!).to.be.below(GROWTH_MAX);
    });
  }

  it('stops reading the database when its reader is gone', async () => {
    const response = await open('/wallet/history.json');
    await once(response, 'data');
    response.destroy();
    await until(() => over, 'the end of reading');
    expect(read).to.be.below(BATCHES / 2);
  });

  it('waits for a slow reader, and goes on when they do', async () => {
    const response = await open('/wallet/history.json');
    await once(response, 'readable');
    // What fits into the sockets' buffers is read ahead; then nothing more, until somebody takes it.
    let before = -1;
    await until(async () => {
      const still = read === before;
      before = read;
      await new Promise((resolve) => setTimeout(resolve, 150));
      return still && read === before;
    }, 'a standstill');
    expect([over, read < BATCHES]).to.deep.equal([false, true]);
    let length = 0;
    for await (const chunk of response) length += (chunk as Buffer).length;
    expect([over, read]).to.deep.equal([true, BATCHES]);
    expect(length).to.be.above(2 * GROWTH_MAX);
  });
});

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

async function insertTurns({ database }: TestGame, playerId: string): Promise<void> {
  const usage = { input: 800, cacheRead: 2_000, cacheWrite: 0, output: 150 };
  for (let from = 0; from < ENTRIES; from += 10_000) {
    const rows = Array.from({ length: 10_000 }, (_, offset) => {
      const index = from + offset;
      const ids = { turnId: `${index}`, journeyId: `journey-${index % 300}`, worldId: 'drowned-light', narratorId: 'hearth' };
      return {
        ...{
          _id: `turn:journey-${index % 300}:${index}`,
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
