/** A database that fails in the middle of money: conflicts, lost answers, commits nobody heard of. Everything happens once. */
import { expect } from 'chai';
import type { Document } from 'mongodb';
import { credits } from '#core/money/microcredits.ts';
import type { SettleOrder } from '#core/turns/turn-store.ts';
import { availableIn, heldIn } from '#core/wallet/wallet.ts';
import type { PlayedTurn, PlayOptions, TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';

const WRITE_CONFLICT = { errorCode: 112, errorLabels: ['TransientTransactionError'] };
const NO_SUCH_TRANSACTION = { errorCode: 251, errorLabels: ['TransientTransactionError'] };
/** The write happened; its answer says that nobody knows. */
const ANSWER_LOST = { writeConcernError: { code: 91, errmsg: 'shutting down' }, errorLabels: ['RetryableWriteError'] };

describe('a failing database', () => {
  let test: TestGame;
  /** The server's count of failures once those that a test asked for have happened. */
  let failuresWanted: number | null = null;
  before(async () => (test = await startTestGame()));
  afterEach(async () => {
    const { count } = await configure({ mode: 'off' });
    expect(count, 'how often the database has failed').to.equal(failuresWanted ?? count);
    failuresWanted = null;
    await test.assertBooks();
  });
  after(() => test.end());

  const CASES: [title: string, times: number, fails: Document][] = [
    ['two write conflicts on the wallet', 2, { failCommands: ['findAndModify'], collection: 'wallets', ...WRITE_CONFLICT }],
    ['a write conflict on the journey', 1, { failCommands: ['update'], collection: 'journeys', ...WRITE_CONFLICT }],
    ['a connection that closes at the entry', 1, { failCommands: ['insert'], collection: 'entries', closeConnection: true }],
    ['a connection that closes at the commit', 1, { failCommands: ['commitTransaction'], closeConnection: true }],
    ['two commits with an unknown outcome', 2, { failCommands: ['commitTransaction'], ...ANSWER_LOST }],
    ['a commit of a transaction that the server lost', 1, { failCommands: ['commitTransaction'], ...NO_SUCH_TRANSACTION }],
  ];
  for (const [title, times, fails] of CASES) {
    it(`[LG7] settles once: ${title}`, async () => {
      const { played, spent, journeyId } = await playWhile(times, fails);
      expect(played.resolved).to.include({ state: 'settled' });
      await expectOnce(played, journeyId);
      expect(spent).to.equal(played.turn?.charged);
    });

    if (fails['collection'] === 'journeys') continue; // a release without text does not write the journey
    it(`[LG7] releases once: ${title}`, async () => {
      const stop = new AbortController();
      stop.abort();
      const { played, spent } = await playWhile(times, fails, { signal: stop.signal });
      expect(played.resolved).to.include({ state: 'released', reason: 'cancelled' });
      expect(spent).to.equal(0n);
      expect(await test.database.entries.countDocuments({ _id: played.resolved.key })).to.equal(1);
    });
  }

  const LOST_HOLDS: [title: string, fails: Document][] = [
    ['never arrived', { closeConnection: true }],
    ['was done, and its answer lost', ANSWER_LOST],
    ['met a write conflict', WRITE_CONFLICT],
    ['met a transaction that the server lost', NO_SUCH_TRANSACTION],
  ];
  for (const [title, fails] of LOST_HOLDS) {
    it(`[LG7][LG6] holds once when the write ${title}`, async () => {
      const ana = await test.player({ bonus: 10_000 });
      const journey = await test.journey(ana);
      await failNext(1, { failCommands: ['update'], collection: 'wallets', ...fails });
      const played = await test.play(journey, ana, {
        narratorId: 'astral-lumen',
        onEvent: async (event) => {
          if (event.type !== 'turn-held') return;
          const wallet = await test.wallets.find(ana.id);
          expect(wallet.holds.map(({ key }) => key)).to.deep.equal([event.hold.key]);
          expect(heldIn(wallet)).to.equal(event.hold.ceiling);
          expect(event.wallet).to.deep.equal(wallet);
        },
      });
      await expectOnce(played, journey.id);
    });
  }

  it('[LG7][LG2] adjusts once when nobody heard of the commit', async () => {
    const ana = await test.player();
    for (const fails of [ANSWER_LOST, NO_SUCH_TRANSACTION, { closeConnection: true }]) {
      const before = availableIn(await test.wallets.find(ana.id));
      await failNext(1, { failCommands: ['commitTransaction'], ...fails });
      const order = {
        id: JSON.stringify(fails),
        playerId: ana.id,
        amount: credits(7),
        reason: 'goodwill',
        by: 'op',
        at: new Date(),
      };
      expect(availableIn(await test.wallets.adjust(order)) - before).to.equal(credits(7));
    }
  });

  it('[LG7] an error that is not of the moment goes through, and the hold stays for its release', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    const played = await test.play(journey, ana, {
      narratorId: 'astral-lumen',
      onEvent: async ({ type }) => {
        if (type === 'turn-held') await failNext(1, { failCommands: ['insert'], collection: 'turns', errorCode: 2 });
      },
    });
    expect(played.resolved).to.include({ state: 'released', reason: 'narrator-failed' });
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(10_000));
  });

  it('[LG6] the same settlement again, and a release after it, are answered with the first', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    const { turns } = test.game;
    const original = { ...turns };
    const orders: SettleOrder[] = [];
    Object.assign(turns, { settle: (order: SettleOrder) => (orders.push(order), original.settle(order)) });
    const { resolved } = await test.play(journey, ana, { narratorId: 'astral-lumen' });
    Object.assign(turns, original);
    const [order] = orders;
    const release = { hold: order!.hold, reason: 'expired' as const, at: new Date(), incomplete: null };
    for (const answer of [await turns.settle(order!), await turns.release(release), await turns.settle(order!)])
      expect(answer).to.deep.equal({ ...resolved, wallet: null });
  });

  /** Plays a turn of a rich player on whom the fail point falls once the hold is taken. */
  async function playWhile(times: number, fails: Document, options: PlayOptions = {}) {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    const played = await test.play(journey, ana, {
      narratorId: 'astral-lumen',
      ...options,
      onEvent: async ({ type }) => {
        if (type === 'turn-held') await failNext(times, fails);
      },
    });
    const wallet = await test.wallets.find(ana.id);
    expect(wallet.holds).to.deep.equal([]);
    return { played, spent: credits(10_000) - availableIn(wallet), journeyId: journey.id };
  }

  async function expectOnce({ resolved }: PlayedTurn, journeyId: string): Promise<void> {
    const { entries, turns, journeys } = test.database;
    expect(await entries.countDocuments({ _id: resolved.key })).to.equal(1);
    expect(await turns.countDocuments({ journeyId })).to.equal(1);
    expect(await journeys.findOne({ _id: journeyId })).to.include({ n: 1, head: resolved.key });
  }

  async function failNext(times: number, { collection, ...data }: Document): Promise<void> {
    const namespace = collection === undefined ? {} : { namespace: `${test.database.db.databaseName}.${String(collection)}` };
    const { count } = await configure({ mode: { times }, data: { ...data, ...namespace } });
    expect(count, 'how often the database has failed').to.equal(failuresWanted ?? count);
    failuresWanted = Number(count) + times;
  }

  /** Answers with how often the fail point has struck since the server started. */
  function configure(setting: Document): Promise<Document> {
    return test.database.client.db('admin').command({ configureFailPoint: 'failCommand', ...setting });
  }
});
