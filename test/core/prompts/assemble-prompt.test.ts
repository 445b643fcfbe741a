/** The prompt: its order, its stable beginning, its count, and what was cut. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { ACTION_CHARACTERS_MAX } from '#protocol/values.ts';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import { promptMessages } from '#core/prompts/prompt.ts';
import type { Prompt, PromptPart } from '#core/prompts/prompt.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { always, SEED } from '../property.ts';
import { coast, entryWith, loreEntry, sceneOf, turnOf, worldWith } from './story.ts';

const act = (text: string) => ({ authorName: 'Ana', mode: 'do' as const, text });
const isVolatile = ({ kind, role }: PromptPart) =>
  ['tracker-sheet', 'author-note', 'action'].includes(kind) || (kind === 'lore' && role === 'user');
const stableOf = (prompt: Prompt) => prompt.parts.filter((part) => !isVolatile(part));
const textOf = (parts: readonly PromptPart[]) => JSON.stringify(promptMessages(parts));

describe(`the prompt (seed ${SEED})`, () => {
  const entry = entryWith();

  it('has what never changes first, then the story, then what belongs to this turn', () => {
    const prompt = assemblePrompt(sceneOf([turnOf(1, 'A bell rings.')]), act('I light the lamp.'), entry);
    expect(prompt.parts.map(({ kind, id, role }) => `${role} ${kind}${id ? ` ${id}` : ''}`)).to.deep.equal([
      'system instructions',
      'system instructions world',
      'system premise',
      'system lore sea',
      'system character dorrit',
      'system player ana',
      'system player ben',
      'user opening',
      'assistant opening',
      'user example',
      'assistant example',
      'user history turn:journey:1',
      'assistant history turn:journey:1',
      'user lore lamp',
      'user lore bell',
      'user tracker-sheet',
      'user author-note',
      'user action',
    ]);
    expect(prompt.cacheKey).to.equal('journey');
    const roles = promptMessages(prompt.parts).map(({ role }) => role);
    expect(roles).to.deep.equal(['system', 'user', 'assistant', 'user', 'assistant', 'user', 'assistant', 'user']);
  });

  it('says who plays and who they are, and never what is only for players', () => {
    const text = textOf(assemblePrompt(sceneOf(), act('I wait.'), entry).parts);
    expect(text).to.include('Ana is played by a player: a diver who counts everything');
    expect(text).to.include('Ben is played by a player\\n');
    expect(text).not.to.include(coast.creator_notes).and.not.to.include('Never shown.');
  });

  it('ends with the action, in its mode', () => {
    const last = (mode: 'do' | 'say' | 'story' | 'continue', text: string) =>
      assemblePrompt(sceneOf(), { authorName: 'Ana', mode, text }, entry).parts.at(-1)?.text;
    expect(last('do', 'I run.')).to.equal('Ana: I run.');
    expect(last('say', 'Run!')).to.equal('Ana says: "Run!"');
    expect(last('story', 'Rain falls.')).to.equal('Rain falls.');
    expect([last('continue', ''), last('continue', 'Slowly.')]).to.deep.equal(['Continue.', 'Continue. Slowly.']);
  });

  it('counts what it has: its parts, and the chat format around them', () => {
    always(
      fc.property(anyStory, anyAction, (passages, action) => {
        const prompt = assemblePrompt(sceneOf(historyOf(passages)), act(action), entry);
        expect(prompt.tokens).to.equal(counted(prompt.parts, entry));
        for (const { tokens, text } of prompt.parts) expect(tokens).to.equal(entry.narrator.countTokens(text));
        const stable = stableOf(prompt);
        expect(textOf(prompt.parts.slice(0, stable.length)), 'the stable part comes first').to.equal(textOf(stable));
        expect(prompt.stableTokens).to.equal(counted(stable, entry) - entry.narrator.overhead.perPrompt);
      }),
      60,
    );
  });

  it('grows at its stable end, turn after turn, until history is cut, which is seldom', () => {
    const small = entryWith({ promptTokensMax: 1_500 });
    always(
      fc.property(fc.array(anyPassage, { minLength: 30, maxLength: 60, size: 'max' }), (passages) => {
        const history = historyOf(passages);
        const prompts = [...history, null].map((_, told) =>
          assemblePrompt(sceneOf(history.slice(0, told)), act('I go on.'), small),
        );
        let cuts = 0;
        for (const [index, prompt] of prompts.entries()) {
          const former = prompts[index - 1];
          expect(prompt.tokens).to.be.at.most(small.promptTokensMax);
          if (!former) continue;
          if (keptTurns(prompt) === keptTurns(former) + 1) {
            expect(textOf(stableOf(prompt)).startsWith(textOf(stableOf(former)).slice(0, -1))).to.equal(true);
            continue;
          }
          cuts += 1;
          expect(keptTurns(prompt), 'what is left after a cut').to.be.at.least(2);
        }
        expect(cuts).to.be.at.most(passages.length / 4);
      }),
      20,
    );
  });

  it('says what was cut and why', () => {
    const world = worldWith({}, { token_budget: 5 });
    const long = historyOf(Array.from({ length: 60 }, (_, index) => `${index} ${'wave '.repeat(60)}`));
    const prompt = assemblePrompt(
      sceneOf(long, world),
      act('I light the lamp and ring the bell.'),
      entryWith({ promptTokensMax: 1_500 }),
    );
    expect(prompt.cut.find(({ id }) => id === 'lamp')?.why).to.equal('matched "lamp" in the action, but over the lore budget');
    expect(prompt.cut.filter(({ kind }) => kind === 'history').length).to.equal(2 * (60 - keptTurns(prompt)));
    expect(prompt.cut.find(({ id }) => id === 'turn:journey:1')?.why).to.equal(
      'turn 1 is beyond what this AI model reads at once',
    );
    for (const { id } of prompt.cut) expect(prompt.parts.some((part) => part.id === id)).to.equal(false);
  });

  it('makes room for the longest action, or refuses it: ACTION_TOO_LONG', () => {
    const longest = 'x'.repeat(ACTION_CHARACTERS_MAX);
    const history = historyOf(Array.from({ length: 80 }, () => 'wave '.repeat(50)));
    for (const promptTokensMax of [1_000, 1_200, 2_000, 6_000]) {
      const prompt = assemblePrompt(sceneOf(history), act(longest), entryWith({ promptTokensMax }));
      expect(prompt.tokens).to.be.at.most(promptTokensMax);
      expect(prompt.parts.at(-1)?.text).to.include(longest);
    }
    expect(() => assemblePrompt(sceneOf(history), act(longest), entryWith({ promptTokensMax: 600 })))
      .to.throw()
      .with.property('code', 'ACTION_TOO_LONG');
  });

  it('asks only about trackers that the action or the latest passages mention, and about all before there is an action', () => {
    const trackers = (text: string | null, history = [turnOf(1, 'Nothing.')]) =>
      assemblePrompt(sceneOf(history), text === null ? null : act(text), entry).trackers.map(({ key }) => key);
    expect(trackers('I wait.')).to.deep.equal(['tide']);
    expect(trackers('I fill the OIL.')).to.deep.equal(['oil', 'tide']);
    expect(trackers('I wait.', [turnOf(1, 'The lamp flickers.')])).to.deep.equal(['oil', 'tide']);
    expect(trackers(null)).to.deep.equal(['oil', 'tide']);
  });

  it('searches as many texts for lore as the world says, the action included', () => {
    const book = { entries: [loreEntry('bell')] };
    const found = (scan_depth: number, ...passages: string[]) => {
      const prompt = assemblePrompt(sceneOf(historyOf(passages), worldWith({}, { ...book, scan_depth })), act('I wait.'), entry);
      return prompt.parts.find(({ id }) => id === 'bell')?.why;
    };
    expect(found(3, 'A bell.', 'Rain.')).to.equal('matched "bell" in turn 1');
    expect(found(3, 'A bell.', 'Rain.', 'Fog.')).to.equal(undefined);
    expect(found(2, 'A bell.')).to.equal('matched "bell" in turn 1');
    expect(found(1, 'A bell.'), 'depth 1 is the action alone').to.equal(undefined);
    expect(found(0, 'A bell.')).to.equal(undefined);
  });
});

const anyPassage = fc.integer({ min: 20, max: 400 }).map((length) => `${length} ${'wave '.repeat(length)}`.slice(0, length));
const anyStory = fc.array(anyPassage, { maxLength: 120, size: 'max' });
const anyAction = fc.string({ maxLength: ACTION_CHARACTERS_MAX, size: 'max' });

function historyOf(passages: readonly string[]) {
  return passages.map((passage, index) => turnOf(index + 1, passage));
}

function keptTurns(prompt: Prompt): number {
  return prompt.parts.filter(({ kind, role }) => kind === 'history' && role === 'assistant').length;
}

function counted(parts: readonly PromptPart[], { narrator }: NarratorEntry): number {
  const { perMessage, perPrompt } = narrator.overhead;
  return parts.reduce((sum, { tokens }) => sum + tokens, perPrompt + perMessage * promptMessages(parts).length);
}
