/** Wallets on a real mongod: opened once, never negative, debt repaid first. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { UpdateFilter } from 'mongodb';
import { credits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import { availableIn } from '#core/wallet/wallet.ts';
import type { WalletDocument } from '#models/documents/wallet-document.ts';
import { bookDebt } from '../support/book-debt.ts';
import type { PlayOptions, TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { until } from '../support/players.ts';
import { codeOf } from './code-of.ts';

describe('wallets', () => {
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  it('[LG2] open once, with one welcome grant, however often and how many at once', async () => {
    for (let round = 0; round < 5; round++) {
      const userId = randomUUID();
      const opening = () => test.players.open({ userId, kind: 'account', name: 'Ana' });
      const opened = await Promise.all(Array.from({ length: 12 }, opening));
      const again = await opening();
      expect(new Set([...opened, again].map(({ id }) => id)).size).to.equal(1);
      expect((await test.wallets.find(again.id)).pockets).to.deep.equal({ ...NO_CREDITS, grant: credits(200) });
      expect(await test.database.entries.countDocuments({ parties: again.id })).to.equal(1);
    }
  });

  it('[LG2] open with their player or not at all: nobody meets a player without a wallet', async () => {
    const userId = randomUUID();
    const failNext = (setting: object) =>
      test.database.client.db('admin').command({ configureFailPoint: 'failCommand', ...setting });
    const namespace = `${test.database.db.databaseName}.wallets`;
    await failNext({ mode: { times: 1 }, data: { failCommands: ['insert'], namespace, errorCode: 2 } });
    const opening = () => test.players.open({ userId, kind: 'account', name: 'Ana' });
    await opening().catch(() => undefined);
    expect(await test.players.findByUser(userId)).to.equal(null);

    const found = until(async () => {
      const player = await test.players.findByUser(userId);
      return player !== null && (await test.wallets.find(player.id)).pockets.grant === credits(200);
    });
    await Promise.all([opening(), opening(), found]);
  });

  it('[LG2] a guest has no welcome grant', async () => {
    const guest = await test.player();
    expect(availableIn(await test.wallets.find(guest.id))).to.equal(0n);
    expect(await test.database.entries.countDocuments({ parties: guest.id })).to.equal(0);
  });

  const REFUSED: [title: string, update: UpdateFilter<WalletDocument>][] = [
    ['a negative pocket', { $inc: { 'pockets.bonus': -1n } }],
    ['negative debt', { $set: { debt: -1n } }],
    ['a pocket that is no whole number', { $set: { 'pockets.grant': 0.5 } }],
    ['a pocket that is missing', { $unset: { 'pockets.earning': '' } }],
    ['more free turns left than the day had', { $inc: { 'free.used': -1 } }],
    ['a seventeenth hold', { $push: { holds: { $each: Array.from({ length: 17 }, () => ({}) as never) } } }],
  ];
  for (const [title, update] of REFUSED) {
    it(`[LG4] the database refuses ${title}`, async () => {
      const ana = await test.player();
      const before = await test.database.wallets.findOne({ _id: ana.id });
      const refusal = await test.database.wallets.updateOne({ _id: ana.id }, update).catch((failure: unknown) => failure);
      expect(refusal).to.have.property('code', 121);
      expect(await test.database.wallets.findOne({ _id: ana.id })).to.deep.equal(before);
    });
  }

  it('[LG4] sixteen turns at once, and no more', async () => {
    const ana = await test.player({ bonus: 100_000 });
    const gate = Promise.withResolvers<undefined>();
    let arrived = 0;
    const playing = Array.from({ length: 20 }, async () => {
      const options: PlayOptions = {
        narratorId: 'astral-lumen',
        onEvent: async ({ type }) => {
          if (type !== 'turn-held') return;
          if (++arrived === 20) gate.resolve(undefined);
          await gate.promise;
        },
      };
      const code = await codeOf(test.play(await test.journey(ana), ana, options));
      if (code !== 'none' && ++arrived === 20) gate.resolve(undefined);
      return code;
    });
    const codes = await Promise.all(playing);
    expect(codes.filter((code) => code === 'none')).to.have.length(16);
    expect(codes.filter((code) => code === 'TOO_MANY_HOLDS')).to.have.length(4);
  });

  it('[LG4] debt blocks paid turns, not free ones, and an adjustment repays it first', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    await owe(ana, credits(30));
    expect(await codeOf(test.play(journey, ana, { narratorId: 'astral-lumen' }))).to.equal('IN_DEBT');
    expect((await test.play(journey, ana)).resolved).to.include({ state: 'settled', funding: 'free' });
    const adjust = (amount: number) =>
      test.wallets.adjust({
        ...{ id: randomUUID(), playerId: ana.id, amount: credits(amount), reason: 'goodwill', by: 'op', at: new Date() },
      });
    expect(await adjust(20)).to.deep.include({ debt: credits(10), pockets: { ...NO_CREDITS, bonus: credits(1_000) } });
    expect(await adjust(20)).to.deep.include({ debt: 0n, pockets: { ...NO_CREDITS, bonus: credits(1_010) } });
    expect(await adjust(-10)).to.deep.include({ debt: 0n, pockets: { ...NO_CREDITS, bonus: credits(1_000) } });
    expect((await test.play(journey, ana, { narratorId: 'astral-lumen' })).resolved.state).to.equal('settled');
  });

  it('[LG4] debt that comes while a turn runs is repaid from what the settled turn gives back', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    const { turn } = await test.play(journey, ana, { narratorId: 'astral-lumen', onEvent: oweWhenHeld(ana, credits(1)) });
    const wallet = await test.wallets.find(ana.id);
    expect(wallet).to.include({ debt: 0n });
    expect(availableIn(wallet)).to.equal(credits(999) - turn!.charged);
  });

  it('[LG4] and from what a released turn gives back', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    const stop = AbortSignal.abort();
    const options = { narratorId: 'astral-lumen', signal: stop, onEvent: oweWhenHeld(ana, credits(1)) };
    const { resolved } = await test.play(journey, ana, options);
    expect(resolved).to.include({ state: 'released', reason: 'cancelled' });
    const wallet = await test.wallets.find(ana.id);
    expect(wallet).to.include({ debt: 0n });
    expect(availableIn(wallet)).to.equal(credits(999));
    expect(resolved.wallet).to.deep.equal(wallet);
  });

  it('[TN4] three cancels before text slow a player down, and nobody else', async () => {
    const [ana, ben] = await Promise.all([test.player({ bonus: 1_000 }), test.player({ bonus: 1_000 })]);
    const journey = await test.journey(ana, ben);
    for (let cancel = 0; cancel < 3; cancel++) {
      const { resolved } = await test.play(journey, ana, { signal: AbortSignal.abort() });
      expect(resolved).to.include({ state: 'released', reason: 'cancelled', funding: 'free' });
    }
    expect((await test.wallets.find(ana.id)).free.used, 'and each free turn came back').to.equal(0);
    expect(await codeOf(test.play(journey, ana))).to.equal('SLOW_DOWN');
    expect((await test.play(journey, ben)).resolved.state).to.equal('settled');
  });

  function oweWhenHeld(player: Player, amount: bigint): PlayOptions['onEvent'] {
    return async ({ type }) => {
      if (type === 'turn-held') await owe(player, amount);
    };
  }

  it('[LG4] a turn that is asked for again holds for a moment; when that comes back into a debt, it repays', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    const { turnId, key } = (await test.play(journey, ana, { narratorId: 'astral-lumen' })).resolved;
    const before = availableIn(await test.wallets.find(ana.id));
    const { entries } = test.database;
    const look = entries.findOne.bind(entries);
    const isLookAtKey = ([filter]: unknown[]) => (filter as { _id?: string })._id === key;
    Object.assign(entries, {
      findOne: async (...asked: Parameters<typeof look>) => {
        if (isLookAtKey(asked)) {
          Object.assign(entries, { findOne: look });
          await owe(ana, credits(5));
        }
        return look(...asked);
      },
    });
    const again = await test.play(journey, ana, { narratorId: 'astral-lumen', turnId });
    expect(again.resolved).to.include({ key, state: 'settled' });
    const wallet = await test.wallets.find(ana.id);
    expect([wallet.debt, availableIn(wallet), wallet.holds]).to.deep.equal([0n, before - credits(5), []]);
    await test.assertBooks();
  });

  /** As a payment that was taken back leaves it. */
  async function owe({ id }: Player, amount: bigint): Promise<void> {
    await bookDebt(test.database, id, amount, new Date());
  }
});
