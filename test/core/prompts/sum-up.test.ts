/** Summaries in the prompt, and when the next one is asked for. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import { promptTokensOf } from '#core/prompts/prompt-parts.ts';
import { promptMessages } from '#core/prompts/prompt.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { Turn } from '#core/turns/turn.ts';
import { always, SEED } from '../property.ts';
import { act, entryWith, historyOf, limitsWith, requestOf, sceneOf, summaryOf } from './story.ts';

const entry = entryWith();
const limits = limitsWith({ promptTokens: 1_500, passageTokens: 200 });

function promptWith(history: readonly Turn[], summaries: readonly Summary[] = [], fields = {}): Prompt {
  return assemblePrompt(requestOf({ scene: { ...sceneOf(history), summaries }, limits, ...fields }));
}

const story = (turns: number, length = 400) =>
  historyOf(Array.from({ length: turns }, (_, index) => `${index} `.padEnd(length, '.')));
const namesOf = (prompt: Prompt) =>
  prompt.parts.filter(({ kind }) => ['summary', 'history'].includes(kind)).map(({ name }) => name);

describe(`summing up (seed ${SEED})`, () => {
  it('puts summaries in the place of the turns they cover, before the next action', () => {
    const prompt = promptWith(story(6), [summaryOf(1, 2), summaryOf(3, 4)]);
    expect(namesOf(prompt)).to.deep.equal(['turns 1–2', 'turns 3–4', 'turn 5', 'turn 5', 'turn 6', 'turn 6']);
    const roles = promptMessages(prompt.parts).map(({ role }) => role);
    expect(roles.slice(1).every((role, index) => role === (index % 2 === 0 ? 'user' : 'assistant'))).to.equal(true);
    const message = promptMessages(prompt.parts).find(({ texts }) => texts.join('').includes('Earlier'));
    expect(message?.role).to.equal('user');
    expect(message?.texts.join('')).to.equal(
      'Earlier in the story: What happened in 1 to 2.\n\nEarlier in the story: What happened in 3 to 4.\n\nAna: I go on.',
    );
  });

  it('covers all turns when the story went back to the last one summed up', () => {
    expect(namesOf(promptWith(story(4), [summaryOf(1, 4)]))).to.deep.equal(['turns 1–4']);
  });

  it('asks for nothing while there is room, then for the oldest turns until less than half is left', () => {
    expect(promptWith(story(2)).summary).to.equal(null);
    const turns = Array.from({ length: 20 }, (_, index) => index).find((told) => promptWith(story(told)).summary !== null) ?? 0;
    const prompt = promptWith(story(turns));
    const { summary } = prompt;
    expect(
      prompt.cut.filter(({ kind }) => kind === 'history'),
      'asked for before anything is cut',
    ).to.deep.equal([]);
    expect(summary).to.include({ fromN: 1 });
    expect(summary?.toKey).to.equal(`turn:journey:${summary?.toN}`);
    expect(summary?.toN).to.be.within(Math.floor(turns * 0.4), turns - 2);
    const last = summary?.parts.at(-1);
    expect(last).to.include({ role: 'user', name: 'request for a summary' });
    const shared = (summary?.parts.length ?? 0) - 1;
    expect(prompt.parts.slice(0, shared), 'begins as the prompt does').to.deep.equal(summary?.parts.slice(0, -1));
  });

  it('asks for the same before an action is written as beside any', () => {
    const history = story(8);
    const before = promptWith(history, [], { action: null }).summary;
    expect(before).not.to.equal(null);
    for (const text of ['', 'I wait.', 'x'.repeat(900), 'The lamp and the bell.']) {
      expect(promptWith(history, [], { action: act(text) }).summary).to.deep.equal(before);
    }
  });

  it('goes on for ever: each summary makes room for the next turns, and nothing is cut word for word but what is covered', () => {
    const anyLengths = fc.array(fc.integer({ min: 100, max: 330 }), { minLength: 40, maxLength: 60, size: 'max' });
    always(
      fc.property(anyLengths, (lengths) => {
        const history = historyOf(lengths.map((length, index) => `${index} `.padEnd(length, '.')));
        const summaries: Summary[] = [];
        let former: Prompt | null = null;
        history.forEach((_, told) => {
          const prompt = promptWith(history.slice(0, told), summaries);
          expect(prompt.tokens).to.be.at.most(limits.promptTokens);
          expect(prompt.cut.filter(({ kind }) => kind === 'history')).to.deep.equal([]);
          if (former?.summary === null) {
            const kept = former.parts.slice(0, former.stableCount);
            expect(prompt.parts.slice(0, kept.length)).to.deep.equal(kept);
          }
          if (prompt.summary) {
            const { tokens, tokensMax, parts, fromN, toN } = prompt.summary;
            expect(tokens).to.equal(promptTokensOf(parts, entry.narrator.overhead));
            expect(tokens + tokensMax).to.be.at.most(limits.promptTokens + limits.passageTokens);
            expect(tokensMax).to.be.within(60, 300);
            expect(fromN).to.equal((summaries.at(-1)?.toN ?? 0) + 1);
            expect(toN).to.be.at.most(told - 2);
            summaries.push(summaryOf(fromN, toN, 'x'.repeat(tokensMax * 3)));
          }
          former = prompt;
        });
        expect(summaries.length).to.be.above(3);
      }),
      20,
    );
  });

  it('cuts summaries too when they add up, the oldest first, and says so', () => {
    const history = story(30);
    const summaries = Array.from({ length: 10 }, (_, index) => summaryOf(index * 2 + 1, index * 2 + 2, 'x'.repeat(400)));
    const prompt = promptWith(history, summaries);
    const kept = prompt.parts.filter(({ kind }) => kind === 'summary');
    expect(kept.length).to.be.within(1, 6);
    expect(kept.at(-1)?.name).to.equal('turns 19–20');
    const lastCut = (10 - kept.length) * 2;
    expect(prompt.cut.find(({ kind }) => kind === 'summary')).to.include({
      ...{ name: `turns 1–${lastCut}`, why: 'beyond what this AI model reads at once' },
    });
  });

  it('catches up with a long story told by an AI that reads more', () => {
    const history = story(120);
    const { summary, cut } = promptWith(history);
    expect(cut.find(({ kind }) => kind === 'history')?.name).to.match(/^turns 1–11\d$/);
    expect(summary).to.include({ fromN: 1 });
    expect((summary?.tokens ?? 0) + (summary?.tokensMax ?? 0)).to.be.at.most(limits.promptTokens + limits.passageTokens);
    expect(summary?.toN).to.be.above(5);
  });

  it('asks for nothing where only two turns are left, however long', () => {
    expect(promptWith(story(2, 3_000)).summary).to.equal(null);
    expect(promptWith(story(3, 100)).summary).to.equal(null);
  });

  it('asks for nothing where a summary would not have room', () => {
    const tight = { limits: limitsWith({ promptTokens: 700, passageTokens: 200 }) };
    const prompt = promptWith(story(30, 600), [], tight);
    expect(prompt.cut.find(({ kind }) => kind === 'history')?.name).to.match(/^turns? 1–(29|30)$/);
    expect(prompt.summary).to.equal(null);
  });
});
