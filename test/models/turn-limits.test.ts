/** What reaches the AI and the books of a turn's limits and prices: the shortened passage, and what the vendor asks. */
import { expect } from 'chai';
import { availableIn } from '#core/wallet/wallet.ts';
import { createScriptedNarrator, scriptedEntries } from '#narrators/scripted/scripted-narrator.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { SCRIPTED_PRICES } from '../support/test-server.ts';

describe('the limits and prices of a turn', () => {
  let test: TestGame;
  const asked: { maxTokens: number; trackers: number }[] = [];
  before(async () => {
    const scripted = createScriptedNarrator(() => ({ patches: [], usage: { input: 1_000, cacheRead: 500, output: 40 } }));
    const narrator: Narrator = {
      ...scripted,
      narrate(prompt: Prompt, request) {
        asked.push({ maxTokens: request.maxTokens, trackers: prompt.trackers.length });
        return scripted.narrate(prompt, request);
      },
    };
    const prices = SCRIPTED_PRICES.map((row) => ({ ...row, vendorUsd: { input: '3', cacheRead: '1', output: '7' } }));
    test = await startTestGame({ narrators: { entries: scriptedEntries(narrator), prices } });
  });
  beforeEach(() => asked.splice(0));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  it('[TN9] asks the AI for no more than the credits cover', async () => {
    const rich = await test.player({ bonus: 10_000 });
    const { turn: whole } = await test.play(await test.journey(rich), rich, { narratorId: 'astral-lumen' });
    expect(asked[0]!.maxTokens).to.equal(700);

    const poor = await test.player({ bonus: Number(whole!.ceiling / 1_000_000n) - 20 });
    const available = availableIn(await test.wallets.find(poor.id));
    const { turn } = await test.play(await test.journey(poor), poor, { narratorId: 'astral-lumen' });
    expect(turn!.ceiling).to.equal(available);
    const missing = whole!.ceiling - available;
    expect(asked[1]!.maxTokens).to.equal(700 - Number((missing * 1_000n + 199_999_999n) / 200_000_000n));
  });

  it('[TN9] leaves trackers out where the quote did', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    await test.play(journey, ana, { narratorId: 'astral-lumen', text: 'I light the lamp.' });
    await test.play(journey, ana, { narratorId: 'astral-lumen', text: 'I light the lamp.', withoutTrackers: true });
    expect(asked[0]!.trackers).to.be.above(0);
    expect(asked[1]!.trackers).to.equal(0);
  });

  it('[PR1] books what the vendor asks at its own prices beside what the player pays', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const { turn } = await test.play(await test.journey(ana), ana, { narratorId: 'astral-lumen' });
    expect(turn!.charged).to.equal(1_000n * 20_000n + 500n * 2_000n + 40n * 200_000n);
    expect(turn!.vendorCost).to.equal(1_000n * 3_000n + 500n * 1_000n + 40n * 7_000n);
  });
});
