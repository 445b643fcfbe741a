/** The prompt: its order, its stable beginning, its count, and what was cut. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { ACTION_CHARACTERS_MAX } from '#protocol/values.ts';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import type { PromptRequest } from '#core/prompts/assemble-prompt.ts';
import { promptMessages } from '#core/prompts/prompt.ts';
import type { Prompt, PromptPart } from '#core/prompts/prompt.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { always, SEED } from '../property.ts';
import { act, ana, ben, coast, entryWith, historyOf, limitsWith, loreEntry } from './story.ts';
import { requestOf, sceneOf, summaryOf, turnOf, worldWith } from './story.ts';

const isVolatile = ({ kind, role }: PromptPart) =>
  ['memory-note', 'tracker-sheet', 'author-note', 'length', 'action'].includes(kind) || (kind === 'lore' && role === 'user');
const stableOf = (prompt: Prompt) => prompt.parts.filter((part) => !isVolatile(part));
const textOf = (parts: readonly PromptPart[]) => JSON.stringify(promptMessages(parts));

describe(`the prompt (seed ${SEED})`, () => {
  const entry = entryWith();

  it('has what never changes first, then the story, then what belongs to this turn', () => {
    const prompt = assembled({ scene: sceneOf([turnOf(1, 'A bell rings.')]), action: act('I light the lamp.') });
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
      'user author-note world',
      'user action',
    ]);
    expect(prompt.cacheKey).to.equal('journey');
    const roles = promptMessages(prompt.parts).map(({ role }) => role);
    expect(roles).to.deep.equal(['system', 'user', 'assistant', 'user', 'assistant', 'user', 'assistant', 'user']);
  });

  it('says who plays and who they are, and never what is only for players', () => {
    const text = textOf(assembled().parts);
    expect(text).to.include('Ana is played by a player: a diver who counts everything');
    expect(text).to.include('Ben is played by a player\\n');
    expect(text).not.to.include(coast.creator_notes).and.not.to.include('Never shown.');
  });

  it('ends with the action, in its mode', () => {
    const last = (mode: 'do' | 'say' | 'story' | 'continue', text: string) =>
      assembled({ action: { mode, text } }).parts.at(-1)?.text;
    expect(last('do', 'I run.')).to.equal('Ana: I run.');
    expect(last('say', 'Run!')).to.equal('Ana says: "Run!"');
    expect(last('story', 'Rain falls.')).to.equal('Rain falls.');
    expect([last('continue', ''), last('continue', 'Slowly.')]).to.deep.equal(['Continue.', 'Continue. Slowly.']);
  });

  it('counts what it has: its parts, and the chat format around them', () => {
    always(
      fc.property(anyStory, anyAction, (passages, action) => {
        const prompt = assembled({ scene: sceneOf(historyOf(passages)), action: act(action) });
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
    const limits = limitsWith({ promptTokens: 1_500 });
    always(
      fc.property(fc.array(anyPassage, { minLength: 30, maxLength: 60, size: 'max' }), (passages) => {
        const history = historyOf(passages);
        const prompts = [...history, null].map((_, told) =>
          assembled({ scene: sceneOf(history.slice(0, told)), action: act('I go on.'), limits }),
        );
        let cuts = 0;
        for (const [index, prompt] of prompts.entries()) {
          const former = prompts[index - 1];
          expect(prompt.tokens).to.be.at.most(limits.promptTokens);
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
    const prompt = assembled({
      scene: sceneOf(long, world),
      action: act('I light the lamp and ring the bell.'),
      limits: limitsWith({ promptTokens: 1_500 }),
    });
    expect(prompt.cut.find(({ id }) => id === 'lamp')?.why).to.equal('matched "lamp" in the action, but over the lore budget');
    const lost = 60 - keptTurns(prompt);
    const [story, ...others] = prompt.cut.filter(({ kind }) => kind === 'history');
    expect(others).to.deep.equal([]);
    expect(story).to.include({ id: `turn:journey:${lost}`, name: `turns 1–${lost}` });
    expect(story).to.include({ why: 'beyond what this AI model reads at once' });
    expect(story?.tokens).to.be.above(lost * 70);
    for (const { id } of prompt.cut) expect(prompt.parts.some((part) => part.id === id)).to.equal(false);
  });

  it('makes room for the longest action, or refuses it: ACTION_TOO_LONG', () => {
    const longest = 'x'.repeat(ACTION_CHARACTERS_MAX);
    const history = historyOf(Array.from({ length: 80 }, () => 'wave '.repeat(50)));
    for (const promptTokens of [1_300, 1_500, 2_000, 6_000]) {
      const prompt = assembled({ scene: sceneOf(history), action: act(longest), limits: limitsWith({ promptTokens }) });
      expect(prompt.tokens).to.be.at.most(promptTokens);
      expect(prompt.parts.at(-1)?.text).to.include(longest);
    }
    expect(() => assembled({ scene: sceneOf(history), action: act(longest), limits: limitsWith({ promptTokens: 600 }) }))
      .to.throw()
      .with.property('code', 'ACTION_TOO_LONG');
  });

  it('asks only about trackers that the action or the latest passages mention, and about all before there is an action', () => {
    const trackers = (text: string | null, history = [turnOf(1, 'Nothing.')]) =>
      assembled({ scene: sceneOf(history), action: text === null ? null : act(text) }).trackers.map(({ key }) => key);
    expect(trackers('I wait.')).to.deep.equal(['tide']);
    expect(trackers('I fill the OIL.')).to.deep.equal(['oil', 'tide']);
    expect(trackers('I wait.', [turnOf(1, 'The lamp flickers.')])).to.deep.equal(['oil', 'tide']);
    expect(trackers(null)).to.deep.equal(['oil', 'tide']);
  });

  it('searches as many texts for lore as the world says, the action included', () => {
    const book = { entries: [loreEntry('bell')] };
    const found = (scan_depth: number, ...passages: string[]) => {
      const prompt = assembled({ scene: sceneOf(historyOf(passages), worldWith({}, { ...book, scan_depth })) });
      return prompt.parts.find(({ id }) => id === 'bell')?.why;
    };
    expect(found(3, 'A bell.', 'Rain.')).to.equal('matched "bell" in turn 1');
    expect(found(3, 'A bell.', 'Rain.', 'Fog.')).to.equal(undefined);
    expect(found(2, 'A bell.')).to.equal('matched "bell" in turn 1');
    expect(found(1, 'A bell.'), 'depth 1 is the action alone').to.equal(undefined);
    expect(found(0, 'A bell.')).to.equal(undefined);
  });

  it("has the author's own notes and length, and nobody else's", () => {
    const settings = { ...ana.settings, memoryNote: 'The key is in the boot.', authorNote: 'No rhymes.' };
    const noting = { ...ana, settings };
    const scene = sceneOf([], coast, [noting, ben]);
    const limits = limitsWith({ passageTokens: 100, passageChosen: true });
    const prompt = assembled({ scene, author: noting, limits });
    expect(prompt.parts.slice(prompt.stableCount).map(({ kind, text }) => `${kind} ${text.trim()}`)).to.deep.equal([
      'memory-note Remember: The key is in the boot.',
      'tracker-sheet Lamp oil 6 of 10. Tide: low.',
      'author-note Show what this changes.',
      'author-note No rhymes.',
      'length Write about 70 words.',
      'action Ana: I wait.',
    ]);
    const others = assembled({ scene, author: ben });
    expect(others.parts.slice(others.stableCount).map(({ kind }) => kind)).to.deep.equal([
      'tracker-sheet',
      'author-note',
      'action',
    ]);
  });

  it('names every part as people do', () => {
    const scene = { ...sceneOf(historyOf(['One.', 'Two.', 'Three.'])), summaries: [summaryOf(1, 2)] };
    const names = assembled({ scene, action: act('I ring the bell.') }).parts.map(({ name }) => name);
    expect(names).to.deep.equal([
      ...['instructions', 'how this world is told', 'premise', 'sea', 'Dorrit', 'Ana', 'Ben', 'opening', 'opening'],
      ...['example', 'example', 'turns 1–2', 'turn 3', 'turn 3', 'bell', 'trackers', "the world's note", 'action'],
    ]);
  });

  it('keeps constant lore to half of the prompt, by priority and in the order of the book, and says what it cut', () => {
    const constant = (id: string, priority: number) => loreEntry(id, { constant: true, content: id.repeat(600), priority });
    const world = worldWith({}, { entries: [constant('a', 1), constant('b', 3), constant('c', 2), constant('d', 4)] });
    const prompt = assembled({ scene: sceneOf([], world), limits: limitsWith({ promptTokens: 1_000 }) });
    expect(prompt.parts.filter(({ kind }) => kind === 'lore').map(({ id }) => id)).to.deep.equal(['b', 'c', 'd']);
    expect(prompt.cut).to.deep.equal([
      {
        ...{ kind: 'lore', id: 'a', name: 'a', tokens: 151 },
        why: 'always there, by the world, but what is always there takes at most half of what this AI model reads at once',
      },
    ]);
  });

  it('refuses a world that does not fit, whatever the action: CONTEXT_TOO_SMALL', () => {
    const scene = sceneOf([], worldWith({ description: 'x'.repeat(4_000) }));
    for (const action of [null, act('I wait.'), act('x'.repeat(1_000))]) {
      expect(() => assembled({ scene, action, limits: limitsWith({ promptTokens: 1_000 }) }))
        .to.throw()
        .with.property('code', 'CONTEXT_TOO_SMALL');
    }
  });

  it('never lets the world take what belongs to the story: keyed lore has a quarter of the prompt', () => {
    const entries = Array.from({ length: 50 }, (_, index) => loreEntry(`e${index}`, { keys: ['sea'], content: 'x'.repeat(200) }));
    const scene = sceneOf([], worldWith({}, { token_budget: 100_000, entries }));
    const { parts } = assembled({ scene, action: act('The sea.'), limits: limitsWith({ promptTokens: 1_200 }) });
    const tokens = parts.filter(({ kind }) => kind === 'lore').reduce((sum, part) => sum + part.tokens, 0);
    expect(tokens).to.be.within(200, 300);
  });

  it('makes each part once, for as long as world, members and turns live', () => {
    let counted = 0;
    const narrator = { ...entry.narrator, countTokens: (text: string) => ((counted += 1), text.length) };
    const counting = { ...entry, narrator };
    const history = historyOf(Array.from({ length: 50 }, (_, index) => `Passage ${index}.`));
    const limits = limitsWith({ promptTokens: 100_000 });
    assembled({ scene: sceneOf(history.slice(0, 49)), entry: counting, limits });
    counted = 0;
    assembled({ scene: sceneOf(history), entry: counting, limits });
    expect(counted, 'the new turn, the new sheet and the action').to.equal(4);
  });
});

const anyPassage = fc.integer({ min: 20, max: 400 }).map((length) => `${length} ${'wave '.repeat(length)}`.slice(0, length));
const anyStory = fc.array(anyPassage, { maxLength: 120, size: 'max' });
const anyAction = fc.string({ maxLength: ACTION_CHARACTERS_MAX, size: 'max' });

function assembled(fields: Partial<PromptRequest> = {}): Prompt {
  return assemblePrompt(requestOf(fields));
}

function keptTurns(prompt: Prompt): number {
  return prompt.parts.filter(({ kind, role }) => kind === 'history' && role === 'assistant').length;
}

function counted(parts: readonly PromptPart[], { narrator }: NarratorEntry): number {
  const { perMessage, perPrompt } = narrator.overhead;
  return parts.reduce((sum, { tokens }) => sum + tokens, perPrompt + perMessage * promptMessages(parts).length);
}
