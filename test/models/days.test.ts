/** Players' and creators' days against the journal, told a second time in plain code, after random play. */
import { expect } from 'chai';
import type { Exclusion } from '#core/earnings/world-day.ts';
import type { ReversalMeta } from '#core/ledger/reversal.ts';
import type { Player } from '#core/players/player.ts';
import type { TurnMeta } from '#core/turns/turn-entry.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { EntryDocument } from '#models/documents/entry-document.ts';
import { SEED } from '../core/property.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';
import { DAY_MS, journeyIn, newCreator, newWorld, refund } from './creators.ts';

/** After every clock that the helpers read: a wallet's entries never go back in time. */
const START = new Date('2099-11-20T20:00:00Z');
const DAYS = 4;
const TURNS = 60;
const ALL = { from: '2099-11-01', to: '2099-12-01' };

type Journaled = EntryDocument & { meta: TurnMeta & Partial<ReversalMeta> };

describe(`days of spending and earning (seed ${SEED})`, function () {
  this.timeout(60_000);
  let test: TestGame;
  let mira: Player;
  let players: Player[];
  let worldIds: string[];
  let entries: Journaled[];

  before(async () => {
    test = await startTestGame({ environment: { WELCOME_GRANT_CREDITS: '60' } });
    test.setTime(START);
    mira = await newCreator(test);
    // Few bought credits and a grant, so that turns are paid from one, both or the other.
    players = [
      await test.player({ kind: 'account', purchase: 3_000 }),
      await test.player({ kind: 'account', bonus: 3_000, name: 'Ben' }),
      await test.player({ purchase: 3_000, name: 'Cleo' }),
      mira,
    ];
    await test.wallets.adjust({ ...{ id: 'mira', playerId: mira.id, amount: 3_000_000_000n }, reason: 'x', by: 'op', at: START });
    worldIds = [await newWorld(test, mira), await newWorld(test, mira)];
    await playAtRandom();
    await handOver(worldIds[1]!, players[1]!);
    entries = (await test.database.entries.find().sort({ at: 1 }).toArray()) as unknown as Journaled[];
  });
  after(async () => {
    await test.assertBooks();
    await test.end();
  });

  async function playAtRandom(): Promise<void> {
    let dice = SEED;
    const roll = (sides: number) => (dice = (dice * 48_271) % 2_147_483_647) % sides;
    const journeys = new Map<string, Awaited<ReturnType<typeof journeyIn>>>();
    for (let turn = 0; turn < TURNS; turn++) {
      test.setTime(new Date(START.getTime() + (turn * DAYS * DAY_MS) / TURNS));
      const player = players[roll(players.length)]!;
      const worldId = worldIds[roll(worldIds.length)]!;
      const key = `${player.id}/${worldId}`;
      const journey = journeys.get(key) ?? (await journeyIn(test, worldId, player));
      journeys.set(key, journey);
      const narratorId = roll(3) === 0 ? 'hearth' : 'astral-lumen';
      const { resolved } = await test.play(journey, player, { narratorId });
      if (resolved.state === 'settled' && resolved.charged > 0n && roll(6) === 0) {
        test.setTime(new Date(test.game.clock().getTime() + roll(2) * DAY_MS));
        await refund(test, resolved);
      }
    }
  }

  /** From its next version on the world is somebody else's; what is told in it then is not Mira's. */
  async function handOver(worldId: string, { id: ownerId }: Player): Promise<void> {
    const { version: _version, ...world } = await test.worlds.find(worldId);
    await test.worlds.publish({ ...world, ownerId }, test.game.clock());
    await test.play(await journeyIn(test, worldId, players[0]!), players[0]!, { narratorId: 'astral-lumen' });
  }

  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const settledIn = (worldId: string, day: string) =>
    entries.filter(
      ({ kind, state, meta, at }) => kind === 'turn' && state === 'settled' && meta.worldId === worldId && utcDay(at) === day,
    );
  const worth = ({ meta: { wouldHaveCost, ceiling } }: Journaled) => (wouldHaveCost < ceiling ? wouldHaveCost : ceiling);

  it('[TN8][RV3] spending by day and world is what the journal says, newest first', async () => {
    let charged = 0n;
    for (const player of players) {
      const rows = await test.spendingDays.read({ playerId: player.id, ...ALL });
      const days = rows.map(({ day }) => day);
      expect(days).to.deep.equal([...days].sort().reverse());
      for (const { day, worldId, worldName, ...row } of rows) {
        const turns = settledIn(worldId, day).filter(({ by }) => by === player.id);
        const free = turns.filter(({ meta }) => meta.funding === 'free');
        const back = entries.filter(
          ({ kind, meta, at }) =>
            kind === 'reverse' && meta.playerId === player.id && meta.worldId === worldId && utcDay(at) === day,
        );
        expect(row).to.deep.equal({
          ...{ turns: turns.length, charged: sum(turns.map(({ meta }) => meta.charged)) },
          ...{ freeTurns: free.length, wouldHaveCost: sum(free.map(worth)) },
          refunded: -sum(back.map(({ meta }) => meta.charged)),
        });
        expect(worldName).to.equal('The Drowned Light');
        charged += row.charged;
      }
      expect(await test.spendingDays.read({ playerId: player.id, ...ALL, worldId: worldIds[0] })).to.deep.equal(
        rows.filter(({ worldId }) => worldId === worldIds[0]),
      );
    }
    const turns = entries.filter(({ kind, state }) => kind === 'turn' && state === 'settled');
    expect(charged).to.equal(sum(turns.map(({ meta }) => meta.charged)));
    expect(turns.length).to.be.above(TURNS / 2);
    expect(entries.filter(({ kind }) => kind === 'reverse').length).to.be.above(1);
  });

  it('[RV1][RV3] a world’s days tell what was earned, exactly as the earnings do, and what was excluded and why', async () => {
    const reversed = new Set(entries.flatMap(({ reverses }) => reverses ?? []));
    const seen = new Set<Exclusion>();
    for (const worldId of worldIds) {
      const days = await test.worldDays.read({ worldId, ownerId: mira.id, ...ALL });
      for (const { day, turns, players: count, spentByOthers, shared, earned, excluded } of days) {
        const told = settledIn(worldId, day);
        expect([turns, count]).to.deep.equal([told.length, new Set(told.map(({ by }) => by)).size]);
        const others = told.filter(({ by }) => by !== mira.id);
        expect(spentByOthers).to.equal(sum(others.map(({ meta }) => meta.charged)));
        const shares = told.filter(({ _id, meta }) => meta.creatorId === mira.id && !reversed.has(_id));
        expect(earned).to.equal(sum(shares.map(({ meta }) => meta.creatorShare)));
        const amountOf = (why: Exclusion) => excluded.find((part) => part.why === why)?.amount ?? 0n;
        const free = told.filter(({ meta }) => meta.funding === 'free' && meta.creatorId === mira.id);
        expect(amountOf('free-turn')).to.equal(sum(free.map(worth)));
        // Nothing that was charged is left unexplained.
        const explained = shared + sum(excluded.filter(({ why }) => why !== 'free-turn').map(({ amount }) => amount));
        expect(explained).to.equal(sum(told.map(({ meta }) => meta.charged)));
        for (const { why } of excluded) seen.add(why);
      }
      const { rows } = await test.earnings.earned({ creatorId: mira.id, ...ALL, worldId, matureDay: '', nextMatureDay: '' });
      const byDay = (list: readonly { day: string; earned: bigint }[]) =>
        list.filter(({ earned }) => earned !== 0n).map(({ day, earned }) => `${day} ${earned}`);
      expect(byDay(days)).to.deep.equal(byDay(rows.map(({ day, pending }) => ({ day, earned: pending }))));
    }
    expect([...seen]).to.have.members(['other-owner', 'free-turn', 'own-turn', 'reversed', 'grant-credits']);
  });

  it('[RV2] what each world earned since ever is what the journal has on the creator’s account', async () => {
    const earned = await test.earnings.earnedByWorld(mira.id);
    const posted = entries.flatMap(({ postings }) => postings.filter(({ account }) => account === `creator:${mira.id}`));
    expect(sum([...earned.values()])).to.equal(sum(posted.map(({ amount }) => amount)));
    expect([...earned.keys()]).to.have.members(worldIds);
    const since = await test.worldDays.since(worldIds, mira.id, new Date(0));
    for (const [worldId, { earned: lately }] of since) expect(lately, worldId).to.equal(earned.get(worldId));
    const told = await test.worldTally.turnsTold();
    for (const [worldId, { turns }] of since) expect(told.get(worldId)).to.equal(turns);
  });
});
