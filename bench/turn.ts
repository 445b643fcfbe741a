/** Whole turns without an AI (hold, settle with a 1.5 kB passage, entry, accrual) against the raw minimal transaction. */
import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongodb';
import { turnKey } from '#core/ledger/entry.ts';
import { settlementOf } from '#core/turns/settlement.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { TurnStore } from '#core/turns/turn-store.ts';
import type { Hold } from '#core/wallet/wallet.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { createTurnStore } from '#models/turn-store.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import { median, rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';
import { startBenchMongo } from './bench-mongo.ts';

const ROUND_MS = 2_500;
const ROUNDS = 4;
const OLD_ENTRIES_PER_PLAYER = 10_000;
const CREATOR = 'creator';
const CEILING = 40_000_000n;
const COST = 30_000_000n;
/** As many as a turn on a sample world has. */
const PARTS = Array.from({ length: 16 }, (_, index) => ({
  ...{ call: 'narration' as const, kind: 'lore' as const, id: `entry-${index}`, name: `Entry ${index}`, tokens: 75 },
  ...{ why: 'matched "tide" in turn 12', cut: false, cost: COST / 16n },
}));
const PASSAGE = 'The tide has a way of listening. '.repeat(46);

export const turnBench: Bench = {
  name: 'turn',
  about: 'whole turns without an AI against the raw minimal transaction, 1, 16 and 64 players',
  async run(say) {
    const mongo = await startBenchMongo();
    try {
      const figures: Record<string, Figures[string]> = {};
      for (const { name, players, old } of [
        { name: 'ratio@1', players: 1, old: false },
        { name: 'ratio@16', players: 16, old: false },
        { name: 'ratio@64', players: 64, old: false },
        { name: 'ratio@64-old', players: 64, old: true },
      ]) {
        const uri = new URL(mongo.uri);
        uri.pathname = `/bench-${randomUUID()}`;
        const database = await openDatabase(uri.href);
        const result = await compare(database, players, old, say);
        await database.db.dropDatabase();
        await database.close();
        say(
          `${name}: ${rounded(result.turns, 0)} turns/s, raw ${rounded(result.raw, 0)} transactions/s, ratio ${rounded(result.ratio)}`,
        );
        figures[name] = { value: rounded(result.ratio, 3), want: players === 64 ? '>= 0.25' : null };
        figures[`turns-per-second@${name.slice(6)}`] = { value: rounded(result.turns, 0), want: null };
      }
      return figures;
    } finally {
      await mongo.stop();
    }
  },
};

/** Alternating rounds; the median of the rounds' ratios. */
async function compare(database: Database, players: number, old: boolean, say: (line: string) => void) {
  const ids = Array.from({ length: players }, (_, index) => `player-${index}`);
  const turns = createTurnStore(database);
  await prepare(database, ids);
  if (old) await writeOldEntries(database, ids, say);
  const sessions = ids.map(() => database.client.startSession({ causalConsistency: false }));
  const playTurn = (id: string) => wholeTurn(turns, id);
  const rawTransaction = (id: string, index: number) => minimalTransaction(database, sessions[index] as ClientSession, id);
  await perSecond(ids, playTurn, ROUND_MS / 2);
  await perSecond(ids, rawTransaction, ROUND_MS / 2);
  const rounds: { turns: number; raw: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ turns: await perSecond(ids, playTurn, ROUND_MS), raw: await perSecond(ids, rawTransaction, ROUND_MS) });
  }
  await Promise.all(sessions.map((session) => session.endSession()));
  return {
    turns: median(rounds.map((round) => round.turns)),
    raw: median(rounds.map((round) => round.raw)),
    ratio: median(rounds.map((round) => round.turns / round.raw)),
  };
}

async function perSecond(
  ids: readonly string[],
  work: (id: string, index: number) => Promise<void>,
  ms: number,
): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  await Promise.all(
    ids.map(async (id, index) => {
      while (performance.now() - startedAt < ms) {
        await work(id, index);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - startedAt) / 1_000);
}

async function wholeTurn(turns: TurnStore, playerId: string): Promise<void> {
  const turnId = randomUUID();
  const at = new Date();
  const journeyId = `journey-${playerId}`;
  const outcome = await turns.hold({
    ...{ key: turnKey(journeyId, turnId), hash: 'bench', playerId, journeyId, fence: 1, narratorId: 'hearth', priceVersion: 1 },
    ...{
      ceiling: CEILING,
      ceilingMin: CEILING,
      ceilingSeen: CEILING,
      freeEligible: true,
      freeTurnsPerDay: 0,
      at,
      ttlMs: 300_000,
    },
  });
  if (outcome.type !== 'held') throw new Error('a new turnId cannot be resolved');
  const settlement = settlementOf(outcome.hold, { cost: COST, creatorId: CREATOR, shareBasisPoints: 2_000 });
  const turn = turnOf(outcome.hold, turnId, at);
  await turns.settle({ hold: outcome.hold, settlement, creatorId: CREATOR, shareBasisPoints: 2_000, worldId: 'world', turn });
}

/** One guarded `$inc`, one insert. */
async function minimalTransaction(database: Database, session: ClientSession, playerId: string): Promise<void> {
  const raw = database.db.collection<{ _id: string; balance: bigint }>('rawWallets');
  await session.withTransaction(
    async () => {
      await raw.updateOne({ _id: playerId, balance: { $gte: 30n } }, { $inc: { balance: -30n } }, { session });
      await database.db.collection('rawEntries').insertOne({ playerId, amount: -30n }, { session });
    },
    { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } },
  );
}

async function prepare(database: Database, ids: readonly string[]): Promise<void> {
  const wallets = createWalletStore(database);
  for (const id of ids) {
    await wallets.open(id, 0n, new Date());
    await wallets.adjust({ id: `start-${id}`, playerId: id, amount: 10n ** 15n, reason: 'bench', by: 'bench', at: new Date() });
    const journey = {
      worldId: 'world',
      worldVersion: 1,
      title: '',
      fence: 1,
      room: null,
      head: null,
      n: 0,
      members: [],
      summaries: [],
      invite: '',
    };
    await database.journeys.insertOne({ _id: `journey-${id}`, ...journey, createdAt: new Date(), updatedAt: new Date() });
    await database.db.collection<{ _id: string; balance: bigint }>('rawWallets').insertOne({ _id: id, balance: 10n ** 15n });
  }
  await database.db.createCollection('rawEntries');
}

async function writeOldEntries(database: Database, ids: readonly string[], say: (line: string) => void): Promise<void> {
  say(`writing ${ids.length * OLD_ENTRIES_PER_PLAYER} earlier entries`);
  for (const id of ids) {
    const entries = Array.from({ length: OLD_ENTRIES_PER_PLAYER }, (_, index) => ({
      ...{
        _id: `turn:journey-${id}:${randomUUID()}`,
        kind: 'turn' as const,
        state: 'settled' as const,
        reason: null,
        hash: 'bench',
        by: id,
      },
      ...{ parties: [id, `creator:${CREATOR}`], at: new Date(Date.now() - index * 60_000), reverses: null, meta: {}, after: null },
      postings: [
        { account: `player:${id}:bonus`, amount: -COST },
        { account: `creator:${CREATOR}`, amount: 6_000_000n },
        { account: 'platform:revenue', amount: 24_000_000n },
      ],
    }));
    await database.entries.insertMany(entries, { ordered: false });
  }
}

function turnOf(hold: Hold, turnId: string, at: Date): Turn {
  return {
    ...{
      key: hold.key,
      turnId,
      journeyId: hold.journeyId,
      worldId: 'world',
      n: 1,
      parentKey: null,
      authorId: hold.by,
      authorName: 'Ana',
      mode: 'do',
    },
    ...{
      action: 'I listen at the gate.',
      passage: PASSAGE,
      incomplete: false,
      narratorId: 'hearth',
      served: 'scripted',
      counted: false,
    },
    usage: { input: 300, cacheRead: 900, cacheWrite: 0, output: 90 },
    ...{
      priceVersion: 1,
      funding: hold.funding,
      ceiling: CEILING,
      charged: COST,
      wouldHaveCost: COST,
      changes: [],
      sheet: {},
      at,
    },
    ...{ finish: 'complete', vendorCost: 1_000_000n, summary: null },
    calls: [{ call: 'narration', usage: { input: 300, cacheRead: 900, cacheWrite: 0, output: 90 }, counted: false }],
    estimate: {
      ...{ low: COST / 2n, likely: COST, high: CEILING, warm: true },
      ...{ promptTokens: 1_180, reusableTokens: 900, addedTokens: 20, passageTokensMax: 96 },
    },
    parts: PARTS,
  };
}
