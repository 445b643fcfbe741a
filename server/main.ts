/** `npm start`: one server process, until Ctrl-C or SIGTERM. */
import { parseArgs } from 'node:util';
import type { NarratorOfferings } from './compose.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { loadEnvFileIfAny } from './load-env-file.ts';
import { startLocalNarrators } from './local-narrators.ts';
import { createLog } from './log.ts';
import { OperatorFault } from './operator-fault.ts';
import { builtPages } from './pages/built-pages.ts';
import { startServer } from './start-server.ts';
import { startVendorNarrators } from './vendor-narrators.ts';

const HELP = `npm start — runs Imagina: pages, API, rooms and, unless MONGODB_URI is set, its own MongoDB.
npm run dev — the same, started again on every change; pages change in the browser as they are written.

Everything is set by environment variables or a .env file; README.md lists them.
Stop it with Ctrl-C: running turns may finish first. A second Ctrl-C stops at once.`;

/** The longest a stopping server may take before it gives up on being polite. */
const STOP_MS_MAX = 40_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' }, dev: { type: 'boolean' } } });
  if (values.help) {
    console.log(HELP);
    return;
  }
  loadEnvFileIfAny();
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const local = startLocalNarrators(config.localModelFile, log);
  const narrators = bothOf(local.offerings, await startVendorNarrators(config, log));
  // Vite is a package of development.
  const pages = values.dev
    ? await (await import('./pages/pages-in-the-making.ts')).pagesInTheMaking(config.port)
    : builtPages(log);
  const server = await startServer({ config, narrators, log, pages });
  log.info(`Imagina runs at ${server.url} — API docs at ${server.url}/api/docs`);
  sayWhatIsEmbedded(config, (sentence) => {
    log.info(sentence);
  });
  void local.ready.then(
    () => {
      log.info('the local AI model is ready');
    },
    () => undefined,
  );

  process.on('unhandledRejection', (failure) => {
    log.error({ failure }, 'something failed that nobody waited for; the server goes on');
  });
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info(`${signal}: letting running turns finish; once more to stop at once`);
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    await server.stop();
    await local.dispose();
    process.exit(0);
  };
  process.on('SIGINT', (signal) => void stop(signal));
  process.on('SIGTERM', (signal) => void stop(signal));
}

function bothOf(embedded: NarratorOfferings, vendors: NarratorOfferings): NarratorOfferings {
  return { entries: [...embedded.entries, ...vendors.entries], prices: [...embedded.prices, ...vendors.prices] };
}

function sayWhatIsEmbedded(config: Config, say: (sentence: string) => void): void {
  if (config.mongodbUri !== undefined) return;
  say(`embedded MongoDB, data in ${config.dataFolder}: for development and small single machines; set MONGODB_URI for more`);
}

main().catch((failure: unknown) => {
  console.error(failure instanceof OperatorFault ? failure.message : failure);
  process.exit(1);
});
