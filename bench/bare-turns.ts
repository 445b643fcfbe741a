/** Turns without an AI, and the raw minimal transaction beside them: what the benches of money run in alternating rounds. */
import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongodb';
import { turnKey } from '#core/ledger/entry.ts';
import { settlementOf } from '#core/turns/settlement.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { TurnStore } from '#core/turns/turn-store.ts';
import type { Hold } from '#core/wallet/wallet.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import { insertBareJourney } from '../test/support/bare-journey.ts';

export const COST = 30_000_000n;
const CEILING = 40_000_000n;
/** As many as a turn on a sample world has. */
const PARTS = Array.from({ length: 16 }, (_, index) => ({
  ...{ call: 'narration' as const, kind: 'lore' as const, id: `entry-${index}`, name: `Entry ${index}`, tokens: 75 },
  ...{ why: 'matched "tide" in turn 12', cut: false, cost: COST / 16n },
}));
const PASSAGE = 'The tide has a way of listening. '.repeat(46);

/** Whose turn it is, and in whose world. */
export interface BareTurn {
  readonly playerId: string;
  readonly creatorId: string;
  readonly worldId: string;
}

export function playersOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `player-${index}`);
}

/** Runs the work on a database of its own, which is dropped afterwards. */
export async function onNewDatabase<T>(mongoUri: string, work: (database: Database) => Promise<T>): Promise<T> {
  const uri = new URL(mongoUri);
  uri.pathname = `/bench-${randomUUID()}`;
  const database = await openDatabase(uri.href);
  try {
    return await work(database);
  } finally {
    await database.db.dropDatabase();
    await database.close();
  }
}

/** Wallets with plenty, a journey each, and the same for the raw transaction. */
export async function preparePlayers(database: Database, ids: readonly string[]): Promise<void> {
  const wallets = createWalletStore(database);
  for (const id of ids) {
    await wallets.open(id, 0n, new Date());
    await wallets.adjust({ id: `start-${id}`, playerId: id, amount: 10n ** 15n, reason: 'bench', by: 'bench', at: new Date() });
    await insertBareJourney(database, `journey-${id}`);
    await database.db.collection<{ _id: string; balance: bigint }>('rawWallets').insertOne({ _id: id, balance: 10n ** 15n });
  }
  await database.db.createCollection('rawEntries');
}

/** Everybody works at once, each one thing after the other. */
export async function perSecond(
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

/** Where each player's story stands. */
const heads = new Map<string, string>();

/** Held and settled, with a passage of 1.5 kB, entry and accrual. */
export async function wholeTurn(turns: TurnStore, { playerId, creatorId, worldId }: BareTurn): Promise<void> {
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
  const settlement = settlementOf(outcome.hold, { cost: COST, creatorId, shareBasisPoints: 2_000 });
  const parentKey = heads.get(journeyId) ?? null;
  const turn = turnOf(outcome.hold, { turnId, worldId, parentKey, at });
  await turns.settle({
    ...{ hold: outcome.hold, settlement, creatorId, shareBasisPoints: 2_000, worldId },
    head: parentKey,
    turn,
  });
  heads.set(journeyId, turn.key);
}

/** One guarded `$inc`, one insert. */
export async function minimalTransaction(database: Database, session: ClientSession, playerId: string): Promise<void> {
  const raw = database.db.collection<{ _id: string; balance: bigint }>('rawWallets');
  await session.withTransaction(
    async () => {
      await raw.updateOne({ _id: playerId, balance: { $gte: 30n } }, { $inc: { balance: -30n } }, { session });
      await database.db.collection('rawEntries').insertOne({ playerId, amount: -30n }, { session });
    },
    { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } },
  );
}

function turnOf(hold: Hold, { turnId, worldId, parentKey, at }: Pick<Turn, 'turnId' | 'worldId' | 'parentKey' | 'at'>): Turn {
  return {
    ...{
      key: hold.key,
      turnId,
      journeyId: hold.journeyId,
      worldId,
      n: 1,
      parentKey,
      aside: false,
      onward: null,
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
      editedAt: null,
      original: null,
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
