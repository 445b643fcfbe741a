/** `npm run prices`: shows, publishes and compares prices, and what they earn. */
import { parseArgs } from 'node:util';
import { comparePrices } from '#core/pricing/compare-prices.ts';
import { narratorPrices } from '#core/pricing/price-book.ts';
import { createTurnFigures } from '#models/turn-figures.ts';
import { OperatorFault } from '../operator-fault.ts';
import { comparisonText, marginsText } from './prices-text.ts';
import { readPriceFile } from './read-price-file.ts';
import { runScript } from './run-script.ts';
import type { ScriptTools } from './run-script.ts';

const HELP = `npm run --silent prices -- show [--at TIME] > prices.json
npm run prices -- compare prices.json [--turns 500]
npm run prices -- publish prices.json --from TIME [--drop]
npm run prices -- margins [--days 7] [--by narrator|world|turn]

show     prints the prices in force as publish takes them: {"narrators": [rows]}.
compare  what the latest settled turns were charged, and would be under the file: by narrator, then the worlds that change most.
publish  inserts the next version, which never changes again. Running servers read it within seconds and price by it from TIME on;
         a turn that is held settles by the prices it was held with. A file without a narrator that is in force needs --drop.
margins  what turns brought, and what their vendors ask for them. By turn: the latest 100.

TIME is now, a UTC day such as 2026-12-01, or a time with its zone such as 2026-12-01T18:00:00Z.
Prices are credits per million tokens, at most three decimals; vendorUsd is the vendor's own list price in USD per million tokens.
Uses MONGODB_URI, or the embedded MongoDB of DATA_FOLDER.`;

const COMPARED_TURNS_MAX = 100_000;
const MARGINS_BY = ['narrator', 'world', 'turn'] as const;
const DAYS_MAX = 36_500;
const DAY_MS = 86_400_000;
/** Without its zone a time would mean another moment on every machine. */
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

const COMMANDS: Readonly<Record<string, (tools: ScriptTools) => Promise<number>>> = { show, compare, publish, margins };

await runScript(HELP, async ({ argv: [name = '', ...argv], ...tools }) => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command({ ...tools, argv });
  console.error(`prices needs one of: ${Object.keys(COMMANDS).join(', ')}. See --help.`);
  return 2;
});

async function show({ prices, argv }: ScriptTools): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { at: { type: 'string', default: 'now' } } });
  const at = timeOf('--at', values.at);
  const narrators = prices.rowsInForce(at);
  if (narrators.length === 0)
    throw new OperatorFault('There are no prices yet: a server publishes its own when it first starts.');
  console.error(`Version ${prices.current(at).version}.${laterText(prices.scheduled(at))}`);
  console.log(JSON.stringify({ narrators: narrators.map(({ narratorId, ...terms }) => ({ narratorId, ...terms })) }, null, 2));
  return Promise.resolve(0);
}

async function compare({ database, argv }: ScriptTools): Promise<number> {
  const options = { turns: { type: 'string', default: '500' } } as const;
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const count = wholeOf('--turns', values.turns, COMPARED_TURNS_MAX);
  const rows = await readPriceFile(fileOf(positionals));
  const turns = await createTurnFigures(database).latestPriced(count);
  if (turns.length === 0) {
    console.log('There is no settled turn yet to compare with.');
    return 0;
  }
  console.log(`The latest ${turns.length} settled turns, back to ${turns.at(-1)?.at.toISOString()}.`);
  console.log(comparisonText(comparePrices(turns, rows.map(narratorPrices))));
  return 0;
}

async function publish({ prices, argv }: ScriptTools): Promise<number> {
  const options = { from: { type: 'string' }, drop: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const path = fileOf(positionals);
  if (values.from === undefined) throw new OperatorFault('--from is needed: from when on the prices hold; now, or a time.');
  const from = timeOf('--from', values.from);
  const rows = await readPriceFile(path);
  const kept = new Set(rows.map(({ narratorId }) => narratorId));
  const dropped = prices.rowsInForce(from).flatMap(({ narratorId }) => (kept.has(narratorId) ? [] : [narratorId]));
  if (dropped.length > 0 && !values.drop) {
    throw new OperatorFault(
      `NOT PUBLISHED: ${dropped.join(', ')} would be gone from players, for ${path} has no row for it. With --drop it is published all the same.`,
    );
  }
  const { version, effectiveFrom } = await prices.publish(rows, from, new Date()).catch((failure: unknown) => {
    throw failure instanceof RangeError ? new OperatorFault(failure.message) : failure;
  });
  if (dropped.length > 0)
    console.error(`DROPPED: ${dropped.join(', ')}. A server that still offers it prices it again when it next starts.`);
  const later = laterText(prices.scheduled(effectiveFrom));
  console.log(`Version ${version} with ${rows.length} narrators is in force from ${effectiveFrom.toISOString()} on.${later}`);
  return 0;
}

async function margins({ database, argv }: ScriptTools): Promise<number> {
  const options = { days: { type: 'string', default: '7' }, by: { type: 'string', default: 'narrator' } } as const;
  const { values } = parseArgs({ args: argv, options });
  const by = MARGINS_BY.find((word) => word === values.by);
  if (!by) throw new OperatorFault(`--by must be one of ${MARGINS_BY.join(', ')}, not "${values.by}".`);
  const days = wholeOf('--days', values.days, DAYS_MAX);
  const found = await createTurnFigures(database).margins(new Date(Date.now() - days * DAY_MS), by);
  console.log(found.length === 0 ? `There was no settled turn in the last ${days} days.` : marginsText(found, by));
  return 0;
}

function laterText(scheduled: readonly { version: number; effectiveFrom: Date }[]): string {
  return scheduled
    .map(({ version, effectiveFrom }) => ` Version ${version} follows from ${effectiveFrom.toISOString()} on.`)
    .join('');
}

function fileOf(positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new OperatorFault('One file of prices is needed. See --help.');
  return path;
}

function timeOf(option: string, written: string): Date {
  if (written === 'now') return new Date();
  const time = new Date(written);
  if (TIME.test(written) && !Number.isNaN(time.getTime())) return time;
  throw new OperatorFault(
    `${option} "${written}" is not a time: write now, a UTC day such as 2026-12-01, or 2026-12-01T18:00:00Z with its zone.`,
  );
}

function wholeOf(option: string, written: string, most: number): number {
  const number = Number(written);
  if (/^\d{1,9}$/.test(written) && number >= 1 && number <= most) return number;
  throw new OperatorFault(`${option} "${written}" is not a whole number from 1 to ${most}.`);
}
