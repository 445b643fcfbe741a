/** Whole turns without an AI (hold, settle with a 1.5 kB passage, entry, accrual) against the raw minimal transaction. */
import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongodb';
import type { Database } from '#models/database.ts';
import { createTurnStore } from '#models/turn-store.ts';
import { COST, minimalTransaction, onNewDatabase, perSecond, playersOf, preparePlayers, wholeTurn } from './bare-turns.ts';
import { median, rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';
import { startBenchMongo } from './bench-mongo.ts';

const ROUND_MS = 1_500;
const ROUNDS = 8;
const OLD_ENTRIES_PER_PLAYER = 10_000;
const CREATOR = 'creator';

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
        const result = await onNewDatabase(mongo.uri, (database) => compare(database, players, old, say));
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
  const ids = playersOf(players);
  const turns = createTurnStore(database);
  await preparePlayers(database, ids);
  if (old) await writeOldEntries(database, ids, say);
  const sessions = ids.map(() => database.client.startSession({ causalConsistency: false }));
  const playTurn = (playerId: string) => wholeTurn(turns, { playerId, creatorId: CREATOR, worldId: 'world' });
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
      ...{
        parties: [id, `creator:${CREATOR}`],
        at: new Date(Date.now() - index * 60_000),
        reverses: null,
        meta: {},
        after: null,
      },
      postings: [
        { account: `player:${id}:bonus`, amount: -COST },
        { account: `creator:${CREATOR}`, amount: 6_000_000n },
        { account: 'platform:revenue', amount: 24_000_000n },
      ],
    }));
    await database.entries.insertMany(entries, { ordered: false });
  }
}
