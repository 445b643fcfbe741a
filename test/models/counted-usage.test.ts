/** Turns whose AI reported no usage: counted, marked so, and in doubt for the player. */
import { expect } from 'chai';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';

describe('counted usage', () => {
  let test: TestGame;
  let script: Script = {};
  before(async () => {
    test = await startTestGame({ narrators: scriptedOfferings(() => script) });
  });
  beforeEach(() => (script = {}));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  it('[PR4] takes the AI to have had in its cache what the quote took it to have', async () => {
    const ana = await test.player({ bonus: 5_000 });
    const journey = await test.journey(ana);
    const play = () => test.play(journey, ana, { narratorId: 'astral-lumen' });
    script = { counted: true };
    const cold = (await play()).turn!;
    expect(cold.counted).to.equal(true);
    expect(cold.usage!.cacheRead, 'nothing is remembered of a journey that nobody read').to.equal(0);

    const warm = (await play()).turn!;
    expect(warm.estimate.reusableTokens).to.be.above(500);
    expect(warm.usage!.cacheRead).to.equal(warm.estimate.reusableTokens);
    expect(warm.charged < cold.charged).to.equal(true);

    script = { counted: false };
    const reported = (await play()).turn!;
    expect(reported.usage!.cacheRead, 'what an AI reports stays as it is').to.equal(0);
  });
});
