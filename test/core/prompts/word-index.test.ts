/** The index answers as one by one would, for any book and any text; and stays quick with very many entries. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { containsWords } from '#core/prompts/contains-words.ts';
import { matchedLore, matchLore, whyMatched } from '#core/prompts/match-lore.ts';
import { searchLore } from '#core/prompts/search-lore.ts';
import { WordIndex } from '#core/prompts/word-index.ts';
import type { ScannedText } from '#core/prompts/word-index.ts';
import type { LoreEntry, Lorebook } from '#core/worlds/world.ts';
import { always, SEED } from '../property.ts';
import { loreEntry } from './story.ts';

const PIECES = [
  ...[
    'lamp',
    'Lamp',
    'LAMP',
    'old',
    'tower',
    'the',
    'a',
    'x_1',
    '2',
    'Über',
    'ÜBER',
    'ΟΔΟΣ',
    'οδος',
    'İ',
    'ß',
    'ﬁ',
    'fi',
    'e\u0301',
    'é',
  ],
  ...['灯', '灯塔', '塔', '𠮷', 'とう', 'だい', 'ประภา', 'คาร', '등대', 'क', 'म', '\u0301', '𐐀', '🔔', '👩‍🚀', '\ud83d', '\udd14'],
  ...[' ', ' ', ' ', ' ', '-', '’', "'", '.', '[', ']', '*', '\n', '\u00a0', '—', '_', '...', '%'],
];
const anyText = (maxLength: number) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength, size: 'max' }).map((pieces) => pieces.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength, size: 'max' }) },
  );
const anyKey = anyText(3);
const anyEntry = fc
  .record({
    ...{ keys: fc.array(anyKey, { maxLength: 4 }), secondary_keys: fc.array(anyKey, { maxLength: 3 }) },
    ...{ selective: fc.boolean(), case_sensitive: fc.boolean(), priority: fc.nat(3) },
    ...{ enabled: fc.constantFrom(true, true, true, false), constant: fc.constantFrom(false, false, false, true) },
  })
  .map((fields, ...rest) => ({ fields, rest }));
const anyBook = fc.array(anyEntry, { maxLength: 30, size: 'max' }).map((entries): Lorebook => ({
  ...{ scan_depth: 3, token_budget: 1_000 },
  entries: entries.map(({ fields }, index) => loreEntry(`e${index}`, fields)),
}));
const anyTexts = fc
  .array(anyText(40), { maxLength: 4 })
  .map((texts) => texts.map((text, index): ScannedText => ({ text, place: `text ${index}` })));

/** Entry by entry, key by key, text by text. */
function matchedOneByOne(entries: readonly LoreEntry[], texts: readonly ScannedText[]) {
  const find = (keys: readonly string[], caseSensitive: boolean) =>
    texts
      .flatMap(({ text, place }, age) => {
        const key = keys.find((candidate) => containsWords(text, candidate, caseSensitive));
        return key === undefined ? [] : [{ key, place, age }];
      })
      .at(0);
  return entries
    .filter(({ enabled, constant }) => enabled && constant !== true)
    .flatMap((entry) => {
      const first = find(entry.keys, entry.case_sensitive === true);
      if (!first) return [];
      if (entry.selective !== true) return [{ entry, age: first.age, why: `matched "${first.key}" in ${first.place}` }];
      const second = find(entry.secondary_keys ?? [], entry.case_sensitive === true);
      const why = `matched "${first.key}" in ${first.place} and "${second?.key}" in ${second?.place}`;
      return second ? [{ entry, age: first.age, why }] : [];
    })
    .sort((a, b) => a.age - b.age || (b.entry.priority ?? 0) - (a.entry.priority ?? 0));
}

describe(`the index of words (seed ${SEED})`, () => {
  it('finds the keys that are in a text, and no others', () => {
    always(
      fc.property(
        fc.array(fc.record({ words: anyKey, caseSensitive: fc.boolean() }), { maxLength: 40 }),
        anyText(60),
        (keys, text) => {
          const found = new WordIndex(keys).find({ text, place: '' }).flat();
          const expected = keys.flatMap(({ words, caseSensitive }, index) =>
            containsWords(text, words, caseSensitive) ? [index] : [],
          );
          expect([...found].sort((a, b) => a - b)).to.deep.equal(expected);
        },
      ),
      1_500,
    );
  });

  it('matches lore as one by one would, with the same reasons, in the same order', () => {
    always(
      fc.property(anyBook, anyTexts, (book, texts) => {
        const matched = matchedLore(searchLore(book, texts)).map((hit) => `${hit.entry.id}: ${whyMatched(hit)}`);
        const expected = matchedOneByOne(book.entries, texts).map(({ entry, why }) => `${entry.id}: ${why}`);
        expect(matched).to.deep.equal(expected);
      }),
      1_000,
    );
  });

  it('is quick in a book of 100,000 entries, whatever their keys', () => {
    const books: [string, (index: number) => string[]][] = [
      ['words of their own', (index) => [`place${index}`, `the gate of place${index}`]],
      ['one and the same word', () => ['sea']],
      ['phrases that begin alike', (index) => [`the old keeper of rock ${index}`]],
      ['a script without spaces', (index) => [String.fromCodePoint(0x4e00 + (index % 20_000), 0x4e00 + (index % 1_999))]],
    ];
    for (const [name, keysOf] of books) {
      const entries = Array.from({ length: 100_000 }, (_, index) => loreEntry(`e${index}`, { keys: keysOf(index) }));
      const book = { scan_depth: 3, token_budget: 100, entries };
      matchLore(book, [{ text: '', place: '' }], () => 20);
      const text = 'The sea at place77777, the old keeper of rock 31415 and 丁丁. '.repeat(20);
      const startedAt = performance.now();
      const { matches } = matchLore(book, [{ text, place: 'the action' }], () => 20);
      expect(matches.length, name).to.be.above(0);
      expect(performance.now() - startedAt, name).to.be.below(1_500);
    }
  });
});
