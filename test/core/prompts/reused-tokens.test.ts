/** What an AI that read an earlier prompt need not read again. */
import { expect } from 'chai';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import { reusedTokens } from '#core/prompts/reused-tokens.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { act, ana, coast, entryWith, historyOf, requestOf, sceneOf, worldWith } from './story.ts';

const { overhead } = entryWith().narrator;
const stableOf = (prompt: Prompt) => prompt.parts.slice(0, prompt.stableCount);

function promptAfter(passages: string[], text = 'I wait.', world = coast, members = [ana]): Prompt {
  return assemblePrompt(requestOf({ scene: sceneOf(historyOf(passages), world, members), action: act(text) }));
}

describe('reused tokens', () => {
  it('are all of the stable part where the same was read, and where nobody knows', () => {
    const prompt = promptAfter(['One.', 'Two.']);
    expect(reusedTokens(prompt, { stable: stableOf(prompt) }, overhead)).to.equal(prompt.stableTokens);
    expect(reusedTokens(prompt, { stable: null }, overhead)).to.equal(prompt.stableTokens);
    expect(reusedTokens(prompt, { stable: [] }, overhead)).to.equal(0);
  });

  it('are what was stable before, when the story went on', () => {
    const former = promptAfter(['One.']);
    expect(reusedTokens(promptAfter(['One.', 'Two.'], 'I ring the bell.'), { stable: stableOf(former) }, overhead)).to.equal(
      former.stableTokens,
    );
  });

  it('are what is left of it, when the story went back', () => {
    const prompt = promptAfter(['One.']);
    expect(reusedTokens(prompt, { stable: stableOf(promptAfter(['One.', 'Two.', 'Three.'])) }, overhead)).to.equal(
      prompt.stableTokens,
    );
  });

  it('end where the texts differ', () => {
    const ben = { ...ana, playerId: 'ben', name: 'Ben' };
    const joined = promptAfter(['One.'], 'I wait.', coast, [ana, ben]);
    const alone = promptAfter(['One.']);
    const reused = reusedTokens(joined, { stable: stableOf(alone) }, overhead);
    const players = joined.parts.findIndex(({ id }) => id === 'ben');
    expect(reused).to.equal(joined.parts.slice(0, players).reduce((sum, { tokens }) => sum + tokens, overhead.perMessage));
    expect(
      reusedTokens(joined, { stable: stableOf(promptAfter(['One.'], '', worldWith({ description: 'Another.' }))) }, overhead),
    ).to.be.below(reused);
  });

  it('[TN14] end at what was edited or told since, where nobody knows the texts that were read', () => {
    const prompt = promptAfter(['One.', 'Two.', 'Three.']);
    const known = (...numbers: number[]) => ({ stable: null, known: new Set(numbers.map((n) => `turn:journey:${n}`)) });
    const reused = [
      [1, 2, 3],
      [1, 2],
      [2, 3],
    ].map((numbers) => reusedTokens(prompt, known(...numbers), overhead));
    expect(reused[0]).to.equal(prompt.stableTokens);
    expect(reused[1]).to.be.below(reused[0]!);
    expect(reused[2]).to.be.below(reused[1]!);
    expect(reused[2]).to.be.above(0);
  });
});
