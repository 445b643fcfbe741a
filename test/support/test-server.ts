/** A real server on a free port over the test mongod, with a scripted narrator unless told otherwise. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Narrator } from '#core/turns/narrator.ts';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { createScriptedNarrator, SCRIPTED_SERVED, scriptedEntries } from '#narrators/scripted/scripted-narrator.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import type { NarratorOfferings } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { startServer } from '#server/start-server.ts';
import type { Pages } from '#server/pages/pages.ts';
import type { RunningServer } from '#server/start-server.ts';
import { priceRow } from './price-rows.ts';
import { testMongoUri } from './test-mongo.ts';

export const SCRIPTED_PRICES: readonly PriceRow[] = [
  priceRow({ narratorId: 'hearth', input: '10000', cacheRead: '1000', output: '100000', accepts: [SCRIPTED_SERVED] }),
  priceRow({
    ...{ narratorId: 'astral-lumen', tier: 'premium', freeEligible: false },
    ...{ input: '20000', cacheRead: '2000', output: '200000', accepts: [SCRIPTED_SERVED] },
  }),
];

export function scriptedOfferings(script: Script | ((count: number) => Script) = {}): NarratorOfferings {
  const scriptFor = typeof script === 'function' ? script : () => script;
  const narrator: Narrator = createScriptedNarrator((_prompt, count) => scriptFor(count));
  return { entries: scriptedEntries(narrator), prices: SCRIPTED_PRICES };
}

/** Tests wait for what live rooms tell. */
const WORLD_PACE_MS = 50;

export interface TestServerOptions {
  readonly narrators?: NarratorOfferings;
  readonly environment?: NodeJS.ProcessEnv;
  readonly mongodbUri?: string;
  readonly clock?: () => Date;
  readonly logLevel?: string;
  readonly log?: Logger;
  /** Whether credits are sold, in the Stripe sandbox. */
  readonly sells?: boolean;
  /** What serves the pages; none unless told. */
  readonly pages?: Pages;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<RunningServer> {
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    AUTH_SECRET: 'a secret that only tests know, long enough',
    MONGODB_URI: options.mongodbUri ?? (await testMongoUri()),
    GUESTS_PER_ADDRESS_PER_HOUR: '10000',
    ...options.environment,
  });
  const log = options.log ?? pino({ level: process.env['TEST_LOG'] ?? options.logLevel ?? 'silent' });
  return startServer({
    config,
    narrators: options.narrators ?? scriptedOfferings(),
    log,
    withSandbox: options.sells ?? false,
    worldPaceMs: WORLD_PACE_MS,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.pages ? { pages: options.pages } : {}),
  });
}
