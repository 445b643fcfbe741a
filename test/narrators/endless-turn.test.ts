/** What the player is told of an AI that stalls, by how it did. */
import { expect } from 'chai';
import { NarratorStalled } from '#core/turns/narrator.ts';
import type { NarrationResult } from '#core/turns/narrator.ts';
import { RELEASE_REASONS, isAiAtFault } from '#protocol/errors.ts';
import { scriptedOfferings } from '../support/test-server.ts';
import { startTestGame } from '../support/test-game.ts';

describe('a turn whose AI stalls', () => {
  for (const [kind, reason] of [
    ['silent', 'narrator-stalled'],
    ['endless', 'narrator-too-long'],
  ] as const)
    it(`[TN4] is free, and says how: ${kind}`, async () => {
      const { entries, prices } = scriptedOfferings();
      const stalling = entries.map((entry) => {
        async function* narrate(): AsyncGenerator<string, NarrationResult, void> {
          yield 'And then, ';
          await Promise.reject(new NarratorStalled('for a test', kind));
          throw new Error('never reached');
        }
        return { ...entry, narrator: { ...entry.narrator, narrate } };
      });
      const test = await startTestGame({ narrators: { entries: stalling, prices } });
      try {
        const ana = await test.player({ bonus: 100 });
        const { resolved } = await test.play(await test.journey(ana), ana, { narratorId: 'astral-lumen' });
        expect(resolved).to.include({ state: 'released', reason });
        expect(isAiAtFault(reason), 'others are offered').to.equal(true);
        expect(RELEASE_REASONS[reason]).to.include(kind === 'silent' ? 'went silent' : 'did not come to an end');
        await test.assertBooks();
      } finally {
        await test.end();
      }
    });
});
