/** What the default narrator's turns really cost on each sample world, with the real local AI. */
import { MICROCREDITS_PER_CREDIT } from '#core/money/microcredits.ts';
import { median, rounded } from './bench.ts';
import type { Bench, Figures } from './bench.ts';
import { actionOf, startRealServer } from './real-server.ts';
import type { RealServer } from './real-server.ts';

const TURNS = 20;

export const turnCostBench: Bench = {
  name: 'turn-cost',
  about: 'the median cost of the default narrator over turns 2–20 on each sample world, with the real local AI',
  async run(say) {
    const server = await startRealServer();
    try {
      const figures: Record<string, Figures[string]> = {};
      for (const { id } of await server.worlds.list()) {
        const costs = await playWorld(server, id, say);
        const value = rounded(median(costs.slice(1)));
        figures[`${id}-median-credits-min`] = { value, want: '>= 20' };
        figures[`${id}-median-credits-max`] = { value, want: '<= 45' };
      }
      return figures;
    } finally {
      await server.end();
    }
  },
};

/** Credits by turn, in order. */
async function playWorld(server: RealServer, worldId: string, say: (line: string) => void): Promise<number[]> {
  const session = await server.journey(worldId, server.game.narrators.defaultId);
  const costs: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const outcome = await session.act(actionOf(session.state.suggestions, turn));
    if (outcome.type === 'settled') costs.push(outcome.receipt.charged / Number(MICROCREDITS_PER_CREDIT));
    else say(`${worldId} turn ${turn + 1}: ${outcome.type === 'released' ? outcome.reason : outcome.error.code}`);
  }
  await session.leave();
  say(`${worldId}: ${costs.map((cost) => rounded(cost, 1)).join(' ')}`);
  return costs;
}
