/** Quotes before anything is written leave room for what is then written, and for who is first. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import { narratorPrices } from '#core/pricing/price-book.ts';
import type { Game } from '#core/turns/game.ts';
import { quoteText, quoteUnwritten, quoteWritten } from '#core/turns/quote-turn.ts';
import type { Scene } from '#core/turns/scene.ts';
import type { TurnAction } from '#core/turns/turn-action.ts';
import { narratorCatalogue } from '#narrators/catalogue.ts';
import { coast, entryWith, loreEntry, sceneOf, turnOf, worldWith } from '../prompts/story.ts';
import { always, SEED } from '../property.ts';

const entry = entryWith({ promptTokensMax: 1_800, passageTokensMax: 100 });
const prices = narratorPrices({ narratorId: 'hearth', input: '1000', cacheRead: '100', output: '5000', accepts: ['scripted'] });
const version = { version: 7, effectiveFrom: new Date(0), narrators: [prices] };
const NOON = new Date('2026-11-23T12:00:00Z');
const game = {
  prices: { current: () => version, version: () => version },
  narrators: narratorCatalogue([entry], 'hearth'),
  clock: () => NOON,
} as unknown as Game;

const world = worldWith({}, { entries: [...coast.character_book.entries, loreEntry('tower', { content: 'y'.repeat(120) })] });
const WORDS = ['wave', 'lamp', 'bell', 'tower', 'oil', 'stone'];
const anyWords = (maxLength: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength, size: 'max' }).map((words) => words.join(' '));
/** As long as a passage or an action may be: 100 tokens, about 1,000 characters. */
const anyTold = fc.record({
  passage: anyWords(120).map((text) => text.slice(0, 400)),
  action: anyWords(300).map((text) => text.slice(0, 900)),
});
const turnsOf = (told: readonly { passage: string; action: string }[]) =>
  told.map(({ passage, action }, index) => turnOf(index + 1, passage, action));

function writtenCeiling(scene: Scene, text: string): bigint {
  const action = { authorName: 'Ana', mode: 'do', text, entry, scene } as TurnAction;
  return quoteWritten(assemblePrompt(scene, action, entry), action, game).ceiling;
}

describe(`a quote before the action (seed ${SEED})`, () => {
  it('[TN7][PR3] has a ceiling that covers whatever is then written, with the passages queued ahead told', () => {
    const story = fc.array(anyTold, { maxLength: 12, size: 'max' });
    always(
      fc.property(story, fc.array(anyTold, { maxLength: 3, size: 'max' }), anyTold, (before, ahead, { action }) => {
        const quoted = quoteUnwritten(sceneOf(turnsOf(before), world), entry, ahead.length, game).ceiling;
        const then = sceneOf(turnsOf([...before, ...ahead]), world);
        expect(writtenCeiling(then, action) <= quoted).to.equal(true);
      }),
      150,
    );
  });

  it('[TN7] of a written text is exact when nobody is ahead', () => {
    always(
      fc.property(fc.array(anyTold, { maxLength: 12, size: 'max' }), anyTold, (before, { action: text }) => {
        const scene = sceneOf(turnsOf(before), world);
        const quoted = quoteText(scene, { authorName: 'Ana', mode: 'do', text }, entry, 0, game).ceiling;
        expect(quoted).to.equal(writtenCeiling(scene, text));
      }),
      50,
    );
  });

  it('[PR1] carries the number of the price version in force', () => {
    expect(quoteUnwritten(sceneOf(), entry, 0, game).priceVersion).to.equal(7);
  });

  it('is warm while the AI remembers the journey, and cold from then on', () => {
    const readAt = (msAgo: number) => new Map([['hearth', new Date(NOON.getTime() - msAgo)]]);
    const warm = (scene: Scene) => quoteUnwritten(scene, entry, 0, game).warm;
    expect(warm(sceneOf())).to.equal(false);
    expect(warm({ ...sceneOf(), readAt: readAt(entry.cacheLifetimeMs - 1) })).to.equal(true);
    expect(warm({ ...sceneOf(), readAt: readAt(entry.cacheLifetimeMs) })).to.equal(false);
    expect(warm({ ...sceneOf(), readAt: new Map([['astral-lumen', NOON]]) })).to.equal(false);
  });

  it('is refused for a narrator without a price', () => {
    expect(() => quoteUnwritten(sceneOf(), { ...entry, narratorId: 'unpriced' }, 0, game))
      .to.throw()
      .with.property('code', 'NARRATOR_UNAVAILABLE');
  });
});
