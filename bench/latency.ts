/** What we add to a turn: before the narrator is called, and from its last token to the settled state at the client. */
import type { Prompt } from '#core/prompts/prompt.ts';
import { createScriptedNarrator } from '#narrators/scripted/scripted-narrator.ts';
import type { JourneySession } from '#sdk/index.ts';
import { percentile, rounded } from './bench.ts';
import type { Bench } from './bench.ts';
import { startScriptedServer } from './bench-server.ts';

const JOURNEYS = 16;
const TURNS = 12;
const NARRATION_MS = 2_000;
const PIECES = 40;

export const latencyBench: Bench = {
  name: 'latency',
  about: '16 journeys, each narration paced over 2 s: what we add before the narrator is called and behind its last token',
  async run(say) {
    const calledAt = new Map<string, number>();
    const lastTokenAt = new Map<string, number>();
    const scripted = createScriptedNarrator(() => ({ pieces: pieces(), pauseMs: NARRATION_MS / PIECES }));
    const server = await startScriptedServer({
      ...scripted,
      async *narrate(prompt: Prompt, request) {
        calledAt.set(prompt.cacheKey, performance.now());
        const result = yield* scripted.narrate(prompt, request);
        lastTokenAt.set(prompt.cacheKey, performance.now());
        return result;
      },
    });
    try {
      const sessions = await server.soloJourneys(JOURNEYS);
      const before: number[] = [];
      const after: number[] = [];
      await Promise.all(
        sessions.map(async (session, index) => {
          // Spread over the narration's length, as sixteen real journeys would be.
          await new Promise((resolve) => setTimeout(resolve, (index * NARRATION_MS) / JOURNEYS));
          for (let turn = 0; turn < TURNS; turn++) {
            const sentAt = performance.now();
            const settledAt = settledInState(session);
            const outcome = await session.act(`I go on, turn ${turn}.`);
            if (outcome.type !== 'settled') throw new Error(`the turn was ${outcome.type}`);
            if (turn < 2) continue; // warming up
            before.push((calledAt.get(session.journeyId) ?? Number.NaN) - sentAt);
            after.push((await settledAt) - (lastTokenAt.get(session.journeyId) ?? Number.NaN));
          }
        }),
      );
      await Promise.all(sessions.map((session) => session.leave()));
      say(`${before.length} turns in ${JOURNEYS} journeys, client and server in one process`);
      return {
        'before-p50-ms': { value: rounded(percentile(before, 0.5)), want: '<= 8' },
        'before-p99-ms': { value: rounded(percentile(before, 0.99)), want: '<= 40' },
        'after-p50-ms': { value: rounded(percentile(after, 0.5)), want: '<= 15' },
        'after-p99-ms': { value: rounded(percentile(after, 0.99)), want: null },
      };
    } finally {
      await server.end();
    }
  },
};

function pieces(): string[] {
  return Array.from({ length: PIECES }, (_, index) => `Piece ${index} of the tale. `);
}

/** When the finished passage and the new balance are in the client's state. */
function settledInState(session: JourneySession): Promise<number> {
  const { n } = session.state.passages.at(-1) ?? { n: 0 };
  return new Promise((resolve) => {
    const stopListening = session.on('state', ({ passages, me }) => {
      if ((passages.at(-1)?.n ?? 0) <= n || me?.wallet.held !== 0) return;
      stopListening();
      resolve(performance.now());
    });
  });
}
