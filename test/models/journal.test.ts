/** The journal under everything that moves money: inserted into, never edited; and what a turn's transaction touches. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';
import { changesSince, oplogNow } from './oplog.ts';

describe('the journal', () => {
  let test: TestGame;
  let failing = false;
  before(async () => {
    test = await startTestGame({ narrators: scriptedOfferings(() => (failing ? { end: 'throw' } : {})) });
  });
  afterEach(() => test.assertBooks());
  after(() => test.end());

  it('[LG3] is only inserted into, whatever happens: turns settled, free, failed, repeated, expired, taken over; adjustments, debt', async () => {
    const mark = await oplogNow(test.database);
    const account = await test.player({ kind: 'account', bonus: 5_000 });
    const journey = await test.journey(account);
    const paid = { narratorId: 'astral-lumen', turnId: randomUUID() };
    await test.play(journey, account);
    await Promise.all([test.play(journey, account, paid), test.play(journey, account, paid)]);
    await test.play(journey, account, paid);
    failing = true;
    await test.play(journey, account, { narratorId: 'astral-lumen' });
    failing = false;
    await test.play(journey, account, {
      narratorId: 'astral-lumen',
      onEvent: async ({ type }) => {
        if (type === 'turn-held') await releaseExpiredHolds(test.database, test.game.turns, new Date(Date.now() + 600_000));
      },
    });
    await test.play(journey, account, {
      narratorId: 'astral-lumen',
      onEvent: async ({ type }) => {
        if (type === 'turn-held') await test.journeys.claim(journey.id, { processId: test.processes.processId, roomId: 'next' });
      },
    });
    const order = { id: randomUUID(), playerId: account.id, amount: credits(-5), reason: 'taken', by: 'op', at: new Date() };
    await test.wallets.adjust(order);
    await test.wallets.adjust(order);
    await test.players.open({ id: account.id, userId: null, kind: 'account', name: 'again' });

    const onEntries = (await changesSince(test.database, mark)).filter(({ collection }) => collection === 'entries');
    expect(onEntries.filter(({ op }) => op !== 'insert')).to.deep.equal([]);
    // welcome, bonus, free turn, one paid turn, failed, expired, interrupted, taken
    expect(onEntries).to.have.length(8);
    expect(new Set(onEntries.map(({ id }) => id)).size).to.equal(8);
  });

  it('[LG5] a turn changes its payer’s wallet and its journey, and inserts: nothing that turns share', async () => {
    const buyer = await test.player({ purchase: 5_000 });
    const journey = await test.journey(buyer);
    const mark = await oplogNow(test.database);
    const { resolved } = await test.play(journey, buyer, { narratorId: 'astral-lumen' });
    const changes = (await changesSince(test.database, mark)).filter(({ collection }) => collection !== 'processes');
    expect(changes).to.deep.equal([
      { collection: 'wallets', op: 'update', id: buyer.id },
      { collection: 'wallets', op: 'update', id: buyer.id },
      { collection: 'journeys', op: 'update', id: journey.id },
      { collection: 'entries', op: 'insert', id: resolved.key },
      { collection: 'turns', op: 'insert', id: resolved.key },
      { collection: 'accruals', op: 'insert', id: resolved.key },
    ]);
  });

  it('[LG7] tells a turn only after its commit', async () => {
    const ana = await test.player({ bonus: 5_000 });
    const journey = await test.journey(ana);
    await test.play(journey, ana, {
      narratorId: 'astral-lumen',
      onEvent: async (event) => {
        if (event.type !== 'turn-ended') return;
        expect(await test.database.entries.countDocuments({ _id: event.resolved.key })).to.equal(1);
        expect(event.resolved.wallet).to.deep.equal(await test.wallets.find(ana.id));
      },
    });
  });

  it('[LG7] reads without a read concern of the client, which would switch snapshots off', async () => {
    expect(test.database.client.options.readConcern).to.equal(undefined);
    await using session = test.database.client.startSession({ snapshot: true });
    const { entries } = test.database;
    const before = await entries.countDocuments({}, { session });
    await test.player({ bonus: 1 });
    expect(await entries.countDocuments({}, { session })).to.equal(before);
  });
});
