/** Our whole turn, the raw minimal transaction and medici's README recipe in one run, and a long history's pages. */
import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongodb';
import type { Database } from '#models/database.ts';
import { createTurnStore } from '#models/turn-store.ts';
import { minimalTransaction, onNewDatabase, perSecond, playersOf, preparePlayers, wholeTurn } from './bare-turns.ts';
import { median, rounded } from './bench.ts';
import type { Bench, Figure } from './bench.ts';
import { startBenchMongo } from './bench-mongo.ts';
import { historyFigures } from './history-reads.ts';
import { openMedici } from './medici.ts';

const ROUND_MS = 2_000;
const ROUNDS = 4;
const PLAYERS = [1, 16, 64];

export const ledgerBench: Bench = {
  name: 'ledger',
  about: 'whole turns without an AI against the raw minimal transaction and medici; pages of a long history',
  async run(say) {
    const mongo = await startBenchMongo();
    try {
      const figures: Record<string, Figure> = {};
      for (const players of PLAYERS) {
        const speeds = await onNewDatabase(mongo.uri, (database) => compare(database, mongo.uri, playersOf(players)));
        const { turns, raw, medici, toRaw, toMedici } = speeds;
        say(
          `${players} players: ${told(turns)} turns/s, raw ${told(raw)}/s, medici ${told(medici)}/s; ` +
            `${rounded(toRaw)} of raw, ${rounded(toMedici)} of medici`,
        );
        figures[`vs-medici@${players}`] = { value: rounded(toMedici), want: players === 16 ? '>= 1.5' : null };
        figures[`ratio@${players}`] = { value: rounded(toRaw, 3), want: null };
        figures[`turns-per-second@${players}`] = { value: told(turns), want: null };
        figures[`raw-per-second@${players}`] = { value: told(raw), want: null };
        figures[`medici-per-second@${players}`] = { value: told(medici), want: null };
      }
      return { ...figures, ...(await onNewDatabase(mongo.uri, (database) => historyFigures(database, say))) };
    } finally {
      await mongo.stop();
    }
  },
};

function told(perSecondMeasured: number): number {
  return rounded(perSecondMeasured, 0);
}

/** Alternating rounds, all three in each; medians of the rounds and of their ratios. */
async function compare(database: Database, mongoUri: string, ids: readonly string[]) {
  await preparePlayers(database, ids);
  const uri = new URL(mongoUri);
  uri.pathname = `/medici-${randomUUID()}`;
  const medici = await openMedici(uri.href, ids);
  const turns = createTurnStore(database);
  const sessions = ids.map(() => database.client.startSession({ causalConsistency: false }));
  const round = async (ms: number) => ({
    turns: await perSecond(ids, (playerId) => wholeTurn(turns, { playerId, creatorId: 'creator', worldId: 'world' }), ms),
    raw: await perSecond(ids, (id, index) => minimalTransaction(database, sessions[index] as ClientSession, id), ms),
    medici: await perSecond(ids, (id) => medici.withdraw(id), ms),
  });
  await round(ROUND_MS / 2);
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  for (let index = 0; index < ROUNDS; index++) rounds.push(await round(ROUND_MS));
  await Promise.all(sessions.map((session) => session.endSession()));
  await medici.close();
  return {
    turns: median(rounds.map((speeds) => speeds.turns)),
    raw: median(rounds.map((speeds) => speeds.raw)),
    medici: median(rounds.map((speeds) => speeds.medici)),
    toRaw: median(rounds.map((speeds) => speeds.turns / speeds.raw)),
    toMedici: median(rounds.map((speeds) => speeds.turns / speeds.medici)),
  };
}
