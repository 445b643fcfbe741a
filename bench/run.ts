/** `npm run bench -- NAME`: runs one bench; the last line is one JSON object, exit 1 when a figure misses. */
import { holds } from './bench.ts';
import type { Bench } from './bench.ts';
import { bytesBench } from './bytes.ts';
import { estimatesBench } from './estimates.ts';
import { hotWorldBench } from './hot-world.ts';
import { latencyBench } from './latency.ts';
import { ledgerBench } from './ledger.ts';
import { liveBench } from './live.ts';
import { pagesBench } from './pages.ts';
import { promptBench } from './prompt.ts';
import { proxyBench } from './proxy.ts';
import { turnBench } from './turn.ts';
import { turnCostBench } from './turn-cost.ts';

const BENCHES: readonly Bench[] = [
  turnBench,
  ledgerBench,
  hotWorldBench,
  latencyBench,
  liveBench,
  bytesBench,
  turnCostBench,
  estimatesBench,
  promptBench,
  proxyBench,
  pagesBench,
];

const HELP = `npm run bench -- NAME

${BENCHES.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

The last line is {bench, holds, figures: {name: {value, want}}}; exit code 1 when a figure misses what is wanted.`;

const [name] = process.argv.slice(2);
const bench = BENCHES.find((candidate) => candidate.name === name);
if (!bench) {
  console.log(HELP);
  process.exit(name === undefined || name === '--help' || name === '-h' ? 0 : 2);
}
const figures = await bench.run((line) => {
  console.error(line);
});
const all = Object.values(figures).every(holds);
console.log(JSON.stringify({ bench: bench.name, holds: all, figures }));
process.exit(all ? 0 : 1);
