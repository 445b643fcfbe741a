/** The sample worlds are data: their shape, their lengths (every turn pays for them) and whether their lore can be found. */
import { expect } from 'chai';
import { containsWords } from '#core/prompts/contains-words.ts';
import { matchLore } from '#core/prompts/match-lore.ts';
import type { LoreEntry } from '#core/worlds/world.ts';
import { SAMPLE_WORLDS } from '#server/sample-worlds/index.ts';
import { prose } from '#server/sample-worlds/prose.ts';
import type { SampleWorld } from '#server/sample-worlds/sample-world.ts';

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const CONTROL_CHARACTERS = /[^\P{Cc}\n]/u;
const WORN_PHRASES = /tapestry|whispers of|testament to|dance of|sends? shivers|little did|unbeknownst/i;
const ONE_PERSON_ONLY = /\b(yourself|by you alone|your (hand|palm|face|head|heart|back|pocket))\b/i;
const STABLE_CHARACTERS_MAX = 3800;

describe('sample worlds', () => {
  it('are three, each with its own id, name and tags', () => {
    expect(SAMPLE_WORLDS).to.have.lengthOf(3);
    expectUnique(SAMPLE_WORLDS.map((world) => world.id));
    expectUnique(SAMPLE_WORLDS.map((world) => world.name));
    for (const world of SAMPLE_WORLDS) {
      expect(world.id).to.match(KEBAB_CASE);
      expectUnique(world.tags);
      expect(world.tags).to.not.be.empty;
    }
  });

  for (const world of SAMPLE_WORLDS) {
    describe(world.name, () => {
      it('keeps every text within its length', () => {
        expectWords(world.description, 90, 140);
        expectWords(world.first_mes, 130, 190);
        expectWords(world.mes_example!.passage, 50, 70);
        expectWords(world.post_history_instructions, 5, 20);
        expectWords(world.creator_notes, 50, 100);
        expect(world.tagline).to.have.length.within(30, 100);
        expect(world.suggestions).to.have.lengthOf(3);
        for (const suggestion of world.suggestions) expectWords(suggestion, 5, 20);
        expect(world.characters).to.have.length.within(3, 4);
        for (const { description, personality } of world.characters) expectWords(`${description} ${personality}`, 25, 45);
      });

      it(`reads at most ${STABLE_CHARACTERS_MAX} characters before the history of every turn`, () => {
        expect(stableText(world)).to.have.length.within(2800, STABLE_CHARACTERS_MAX);
      });

      it('is clean text in the second person, for one player or eight', () => {
        for (const text of stringsOf(world)) {
          expect(text).to.equal(text.trim()).and.to.not.equal('');
          expect(text).to.not.match(CONTROL_CHARACTERS);
          expect(text).to.not.match(/ {2}|\n{3}/);
          expect(text).to.not.match(WORN_PHRASES);
        }
        expect(world.system_prompt).to.match(/second person, present tense/);
        expect(world.first_mes).to.match(/\byou\b/i);
        expect(world.first_mes).to.not.match(ONE_PERSON_ONLY);
        expect(world.first_mes.slice(-80), 'ends with something to do').to.match(/\?"?$/);
      });

      it('has two constant lore entries and 14 to 18 keyed ones', () => {
        const { entries, scan_depth, token_budget } = world.character_book;
        expect({ scan_depth, token_budget }).to.deep.equal({ scan_depth: 3, token_budget: 180 });
        expectUnique([...entries.map((entry) => entry.id), ...world.characters.map((character) => character.id)]);
        for (const { id } of [...entries, ...world.characters]) expect(id).to.match(KEBAB_CASE);

        const constants = entries.filter((entry) => entry.constant);
        expect(constants).to.have.lengthOf(2);
        for (const entry of constants) expectWords(entry.content, 20, 40);

        const keyed = keyedEntries(world);
        expect(keyed).to.have.length.within(14, 18);
        for (const entry of keyed) {
          expectWords(entry.content, 30, 60);
          expect(entry.content.length / 4, `${entry.id} leaves room for another in the budget`).to.be.at.most(token_budget / 2);
        }
        expect(new Set(keyed.map((entry) => entry.priority)).size, 'priorities').to.be.above(12);
        expect(new Set(keyed.map((entry) => entry.insertion_order)).size, 'insertion orders').to.be.above(12);
      });

      it('gives every keyed entry keys of its own, shared only between selective entries', () => {
        const keyed = keyedEntries(world);
        for (const entry of keyed) {
          expect(entry.keys, entry.id).to.have.length.within(2, 5);
          expect(entry.secondary_keys !== undefined, entry.id).to.equal(entry.selective === true);
          for (const keys of [entry.keys, entry.secondary_keys ?? []]) expectSearchable(keys);
          for (const other of keyed) {
            const shared = other === entry ? [] : other.keys.filter((key) => entry.keys.includes(key));
            if (!(entry.selective && other.selective)) expect(shared, `${entry.id} and ${other.id}`).to.deep.equal([]);
          }
        }
        expect(keyed.filter((entry) => entry.selective)).to.have.length.within(2, 4);
      });

      it('chains its lore, so that play from the opening can reach every entry', () => {
        const keyed = keyedEntries(world);
        const chained = keyed.filter((entry) => keyed.some((other) => other !== entry && isMatched(other, entry.content)));
        expect(chained).to.have.length.above(8);

        let text = [stableText(world), ...world.suggestions].join('\n');
        let missing = keyed;
        for (let found = keyed; found.length > 0;) {
          found = missing.filter((entry) => isMatched(entry, text));
          missing = missing.filter((entry) => !found.includes(entry));
          text = [text, ...found.map((entry) => entry.content)].join('\n');
        }
        expect(missing.map((entry) => entry.id)).to.deep.equal([]);
      });

      it('answers each suggested action with lore that the budget keeps', () => {
        const opening = { text: world.first_mes, place: 'the opening' };
        for (const suggestion of world.suggestions) {
          const texts = [{ text: suggestion, place: 'the action' }, opening];
          const { matches } = matchLore(world.character_book, texts, (entry) => Math.ceil(entry.content.length / 4) + 2);
          expect(matches.map(({ why }) => why).join(), suggestion).to.include('in the action');
        }
      });

      it('has four or five trackers of different kinds, each with a possible default', () => {
        expect(world.trackers).to.have.length.within(4, 5);
        expectUnique(world.trackers.map((tracker) => tracker.key));
        const kinds = world.trackers.map(({ kind, display }) => `${kind} ${display}`);
        expect(kinds).to.include.members(['number bar', 'number pips', 'enum text', 'list list']);

        for (const tracker of world.trackers) {
          expect(tracker.key).to.match(KEBAB_CASE);
          expect(tracker.instruction).to.match(/^[^.]+\.$/);
          if (tracker.kind === 'number') {
            expect(tracker.default).to.be.within(tracker.min, tracker.max);
            expect(tracker.maxDeltaPerTurn).to.be.within(1, tracker.max - tracker.min);
          } else {
            expectUnique(tracker.options);
            expect(tracker.options).to.include.members([...[tracker.default].flat()]);
          }
        }
      });

      it('wakes each tracker by words of the world, and does not wake all of them at once', () => {
        const text = stringsOf(world).join('\n');
        for (const { key, keys, instruction } of world.trackers) {
          expectSearchable(keys);
          expect(keys, key).to.have.length.within(3, 12);
          const known = keys.filter((word) => containsWords(text.replaceAll(instruction, ''), word));
          expect(known.length / keys.length, `${key}: words that the world itself uses`).to.be.at.least(0.5);
        }
        for (const suggestion of world.suggestions) {
          const awake = world.trackers.filter(({ keys }) => keys.some((word) => containsWords(suggestion, word)));
          expect(awake, suggestion).to.have.length.within(1, 3);
        }
      });
    });
  }
});

describe('prose', () => {
  it('joins wrapped lines and keeps paragraphs', () => {
    const text = prose`
      One line
      and its end.

      Another.`;
    expect(text).to.equal('One line and its end.\n\nAnother.');
  });
});

/** What is in every prompt of the world, before any history. */
function stableText(world: SampleWorld): string {
  const constants = world.character_book.entries.filter((entry) => entry.constant).map((entry) => entry.content);
  const characters = world.characters.flatMap(({ name, description, personality }) => [name, description, personality]);
  const { action, passage } = world.mes_example!;
  return [world.description, world.system_prompt, ...constants, ...characters, action, passage, world.first_mes].join('\n');
}

/** Every text of the world but its keys: those of lore and trackers are looked for in it. */
function stringsOf(world: SampleWorld): string[] {
  const strings: string[] = [];
  JSON.stringify(world, (name, value: unknown) => {
    if (name === 'keys' || name === 'secondary_keys') return undefined;
    if (typeof value === 'string') strings.push(value);
    return value;
  });
  return strings;
}

function keyedEntries(world: SampleWorld): readonly LoreEntry[] {
  return world.character_book.entries.filter((entry) => !entry.constant);
}

function isMatched(entry: LoreEntry, text: string): boolean {
  const hasAny = (keys: readonly string[]) => keys.some((key) => containsWords(text, key));
  return hasAny(entry.keys) && (!entry.selective || hasAny(entry.secondary_keys ?? []));
}

function expectSearchable(keys: readonly string[]): void {
  expectUnique(keys);
  for (const key of keys) expect(key).to.match(/^[a-z0-9]+(['\- ][a-z0-9]+)*$/);
}

function expectUnique(values: readonly string[]): void {
  expect(values).to.deep.equal([...new Set(values)]);
}

function expectWords(text: string, min: number, max: number): void {
  expect(text.split(/\s+/).length, `words of "${text.slice(0, 40)}…"`).to.be.within(min, max);
}
