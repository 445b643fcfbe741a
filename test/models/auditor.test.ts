/** The auditor: silent over clean books however long and busy they are. What it finds is in `auditor-faults.test.ts`. */
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import type { Player } from '#core/players/player.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import { AuditRun } from '#models/audit/audit-run.ts';
import { auditWallets } from '#models/audit/audit-wallets.ts';
import { audit } from '#models/audit/audit.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import { SEED } from '../core/property.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';
import { bookStanding, buy, rollAndPay } from './audited-books.ts';
import { codeOf } from './code-of.ts';
import { writeLongJournal } from './long-journal.ts';

/** What narrations do, one after the other. */
const ENDS = ['complete', 'complete', 'throw', 'length', 'complete', 'refused'] as const;
const MOVES = ['paid', 'free', 'repeat', 'stop', 'expire', 'take over', 'give', 'take'] as const;

describe(`the auditor (seed ${SEED})`, () => {
  let test: TestGame;
  before(async () => {
    const narrators = scriptedOfferings((count) => ({ end: ENDS[count % ENDS.length]!, pieces: count % 5 === 3 ? [] : ['On.'] }));
    test = await startTestGame({ narrators, environment: { WELCOME_GRANT_CREDITS: '40' } });
  });
  after(() => test.end());
  const faultsNow = async () => (await audit(test.database, test.game.prices)).faults;

  it('[LG8] finds nothing after 120 random moves by four players at once', async () => {
    const kinds = ['account', 'guest', 'account', 'guest'] as const;
    const players = await Promise.all(kinds.map((kind) => test.player({ kind, bonus: 60, purchase: 200 })));
    const [moves] = fc.sample(fc.array(fc.constantFrom(...MOVES), { minLength: 30, maxLength: 30 }), { seed: SEED, numRuns: 1 });
    const journeys = await Promise.all(players.map((player) => test.journey(player)));
    await Promise.all(
      players.map((player, index) => playAll(player, journeys[index]!, [...moves!.slice(index), ...moves!.slice(0, index)])),
    );
    expect(await faultsNow()).to.deep.equal([]);
    const { books, counted } = await audit(test.database, test.game.prices);
    expect(
      [...books.values()].reduce((sum, amount) => sum + amount, 0n),
      '[LG1] all books together',
    ).to.equal(0n);
    expect(counted.entries).to.be.above(60);
    expect((books.get('creators') ?? 0n) > 0n && (books.get('platform:revenue') ?? 0n) > 0n).to.equal(true);
  });

  async function playAll(player: Player, journey: LiveJourney, moves: readonly (typeof MOVES)[number][]): Promise<void> {
    const paid = { narratorId: 'astral-lumen' };
    let live = journey;
    for (const move of moves) {
      test.setTime(new Date(test.game.clock().getTime() + 4 * 60_000)); // so that no three stops come in ten minutes, and the day turns
      const amount = move === 'give' ? 30_000_000n : -5_000_000n;
      const order = { id: randomUUID(), playerId: player.id, amount, reason: move, by: 'op', at: new Date() };
      const repeated = { ...paid, turnId: randomUUID() };
      const when = (act: () => Promise<unknown>) => ({
        ...paid,
        onEvent: async ({ type }: { type: string }) => {
          if (type === 'turn-held') await act();
        },
      });
      const done = {
        paid: () => test.play(live, player, paid),
        free: () => test.play(live, player),
        repeat: () => Promise.all([test.play(live, player, repeated), test.play(live, player, repeated)]),
        stop: () => test.play(live, player, { signal: AbortSignal.abort() }),
        expire: () =>
          test.play(
            live,
            player,
            when(() => releaseExpiredHolds(test.database, test.game.turns, new Date(test.game.clock().getTime() + 600_000))),
          ),
        'take over': () =>
          test.play(
            live,
            player,
            when(async () => {
              live = new LiveJourney(await test.journeys.claim(live.id, { processId: test.processes.processId, roomId: 'next' }));
            }),
          ),
        give: () => test.wallets.adjust(order),
        take: () => test.wallets.adjust(order),
      }[move]();
      const code = await codeOf(done);
      expect(code).to.be.oneOf(['none', 'OUT_OF_CREDITS', 'SLOW_DOWN', 'ADJUSTMENT_TOO_LARGE']);
    }
  }
});

describe('the auditor beside a running server', () => {
  let test: TestGame;
  before(async () => {
    test = await startTestGame({ environment: { WELCOME_GRANT_CREDITS: '40' } });
  });
  after(() => test.end());

  it('[LG8] finds nothing while turns, adjustments, refunds, purchases, payouts and departures go on', async () => {
    const players = await Promise.all(
      Array.from({ length: 4 }, () => test.player({ kind: 'account', bonus: 500, purchase: 500 })),
    );
    let working = true;
    const work = Promise.all([...players.map(playOn), ...players.map(buyOn), comeAndGo()]).finally(() => {
      working = false;
    });
    const paying = payOn();
    const found: AuditFault[] = [];
    let audits = 0;
    for (; working; audits++) found.push(...(await audit(test.database, test.game.prices)).faults);
    await Promise.all([work, paying]);
    expect(found).to.deep.equal([]);
    expect(audits).to.be.above(1);
    await test.assertBooks();

    async function payOn(): Promise<void> {
      while (working) await rollAndPay(test);
    }
  });

  async function playOn(player: Player): Promise<void> {
    const journey = await test.journey(player);
    for (let round = 0; round < 6; round++) {
      const { resolved } = await test.play(journey, player, { narratorId: 'astral-lumen' });
      await test.play(journey, player);
      if (round % 3 === 0) await test.play(journey, player, { narratorId: 'astral-lumen', signal: AbortSignal.abort() });
      await test.refundTurn({ ...resolved, reason: 'again', by: 'op', at: new Date() });
    }
  }

  /** Buys, spends it, and gets the money back in two parts: debt that the next purchase repays. */
  async function buyOn(player: Player): Promise<void> {
    for (let round = 0; round < 4; round++) {
      const purchase = await buy(test, player);
      const order = { id: randomUUID(), playerId: player.id, amount: -90_000_000n, reason: 'spent', by: 'op', at: new Date() };
      await codeOf(test.wallets.adjust(order));
      const half = await bookStanding(test, purchase, { refunded: purchase.paid / 2 });
      await bookStanding(test, half, { refunded: purchase.paid / 2, disputed: purchase.paid });
    }
  }

  async function comeAndGo(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      const player = await test.player({ kind: 'account', bonus: 20 });
      await test.departures.leave(player.id, new Date());
    }
  }
});

describe('the auditor of long books', function () {
  this.timeout(120_000);
  const ENTRIES = 20_000;
  let test: TestGame;
  before(async () => {
    test = await startTestGame();
    const player = await test.player({ bonus: 100_000_000 });
    const { resolved } = await test.play(await test.journey(player), player, { narratorId: 'astral-lumen' });
    await writeLongJournal(test, player, resolved.key, ENTRIES);
  });
  after(() => test.end());

  it(`[LG8] holds no more in memory after ${ENTRIES} entries than at the start`, async () => {
    const heap = heapWatch();
    const { faults, counted } = await audit(test.database, test.game.prices, { onProgress: () => heap.batch() });
    const grown = heap.stop();
    expect(faults).to.deep.equal([]);
    expect(counted.entries).to.be.above(ENTRIES);
    expect(grown.samples).to.be.above(5);
    // Their keys alone would be more.
    expect(grown.bytes, 'grown').to.be.below(5_000_000);
  });
});

describe('the auditor', () => {
  const ENTRIES = 1_200;
  let test: TestGame;
  before(async () => {
    test = await startTestGame();
    const player = await test.player({ bonus: 1_000_000 });
    const { resolved } = await test.play(await test.journey(player), player, { narratorId: 'astral-lumen' });
    await writeLongJournal(test, player, resolved.key, ENTRIES);
  });
  after(() => test.end());

  it('[LG8] tells every fault, and keeps the first thousand', async () => {
    await test.database.entries.updateMany({ kind: 'turn' }, { $set: { hash: '' } });
    let told = 0;
    const report = await audit(test.database, test.game.prices, { onFault: () => (told += 1) });
    expect(report.faults).to.have.length(1_000);
    expect(report.faultCount).to.equal(ENTRIES + 1);
    expect(told).to.equal(report.faultCount);
    await test.database.entries.updateMany({ kind: 'turn' }, { $set: { hash: 'hash' } });
  });

  it('ends when it is told to', async () => {
    const stopping = new AbortController();
    let batches = 0;
    const stopped = audit(test.database, test.game.prices, {
      signal: stopping.signal,
      onProgress() {
        batches += 1;
        stopping.abort();
      },
    });
    const failure = await stopped.then(() => null).catch((reason: unknown) => reason as Error);
    expect([failure?.name, batches]).to.deep.equal(['AbortError', 1]);
  });

  it('[LG8] reads fewer wallets at once when the server forgets what was, and tells of one that it cannot read', async () => {
    const players = await Promise.all(Array.from({ length: 4 }, () => test.player({ bonus: 5 })));
    await test.database.wallets.updateOne({ _id: players[0]!.id }, { $inc: { 'pockets.bonus': 1n } });
    const count = await test.database.wallets.countDocuments();
    const walletsWith = async (mode: 'alwaysOn' | 'off' | { times: number }) => {
      const data = { failCommands: ['find'], namespace: `${test.database.db.databaseName}.entries`, errorCode: 239 };
      const fail = (when: typeof mode) =>
        test.database.client.db('admin').command({ configureFailPoint: 'failCommand', mode: when, data });
      await fail(mode);
      const run = new AuditRun({});
      await auditWallets(test.database, run).finally(() => fail('off'));
      return { faults: run.faults.map(({ document }) => document), unread: run.unread.length, wallets: run.counted.wallets };
    };
    const found = { faults: [`wallets/${players[0]!.id}`], unread: 0, wallets: count };
    for (const times of [1, 2, 3]) expect(await walletsWith({ times })).to.deep.equal(found);
    expect(await walletsWith('alwaysOn')).to.deep.equal({ faults: [], unread: count, wallets: count });
    expect(await walletsWith('off')).to.deep.equal(found);
    await test.database.wallets.updateOne({ _id: players[0]!.id }, { $inc: { 'pockets.bonus': -1n } });
  });

  it('[LG6] counts holds that nobody released, which are no fault', async () => {
    const player = await test.player({ bonus: 100_000 });
    test.setTime(new Date(Date.now() - 3_600_000));
    const journey = await test.journey(player);
    const { counted, faults } = await new Promise<Awaited<ReturnType<typeof audit>>>((resolve, reject) => {
      const onEvent = async ({ type }: { type: string }) => {
        if (type === 'turn-held') resolve(await audit(test.database, test.game.prices));
      };
      test.play(journey, player, { narratorId: 'astral-lumen', onEvent }).catch(reject);
    });
    expect([counted.overdueHolds, faults]).to.deep.equal([1, []]);
  });
});

/** How much the heap grows beyond what it was at the start, garbage not counted. */
function heapWatch() {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const used: number[] = [];
  const look = () => {
    collectGarbage();
    used.push(process.memoryUsage().heapUsed);
  };
  let timer: NodeJS.Timeout | undefined;
  let batches = 0;
  return {
    batch() {
      timer ??= setInterval(look, 1_000); // meanwhile: a whole long history is one batch
      if (batches++ % 10 === 0) look();
    },
    stop() {
      clearInterval(timer);
      return { samples: used.length, bytes: Math.max(...used) - used[0]! };
    },
  };
}
