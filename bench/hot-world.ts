/** All turns in one creator's world against the same turns over a thousand creators' worlds, with the roller running beside both. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '#models/database.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import { createTurnStore } from '#models/turn-store.ts';
import { onNewDatabase, perSecond, playersOf, preparePlayers, wholeTurn } from './bare-turns.ts';
import type { BareTurn } from './bare-turns.ts';
import { median, rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';
import { startBenchMongo } from './bench-mongo.ts';

const PLAYERS = 64;
const WORLDS = 1_000;
const ROUNDS = 8;
const ROUND_MS = 4_000;
/** Far more often than it runs in a server, so that every round meets it. */
const ROLL_EVERY_MS = 500;

type Where = Pick<BareTurn, 'creatorId' | 'worldId'>;

export const hotWorldBench: Bench = {
  name: 'hot-world',
  about: "all turns in one creator's world against the same turns over 1,000 worlds, 64 players",
  async run(say) {
    const mongo = await startBenchMongo();
    try {
      return await onNewDatabase(mongo.uri, (database) => compare(database, say));
    } finally {
      await mongo.stop();
    }
  },
};

/** Paired rounds, now the one first and now the other. */
async function compare(database: Database, say: (line: string) => void): Promise<Figures> {
  const ids = playersOf(PLAYERS);
  await preparePlayers(database, ids);
  let next = 0;
  const inOneWorld = (): Where => ({ creatorId: 'creator', worldId: 'world' });
  const inManyWorlds = (): Where => {
    next = (next + 1) % WORLDS;
    return { creatorId: `creator-${next}`, worldId: `world-${next}` };
  };
  await turnsPerSecond(database, ids, inManyWorlds);
  await turnsPerSecond(database, ids, inOneWorld);
  const rounds: { hot: number; spread: number }[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const first = await turnsPerSecond(database, ids, round % 2 === 0 ? inOneWorld : inManyWorlds);
    const second = await turnsPerSecond(database, ids, round % 2 === 0 ? inManyWorlds : inOneWorld);
    const [hot, spread] = round % 2 === 0 ? [first, second] : [second, first];
    rounds.push({ hot, spread });
    say(`round ${round}: ${rounded(hot, 0)} turns/s in one world, ${rounded(spread, 0)} over ${WORLDS}`);
  }
  return {
    'slowdown-percent': { value: rounded(median(rounds.map(({ hot, spread }) => (1 - hot / spread) * 100)), 1), want: '<= 15' },
    'hot-turns-per-second': { value: rounded(median(rounds.map(({ hot }) => hot)), 0), want: null },
    'spread-turns-per-second': { value: rounded(median(rounds.map(({ spread }) => spread)), 0), want: null },
  };
}

/** What is left unrolled at the end is rolled outside of the measured time: each round pays for its own. */
async function turnsPerSecond(database: Database, ids: readonly string[], where: () => Where): Promise<number> {
  const turns = createTurnStore(database);
  const ended = new AbortController();
  const rolling = rollUntil(database, ended.signal);
  const speed = await perSecond(ids, (playerId) => wholeTurn(turns, { playerId, ...where() }), ROUND_MS);
  ended.abort();
  await rolling;
  await rollAccruals(database);
  return speed;
}

async function rollUntil(database: Database, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await rollAccruals(database, { signal: ended });
    await wait(ROLL_EVERY_MS, null, { signal: ended }).catch(() => undefined);
  }
}
