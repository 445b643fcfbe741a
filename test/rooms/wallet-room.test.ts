/** The wallet room through real sockets: one's own wallet in every window, whatever moves it and wherever that happened. */
import { randomUUID } from 'node:crypto';
import { Client } from '@colyseus/sdk';
import type { Room } from '@colyseus/sdk';
import { expect } from 'chai';
import type { LiveWallet, WalletWatch } from '#sdk/index.ts';
import { credits } from '#core/money/microcredits.ts';
import { nextUtcMidnight } from '#core/wallet/wallet.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import { startRelay } from '#server/scripts/cuttable-relay.ts';
import type { RunningServer } from '#server/start-server.ts';
import { GameClient } from '#sdk/index.ts';
import { breakFeed, killFeed } from '../support/feed-faults.ts';
import { rejection, short, signIn, together, until } from '../support/players.ts';
import type { TestPlayer } from '../support/players.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';

describe('the wallet room', () => {
  let server: RunningServer;
  let scripts: Script[] = [];
  let aheadMs = 0;
  /** What another process has. */
  let elsewhere: WalletStore;
  let database: Database;
  let ana: TestPlayer;

  before(async () => {
    server = await startTestServer({
      narrators: scriptedOfferings(() => scripts.shift() ?? {}),
      clock: () => new Date(Date.now() + aheadMs),
    });
    database = await openDatabase(server.mongodbUri);
    elsewhere = createWalletStore(database);
  });
  beforeEach(async () => {
    scripts = [];
    ana = await signIn(server);
  });
  after(async () => {
    await database.close();
    await server.stop();
  });

  const give = (amount: number, { playerId }: TestPlayer = ana) =>
    elsewhere.adjust({ id: randomUUID(), playerId, amount: credits(amount), reason: 'for a test', by: 'test', at: new Date() });
  const seen = (watch: WalletWatch): LiveWallet[] => {
    const all: LiveWallet[] = [];
    watch.on('change', (shown) => all.push(shown));
    return all;
  };
  /** What the REST API says of the same. */
  async function expectAsInHistory(watch: WalletWatch, { client }: TestPlayer = ana): Promise<void> {
    const [wallet, { rows }] = await Promise.all([client.api.wallet.get(), client.api.wallet.history({ limit: 20 })]);
    expect(watch.wallet).to.deep.equal(wallet);
    expect(watch.entries).to.deep.equal(rows);
  }
  /** A bare socket, as somebody who wrote their own client would have. */
  async function bareRoom(): Promise<Room<unknown, unknown>> {
    const room = await new Client(server.url).consumeSeatReservation(await ana.client.api.wallet.seat());
    room.onMessage('*', () => undefined);
    return room;
  }
  /** Counts how often the room looks. */
  function readsOf({ playerId }: TestPlayer): { count: number; end(): void } {
    const players = { ...server.players };
    const reads = { count: 0, end: () => void Object.assign(server.players, players) };
    const find = (id: string) => {
      if (id === playerId) reads.count += 1;
      return players.find(id);
    };
    Object.assign(server.players, { find });
    return reads;
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'fine',
      (failure: unknown) => (failure as { code?: string }).code ?? (failure as Error).message,
    );

  it('shows a new wallet at once, and every turn: what it holds, what it cost, the free ones left', async () => {
    const watch = await ana.client.watchWallet();
    expect(watch.wallet).to.include({ available: 0, held: 0, freeTurnsLeft: 3 });
    expect(watch.entries).to.deep.equal([]);
    const [session] = await together([ana]);
    await give(1_000);
    await until(() => watch.wallet.available === 1_000_000_000);
    await session!.chooseNarrator('astral-lumen');
    scripts = [{ pieces: ['A while. ', 'A while longer.'], pauseMs: 400 }];
    const acting = session!.act('I look around.');
    await until(() => watch.wallet.held > 0, 'the hold');
    const outcome = await acting;
    expect(short(outcome)).to.equal('settled');
    await until(() => watch.entries.length === 2);
    await session!.chooseNarrator('hearth');
    await session!.act('I look again, for free.');
    await until(() => watch.entries.length === 3);
    expect(watch.wallet).to.include({ held: 0, freeTurnsLeft: 2 });
    const charged = outcome.type === 'settled' ? outcome.receipt.charged : 0;
    expect(watch.entries.map(({ kind, amount, balance }) => [kind, amount, balance])).to.deep.equal([
      ['turn', 0, 1_000_000_000 - charged],
      ['turn', -charged, 1_000_000_000 - charged],
      ['adjust', 1_000_000_000, 1_000_000_000],
    ]);
    await expectAsInHistory(watch);
    await Promise.all([session!.leave(), watch.leave()]);
  });

  it('shows the same in every window, and what another process books', async () => {
    const [session] = await together([ana]);
    const watches = await Promise.all(Array.from({ length: 4 }, () => ana.client.watchWallet()));
    const orders = watches.map(seen);
    await Promise.all(Array.from({ length: 30 }, () => give(10)));
    await give(-50);
    await until(() => watches.every(({ wallet }) => wallet.available === 250_000_000));
    await until(() => watches.every(({ entries }) => entries[0]?.balance === 250_000_000));
    for (const watch of watches) await expectAsInHistory(watch);
    await until(() => session!.state.me?.wallet.available === 250_000_000, 'the journey to know as well');
    for (const shown of orders) {
      const seqs = shown.map(({ seq }) => seq);
      expect(seqs).to.deep.equal([...seqs].sort((a, b) => a - b));
      // Of one moment: the newest row is the one that left this balance.
      for (const { wallet, entries } of shown) expect(entries[0]?.balance).to.equal(wallet.available + wallet.held);
    }
    expect(watches[0]?.entries).to.have.length(20);
    await Promise.all([session!.leave(), ...watches.map((watch) => watch.leave())]);
  });

  it('tells what a turn did once, though it hears of it twice', async () => {
    const [session] = await together([ana]);
    const watch = await ana.client.watchWallet();
    const shown = seen(watch);
    await session!.act('I look.');
    await until(() => watch.entries.length === 1);
    const told = shown.length;
    const reads = readsOf(ana);
    for (let read = 1; read <= 3; read++) {
      server.shop.walletNews.publish({ playerId: ana.playerId, seq: 1e9 });
      await until(() => reads.count >= read, 'another look at the wallet');
    }
    await give(1);
    await until(() => watch.wallet.available === 1_000_000);
    reads.end();
    const states = shown.map(({ seq, entries }) => `${seq} ${entries[0]?.key}`);
    expect(states).to.deep.equal([...new Set(states)]);
    expect(shown.length).to.equal(told + 1);
    await Promise.all([session!.leave(), watch.leave()]);
  });

  it('is one’s own: other players’ turns and credits do not show', async () => {
    const ben = await signIn(server);
    const [watch, other] = [await ana.client.watchWallet(), await ben.client.watchWallet()];
    const shown = seen(other);
    await give(5);
    await until(() => watch.wallet.available === 5_000_000);
    await give(7, ben);
    await until(() => other.wallet.available === 7_000_000);
    expect(shown.every(({ entries }) => entries.every(({ amount }) => amount === 7_000_000))).to.equal(true);
    await Promise.all([watch.leave(), other.leave()]);
  });

  it('lets nobody in without a seat of their own', async () => {
    const ben = await signIn(server);
    const watch = await ana.client.watchWallet();
    const anasRoom = (await ana.client.api.wallet.seat()).roomId;
    expect(await codeOf(new GameClient({ url: server.url }).watchWallet())).to.equal('UNAUTHENTICATED');
    const bensSeat = await ben.client.api.wallet.seat();
    expect(bensSeat.roomId).to.not.equal(anasRoom);
    const intruder = new Client(server.url);
    intruder.auth.token = ben.client.token ?? '';
    for (const attempt of [
      () => intruder.joinOrCreate('wallet', { playerId: ana.playerId }),
      () => intruder.create('wallet', { playerId: ana.playerId }),
      () => intruder.join('world-live', { worldId: 'drowned-light' }),
      () => intruder.joinById(anasRoom, { playerId: ana.playerId }),
      () => intruder.consumeSeatReservation({ ...bensSeat, roomId: anasRoom }),
      () => intruder.consumeSeatReservation({ ...bensSeat, roomId: anasRoom, sessionId: ana.playerId }),
    ]) {
      expect(await codeOf(attempt())).to.not.equal('fine');
    }
    expect(watch.status).to.equal('live');
    await watch.leave();
  });

  it('answers what it does not know by code, and stays', async () => {
    const watch = await ana.client.watchWallet();
    const room = await bareRoom();
    for (const name of ['act', 'wallet', '__proto__', '']) {
      expect((await rejection(room.request(name, { playerId: ana.playerId }))).code, name).to.equal('UNKNOWN_MESSAGE');
    }
    room.send('wallet', { seq: 1e9 });
    room.sendBytes('wallet', new Uint8Array([1, 2, 3]));
    await give(3);
    await until(() => watch.wallet.available === 3_000_000);
    expect(room.connection.isOpen).to.equal(true);
    await Promise.all([room.leave(), watch.leave()]);
  });

  it('opens in eight windows and no ninth', async () => {
    const seats = [];
    for (let count = 0; count < 8; count++) seats.push(await bareRoom());
    const ninth = bareRoom();
    expect(
      await ninth.then(
        () => 'in',
        (failure: unknown) => (failure as Error).message,
      ),
    ).to.equal('TOO_MANY_CONNECTIONS');
    await Promise.all(seats.map((room) => room.leave()));
  });

  it('ends with the sign-in, everywhere', async () => {
    const watches = [await ana.client.watchWallet(), await ana.client.watchWallet()];
    const errors: string[] = [];
    for (const watch of watches) watch.on('error', ({ code }) => errors.push(code));
    await ana.client.signOut();
    await until(() => watches.every(({ status }) => status === 'closed'));
    expect(errors).to.deep.equal(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  });

  it('comes back after a drop, with what happened meanwhile', async () => {
    const relay = await startRelay(server.url);
    const client = new GameClient({ url: relay.url, token: ana.client.token ?? '' });
    const watch = await client.watchWallet();
    const statuses: string[] = [];
    watch.on('status', (status) => statuses.push(status));
    relay.cut();
    await give(9);
    await until(() => watch.status === 'live' && watch.wallet.available === 9_000_000);
    expect(statuses).to.deep.equal(['reconnecting', 'live']);
    await give(1);
    await until(() => watch.wallet.available === 10_000_000);
    await expectAsInHistory(watch);
    await watch.leave();
    relay.close();
  });

  it('is right again after the feed was killed or broke off', async () => {
    const watch = await ana.client.watchWallet();
    await killFeed(server.database);
    await give(1);
    await until(() => watch.wallet.available === 1_000_000);
    await breakFeed(server.database);
    for (let count = 0; count < 10; count++) await give(1);
    await until(() => watch.wallet.available === 11_000_000);
    await expectAsInHistory(watch);
    await watch.leave();
  });

  it('[TN2] has the day’s free turns back at UTC midnight by itself', async () => {
    const [session] = await together([ana]);
    const watch = await ana.client.watchWallet();
    await session!.act('I look.');
    await until(() => watch.wallet.freeTurnsLeft === 2);
    await session!.leave();
    const before = watch.wallet.freeTurnsResetAt;
    aheadMs = nextUtcMidnight(new Date()).getTime() - Date.now();
    await until(() => watch.wallet.freeTurnsLeft === 3);
    expect(watch.wallet.freeTurnsResetAt > before).to.equal(true);
    await watch.leave();
  });
});
