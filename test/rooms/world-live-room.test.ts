/** The world-live room through real sockets: for whom it is, who is there now, and figures that equal the journal's sums. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { LiveWorld, WorldWatch } from '#sdk/index.ts';
import { GameClient } from '#sdk/index.ts';
import { WORLD_MINUTES_SHOWN } from '#protocol/live.ts';
import { turnKey } from '#core/ledger/entry.ts';
import { toWire } from '#core/money/microcredits.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { entryDocument } from '#models/documents/entry-document.ts';
import { refundTurn } from '#models/refund-turn.ts';
import { startRelay } from '#server/scripts/cuttable-relay.ts';
import type { RunningServer } from '#server/start-server.ts';
import { SEED } from '../core/property.ts';
import { insertTurns, settledTurn } from '../models/settled-turns.ts';
import { breakFeed, dropFeed, feedCursors, killFeed } from '../support/feed-faults.ts';
import { give, signIn, until } from '../support/players.ts';
import type { TestPlayer } from '../support/players.ts';
import { startTestServer } from '../support/test-server.ts';

const MINUTE_MS = 60_000;

describe(`the world-live room (seed ${SEED})`, () => {
  let server: RunningServer;
  /** Another process's connection. */
  let elsewhere: Database;
  let owner: TestPlayer;
  let worldId: string;
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);

  before(async () => {
    server = await startTestServer({ clock: now, environment: { SESSION_CHECK_SECONDS: '1' } });
    elsewhere = await openDatabase(server.mongodbUri);
  });
  beforeEach(async () => {
    owner = await signIn(server);
    worldId = await publish(owner);
  });
  after(async () => {
    await elsewhere.close();
    await server.stop();
  });

  async function publish({ playerId: ownerId }: TestPlayer, id: string = randomUUID()): Promise<string> {
    const { version: _, ...world } = await server.worlds.find('drowned-light');
    await server.worlds.publish({ ...world, id, ownerId }, now());
    return id;
  }

  async function player(credits = 10_000): Promise<TestPlayer> {
    const signedIn = await signIn(server);
    await give(server, signedIn, credits);
    return signedIn;
  }

  /** What the journal says, added up entry by entry in another way than the server does. */
  async function journalSums(id = worldId, narratorId?: string) {
    const minute = Math.floor(now().getTime() / MINUTE_MS) * MINUTE_MS;
    const since = new Date(minute - (WORLD_MINUTES_SHOWN - 1) * MINUTE_MS);
    const sums = { turns: 0, spent: 0, earned: 0 };
    for await (const { kind, state, meta, at } of elsewhere.entries.find({ 'meta.worldId': id })) {
      const figures = meta as { narratorId: string; charged: bigint; creatorShare: bigint };
      if (at < since || state === 'released' || (narratorId !== undefined && narratorId !== figures.narratorId)) continue;
      sums.turns += kind === 'turn' ? 1 : 0;
      sums.spent += toWire(figures.charged);
      sums.earned += toWire(figures.creatorShare);
    }
    return sums;
  }

  const sumsOf = ({ turns, spent, earned }: LiveWorld['hour']) => ({ turns, spent, earned });

  async function untilExact(watch: WorldWatch, id = worldId): Promise<void> {
    await until(async () => JSON.stringify(sumsOf(watch.world.hour)) === JSON.stringify(await journalSums(id)), 'exact figures');
    const { hour, minutes } = watch.world;
    for (const narrator of hour.narrators) {
      expect(sumsOf({ ...narrator, narrators: [] })).to.deep.equal(await journalSums(id, narrator.narratorId));
    }
    for (const sum of ['turns', 'spent', 'earned'] as const) {
      expect(minutes.reduce((total, minute) => total + minute[sum], 0)).to.equal(hour[sum]);
    }
  }

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'fine',
      (failure: unknown) => (failure as { code: string }).code,
    );

  it('is for the world’s owner and for operators, as long as they are that', async () => {
    const [stranger, operator] = [await signIn(server), await signIn(server)];
    await server.players.setRole(operator.playerId, 'operator');
    expect(await codeOf(stranger.client.watchWorld(worldId))).to.equal('FORBIDDEN');
    expect(await codeOf(stranger.client.watchWorld('no-such-world'))).to.equal('WORLD_NOT_FOUND');
    expect(await codeOf(owner.client.watchWorld('no-such-world'))).to.equal('WORLD_NOT_FOUND');
    expect(await codeOf(owner.client.watchWorld('drowned-light'))).to.equal('FORBIDDEN');
    expect(await codeOf(owner.client.watchWorld('../etc'))).to.equal('BAD_INPUT');
    expect(await codeOf(new GameClient({ url: server.url }).watchWorld(worldId))).to.equal('UNAUTHENTICATED');
    const own = await owner.client.watchWorld(worldId);
    const watch = await operator.client.watchWorld(worldId);
    expect(watch.world).to.deep.equal(own.world);
    const errors: string[] = [];
    watch.on('error', ({ code }) => errors.push(code));
    await server.players.setRole(operator.playerId, 'player');
    await until(() => watch.status === 'closed');
    expect(errors).to.deep.equal(['FORBIDDEN']);
    own.on('error', ({ code }) => errors.push(code));
    await owner.client.signOut();
    await until(() => own.status === 'closed');
    expect(errors).to.deep.equal(['FORBIDDEN', 'UNAUTHENTICATED']);
  });

  it('shows a world that nobody plays, and its players and journeys as they come and go', async () => {
    const watch = await owner.client.watchWorld(worldId);
    expect(watch.world).to.deep.include({ worldId, players: 0, journeys: 0, minutes: [] });
    const [ana, ben] = [await player(), await player()];
    const first = await ana.client.startJourney({ worldId, name: 'Ana' });
    await until(() => watch.world.players === 1 && watch.world.journeys === 1);
    const { invite } = await ana.client.api.journeys.get({ journeyId: first.journeyId });
    const second = await ben.client.joinJourney(first.journeyId, { invite, name: 'Ben' });
    const window = await ben.client.joinJourney(first.journeyId);
    const other = await ana.client.startJourney({ worldId, name: 'Ana' });
    const elsewhereToo = await ana.client.startJourney({ worldId: 'drowned-light', name: 'Ana' });
    await until(() => watch.world.players === 2 && watch.world.journeys === 2);
    await window.leave();
    await other.leave();
    await until(() => watch.world.players === 2 && watch.world.journeys === 1);
    await Promise.all([first.leave(), second.leave()]);
    await until(() => watch.world.players === 0 && watch.world.journeys === 0);
    await Promise.all([elsewhereToo.leave(), watch.leave()]);
  });

  it('[RV1] [RV3] shows turns, credits and earnings by AI, and what is given back', async () => {
    const watch = await owner.client.watchWorld(worldId);
    const ana = await player();
    const session = await ana.client.startJourney({ worldId, name: 'Ana' });
    await session.act('I look, for free.');
    await session.chooseNarrator('astral-lumen');
    const paid = await session.act('I look closer.');
    if (paid.type !== 'settled') throw new Error(`the turn was ${paid.type}`);
    await until(() => watch.world.hour.turns === 2);
    const { charged } = paid.receipt;
    const share = Math.floor(charged / 5);
    expect(watch.world.hour).to.deep.equal({
      ...{ turns: 2, spent: charged, earned: share },
      narrators: [
        { narratorId: 'astral-lumen', turns: 1, spent: charged, earned: share },
        { narratorId: 'hearth', turns: 1, spent: 0, earned: 0 },
      ],
    });
    await untilExact(watch);
    const { journeyId } = session;
    await refundTurn(elsewhere, { journeyId, turnId: paid.turnId, reason: 'a test', by: 'operator', at: now() });
    await until(() => watch.world.hour.spent === 0);
    expect(sumsOf(watch.world.hour)).to.deep.equal({ turns: 2, spent: 0, earned: 0 });
    await untilExact(watch);
    await Promise.all([session.leave(), watch.leave()]);
  });

  it('[RV1] shows its new owner, after it changed hands, nothing of what journeys pay the earlier one', async () => {
    const [mira, operator, ana] = [await signIn(server), await signIn(server), await player()];
    await server.players.setRole(operator.playerId, 'operator');
    const [before, above] = [await owner.client.watchWorld(worldId), await operator.client.watchWorld(worldId)];
    const session = await ana.client.startJourney({ worldId, name: 'Ana' });
    await session.chooseNarrator('astral-lumen');
    const pay = async (text: string): Promise<number> => {
      const paid = await session.act(text);
      if (paid.type !== 'settled') throw new Error(`the turn was ${paid.type}`);
      return paid.receipt.charged;
    };
    const first = await pay('I look.');
    await until(() => before.world.hour.earned === Math.floor(first / 5) && above.world.hour.turns === 1);

    await server.worlds.handOver(worldId, { to: mira.playerId, by: operator.playerId, reason: 'a test' }, now());
    const after = await mira.client.watchWorld(worldId);
    expect(sumsOf(after.world.hour), 'as it was loaded').to.deep.equal({ turns: 1, spent: first, earned: 0 });
    const spent = first + (await pay('I listen.'));
    await until(() => after.world.hour.turns === 2);
    expect(sumsOf(after.world.hour), 'as it is told').to.deep.equal({ turns: 2, spent, earned: 0 });
    const { totals } = await mira.client.api.creator.earnings({});
    const [today] = await mira.client.api.creator.worldDays({ worldId });
    expect([totals.pending, today?.earned]).to.deep.equal([0, 0]);
    await until(() => before.status === 'closed', 'the end of the earlier owner’s watch');
    await until(() => above.status === 'live' && above.world.hour.turns === 2 && above.world.hour.earned === 0);

    const anew = await ana.client.startJourney({ worldId, name: 'Ana' });
    await anew.chooseNarrator('astral-lumen');
    const third = await anew.act('I look.');
    const share = third.type === 'settled' ? Math.floor(third.receipt.charged / 5) : Number.NaN;
    await until(() => after.world.hour.earned === share && above.world.hour.earned === share);
    await Promise.all([session.leave(), anew.leave(), after.leave(), above.leave()]);
  });

  it('is exact after a random load that began long before and goes on while it is being read', async () => {
    const other = await publish(owner);
    const random = dice(SEED);
    const turn = (spreadMs: number) => {
      const turnId = randomUUID();
      const at = new Date(now().getTime() - Math.floor(random() * spreadMs));
      const charged = BigInt(Math.floor(random() * 1e9));
      const narratorId = ['hearth', 'astral-lumen', 'gone'][Math.floor(random() * 3)] ?? '';
      const world = random() < 0.7 ? worldId : other;
      return settledTurn({
        key: turnKey('j', turnId),
        turnId,
        worldId: world,
        at,
        charged,
        narratorId,
        incomplete: random() < 0.1,
      });
    };
    const load = (count: number, spreadMs: number) =>
      insertTurns(
        elsewhere,
        Array.from({ length: count }, () => turn(spreadMs)),
      );
    await load(2_000, 90 * MINUTE_MS);
    const watches: Promise<WorldWatch>[] = [];
    for (let round = 0; round < 40; round++) {
      if (round % 8 === 0) watches.push(owner.client.watchWorld(round % 16 === 0 ? worldId : other));
      await load(10, 2_000);
      if (round === 15) await dropFeed(server.database);
      if (round === 30) await killFeed(server.database);
    }
    for (const [index, watch] of (await Promise.all(watches)).entries()) {
      await untilExact(watch, index % 2 === 0 ? worldId : other);
      expect(watch.world.hour.turns).to.be.above(300);
      await watch.leave();
    }
    await until(async () => (await feedCursors(server.database)).length === 0, 'the end of the feed');
  });

  it('is exact again after the feed broke off, whatever was booked meanwhile', async () => {
    const watch = await owner.client.watchWorld(worldId);
    const turns = () => [settledTurn({ key: turnKey('j', randomUUID()), worldId, at: now(), charged: 7n })];
    for (let round = 0; round < 3; round++) {
      await breakFeed(server.database);
      for (let count = 0; count < 20; count++) await insertTurns(elsewhere, turns());
      await untilExact(watch);
      expect(watch.world.hour.turns).to.equal(20 * (round + 1));
    }
    await watch.leave();
  });

  it('counts entries that say less than expected as nothing, and stays', async () => {
    const watch = await owner.client.watchWorld(worldId);
    const fields = { state: null, reason: 'odd', hash: 'odd', by: 'test', parties: [], at: now(), postings: [], reverses: null };
    const odd = {
      key: `reverse:${randomUUID()}`,
      kind: 'reverse',
      after: null,
      meta: { worldId, narratorId: 'hearth' },
    } as const;
    await elsewhere.entries.insertOne(entryDocument({ ...fields, ...odd }));
    await insertTurns(elsewhere, [settledTurn({ key: turnKey('j', randomUUID()), worldId, at: now(), charged: 7n })]);
    await until(() => watch.world.hour.turns === 1);
    expect(watch.world.hour.spent).to.equal(7);
    await watch.leave();
  });

  it('comes back after a drop, with what happened meanwhile', async () => {
    const relay = await startRelay(server.url);
    const client = new GameClient({ url: relay.url, token: owner.client.token ?? '' });
    const watch = await client.watchWorld(worldId);
    relay.cut();
    await insertTurns(elsewhere, [settledTurn({ key: turnKey('j', randomUUID()), worldId, at: now(), charged: 7n })]);
    await until(() => watch.status === 'live' && watch.world.hour.turns === 1);
    await untilExact(watch);
    await watch.leave();
    relay.close();
  });

  it('forgets an hour later, by itself', async () => {
    const watch = await owner.client.watchWorld(worldId);
    await insertTurns(elsewhere, [settledTurn({ key: turnKey('j', randomUUID()), worldId, at: now(), charged: 7n })]);
    await until(() => watch.world.hour.turns === 1);
    aheadMs = WORLD_MINUTES_SHOWN * MINUTE_MS;
    await until(() => watch.world.hour.turns === 0);
    expect(watch.world.minutes).to.deep.equal([]);
    await watch.leave();
  });
});

/** The same throws for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
