/** A server on a mongod of its own, with a scripted narrator unless told otherwise, and guests with credits in journeys: for benches over sockets. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { credits } from '#core/money/microcredits.ts';
import type { PriceRow } from '#core/pricing/price-book.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import { SCRIPTED_SERVED, scriptedEntries } from '#narrators/scripted/scripted-narrator.ts';
import { GameClient } from '#sdk/index.ts';
import type { JourneySession } from '#sdk/index.ts';
import type { NarratorOfferings } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import type { Config } from '#server/config.ts';
import type { Pages } from '#server/pages/pages.ts';
import { startServer } from '#server/start-server.ts';
import type { RunningServer } from '#server/start-server.ts';
import { startBenchMongo } from './bench-mongo.ts';

const PRICES: Omit<PriceRow, 'narratorId' | 'tier' | 'freeEligible'> = {
  ...{ contextTokens: 8_192, cacheLifetimeSeconds: 300, vendorUsd: { input: '0', output: '0' } },
  ...{ input: '10000', cacheRead: '1000', output: '100000', accepts: [SCRIPTED_SERVED] },
};
const ROWS: readonly PriceRow[] = [
  { narratorId: 'hearth', tier: 'standard', freeEligible: true, ...PRICES },
  { narratorId: 'astral-lumen', tier: 'premium', freeEligible: false, ...PRICES },
];

export interface BenchServer extends RunningServer {
  /** Guests with plenty of credits, each in a journey of their own; they have no free turns. */
  soloJourneys(count: number): Promise<JourneySession[]>;
  end(): Promise<void>;
}

export async function startScriptedServer(narrator: Narrator, pages?: Pages): Promise<BenchServer> {
  const narrators = { entries: scriptedEntries(narrator), prices: ROWS };
  return startBenchServer(() => narrators, { DEFAULT_NARRATOR: 'astral-lumen' }, pages);
}

/** `offer` is told the configuration that `environment` makes. */
export async function startBenchServer(
  offer: (config: Config, log: Logger) => NarratorOfferings | Promise<NarratorOfferings>,
  environment: NodeJS.ProcessEnv,
  pages?: Pages,
): Promise<BenchServer> {
  const mongo = await startBenchMongo();
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    MONGODB_URI: mongo.uri,
    AUTH_SECRET: randomUUID(),
    GUESTS_PER_ADDRESS_PER_HOUR: '10000',
    FREE_TURNS_GUEST: '0',
    ...environment,
  });
  const log = pino({ level: 'error' });
  const server = await startServer({
    config,
    narrators: await offer(config, log),
    log,
    withSandbox: false,
    ...(pages && { pages }),
  });

  async function journeyOfOne(index: number): Promise<JourneySession> {
    const client = new GameClient({ url: server.url });
    const { playerId } = await client.signInAsGuest();
    const adjustment = {
      id: randomUUID(),
      playerId,
      amount: credits(1_000_000),
      reason: 'for a bench',
      by: 'bench',
      at: new Date(),
    };
    await server.wallets.adjust(adjustment);
    const session = await client.startJourney({ worldId: 'drowned-light', name: `Player ${index}` });
    await session.quote(); // reads the wallet anew: the credits came behind the seat's back
    return session;
  }

  return {
    ...server,
    soloJourneys: (count) => Promise.all(Array.from({ length: count }, (_, index) => journeyOfOne(index))),
    async end() {
      await server.stop();
      await mongo.stop();
    },
  };
}
