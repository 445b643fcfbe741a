/** What the default narrator's turns really cost on each sample world, with the real local AI. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { GameClient } from '#sdk/index.ts';
import { MICROCREDITS_PER_CREDIT, credits } from '#core/money/microcredits.ts';
import { readConfig } from '#server/config.ts';
import { startLocalNarrators } from '#server/local-narrators.ts';
import { startServer } from '#server/start-server.ts';
import type { RunningServer } from '#server/start-server.ts';
import { median, rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';

const TURNS = 20;
/** What players do when the suggestions are used up. */
const ACTIONS = [
  'I look closer.',
  'I ask who was here before.',
  'I go on, carefully.',
  'I wait and listen.',
  'I pick it up and turn it over.',
];

export const turnCostBench: Bench = {
  name: 'turn-cost',
  about: 'the median cost of the default narrator over turns 2–20 on each sample world, with the real local AI',
  async run(say) {
    const dataFolder = await mkdtemp(join(tmpdir(), 'imagina-bench-'));
    const config = readConfig({ PORT: '0', DATA_FOLDER: dataFolder, FREE_TURNS_GUEST: '0' });
    const log = pino({ level: 'error' });
    const local = startLocalNarrators(undefined, log);
    const server = await startServer({ config, narrators: local.offerings, log });
    try {
      await local.ready;
      const figures: Record<string, Figures[string]> = {};
      for (const { id } of await server.worlds.list()) {
        const costs = await playWorld(server, id, say);
        const value = rounded(median(costs.slice(1)));
        figures[`${id}-median-credits-min`] = { value, want: '>= 20' };
        figures[`${id}-median-credits-max`] = { value, want: '<= 45' };
      }
      return figures;
    } finally {
      await server.stop();
      await local.dispose();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

/** Credits by turn, in order. */
async function playWorld(server: RunningServer, worldId: string, say: (line: string) => void): Promise<number[]> {
  const client = new GameClient({ url: server.url });
  const { playerId } = await client.signInAsGuest();
  await server.wallets.adjust({
    id: randomUUID(),
    playerId,
    amount: credits(10_000),
    reason: 'bench',
    by: 'bench',
    at: new Date(),
  });
  const session = await client.startJourney({ worldId, name: 'Mira', about: 'a cartographer who cannot swim' });
  while (!session.state.me?.quote.narratorId) await new Promise((resolve) => setTimeout(resolve, 20));
  const costs: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const action = session.state.suggestions[turn] ?? ACTIONS[turn % ACTIONS.length] ?? '';
    const outcome = await session.act(action);
    if (outcome.type === 'settled') costs.push(outcome.receipt.charged / Number(MICROCREDITS_PER_CREDIT));
    else say(`${worldId} turn ${turn + 1}: ${outcome.type === 'released' ? outcome.reason : outcome.error.code}`);
  }
  await session.leave();
  say(`${worldId}: ${costs.map((cost) => rounded(cost, 1)).join(' ')}`);
  return costs;
}
