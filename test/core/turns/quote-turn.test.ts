/** Quotes before anything is written leave room for what is then written, and for who is first. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { TurnSettings } from '#core/journeys/turn-settings.ts';
import { narratorPrices } from '#core/pricing/price-book.ts';
import type { Game } from '#core/turns/game.ts';
import { promptOf, quoteText, quoteUnwritten, quoteWritten } from '#core/turns/quote-turn.ts';
import type { LastRead, Scene } from '#core/turns/scene.ts';
import { termsOf } from '#core/turns/turn-intent.ts';
import type { TurnIntent } from '#core/turns/turn-intent.ts';
import { narratorCatalogue } from '#narrators/catalogue.ts';
import { priceRow } from '../../support/price-rows.ts';
import { ana, coast, entryWith, loreEntry, sceneOf, turnOf, worldWith } from '../prompts/story.ts';
import { always, SEED } from '../property.ts';

const entry = entryWith({ promptTokens: 1_800, promptTokensMax: 4_000, passageTokens: 100, passageTokensMax: 200 });
const prices = narratorPrices(priceRow({ input: '1000', cacheRead: '100', output: '5000', cacheLifetimeSeconds: 300 }));
const version = { version: 7, effectiveFrom: new Date(0), narrators: [prices] };
const NOON = new Date('2026-11-23T12:00:00Z');
const game = {
  prices: { current: () => version, version: () => version },
  narrators: narratorCatalogue([entry], 'hearth'),
  calibrations: { of: () => ({ samples: [] }), learn: () => undefined },
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

const unwritten = (scene: Scene, queuedAhead = 0, author: Member = ana) =>
  quoteUnwritten({ scene, author, entry }, queuedAhead, game);
const intentOf = (scene: Scene, text: string): TurnIntent => ({ scene, author: ana, entry, action: { mode: 'do', text } });

/** The ceiling at which the turn can be held: a summary that the price lock does not cover waits. */
function writtenCeiling(scene: Scene, text: string): bigint {
  const intent = intentOf(scene, text);
  const terms = termsOf(intent, game);
  return quoteWritten({ ...promptOf(intent, terms), summary: null }, intent, terms, game).ceiling;
}

describe(`a quote before the action (seed ${SEED})`, () => {
  it('[TN7][PR3] has a ceiling that covers whatever is then written, with the passages queued ahead told', () => {
    const story = fc.array(anyTold, { maxLength: 12, size: 'max' });
    always(
      fc.property(story, fc.array(anyTold, { maxLength: 3, size: 'max' }), anyTold, (before, ahead, { action }) => {
        const quoted = unwritten(sceneOf(turnsOf(before), world), ahead.length).ceiling;
        const then = sceneOf(turnsOf([...before, ...ahead]), world);
        expect(writtenCeiling(then, action) <= quoted).to.equal(true);
      }),
      150,
    );
  });

  it('[TN7] of a written text is exact when nobody is ahead', () => {
    always(
      fc.property(fc.array(anyTold, { maxLength: 12, size: 'max' }), anyTold, (before, { action: text }) => {
        const intent = intentOf(sceneOf(turnsOf(before), world), text);
        const terms = termsOf(intent, game);
        const written = quoteWritten(promptOf(intent, terms), intent, terms, game).ceiling;
        expect(quoteText(intent, 0, game).ceiling).to.equal(written);
      }),
      50,
    );
  });

  it('[PR1] carries the number of the price version in force', () => {
    expect(unwritten(sceneOf()).priceVersion).to.equal(7);
  });

  it('is warm while the AI remembers the journey, says until when, and is cold from then on', () => {
    const read = (msAgo: number, narratorId = 'hearth') =>
      new Map<string, LastRead>([[narratorId, { at: new Date(NOON.getTime() - msAgo), stable: null }]]);
    const { cacheLifetimeMs } = prices;
    const warmUntil = (scene: Scene) => unwritten(scene).warmUntil;
    expect(warmUntil(sceneOf())).to.equal(null);
    expect(warmUntil({ ...sceneOf(), read: read(cacheLifetimeMs - 1) })).to.deep.equal(new Date(NOON.getTime() + 1));
    expect(warmUntil({ ...sceneOf(), read: read(cacheLifetimeMs) })).to.equal(null);
    expect(warmUntil({ ...sceneOf(), read: read(0, 'astral-lumen') })).to.equal(null);
    const warm = unwritten({ ...sceneOf(turnsOf([{ passage: 'wave '.repeat(80), action: 'bell' }])), read: read(1) });
    const cold = unwritten(sceneOf(turnsOf([{ passage: 'wave '.repeat(80), action: 'bell' }])));
    expect(warm.likely < cold.likely, 'warm is cheaper').to.equal(true);
    expect(warm.ceiling, 'but may have forgotten').to.equal(cold.ceiling);
  });

  it("goes by the author's settings, within what the AI can do", () => {
    const withSettings = (settings: Partial<TurnSettings>) =>
      unwritten(sceneOf(turnsOf([]), world), 0, { ...ana, settings: { ...USUAL_SETTINGS, ...settings } });
    expect(withSettings({}).passageTokensMax).to.equal(100);
    expect(withSettings({ passageTokens: 150 }).passageTokensMax).to.equal(150);
    expect(withSettings({ passageTokens: 9_000 }).passageTokensMax).to.equal(200);
    expect(withSettings({ passageTokens: 50 }).likely < withSettings({}).likely).to.equal(true);
    const long = turnsOf(Array.from({ length: 30 }, () => ({ passage: 'wave '.repeat(60), action: 'bell' })));
    const reading = (promptTokens: number | null) =>
      unwritten(sceneOf(long, world), 0, { ...ana, settings: { ...USUAL_SETTINGS, promptTokens } });
    expect(reading(900).promptTokens < reading(null).promptTokens).to.equal(true);
    expect(reading(900).ceiling < reading(null).ceiling).to.equal(true);
    expect(reading(1_000_000).promptTokens <= 4_000).to.equal(true);
    const noted = withSettings({ memoryNote: 'The rope is blue. '.repeat(20) });
    expect(noted.promptTokens > withSettings({}).promptTokens).to.equal(true);
  });

  it('is refused for a narrator without a price', () => {
    const intent = { scene: sceneOf(), author: ana, entry: { ...entry, narratorId: 'unpriced' } };
    expect(() => quoteUnwritten(intent, 0, game))
      .to.throw()
      .with.property('code', 'NARRATOR_UNAVAILABLE');
  });
});
