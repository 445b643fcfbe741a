/** Which lore a turn calls up: whole words, newest text first, within the budget. */
import { expect } from 'chai';
import { containsWords } from '#core/prompts/contains-words.ts';
import { matchLore } from '#core/prompts/match-lore.ts';
import type { LoreEntry } from '#core/worlds/world.ts';
import { loreEntry } from './story.ts';

const ACTION = { place: 'the action' };

function match(entries: LoreEntry[], texts: string[], token_budget = 1_000) {
  const scanned = texts.map((text, age) => (age === 0 ? { text, ...ACTION } : { text, place: `turn ${10 - age}` }));
  const { matches, cut } = matchLore({ scan_depth: 3, token_budget, entries }, scanned, ({ content }) => content.length);
  return { ids: matches.map(({ entry }) => entry.id), whys: matches.map(({ why }) => why), cut };
}

describe('words in a text', () => {
  const CASES: [text: string, words: string, found: boolean][] = [
    ['I light the lamp.', 'lamp', true],
    ['I light the LAMP!', 'lamp', true],
    ['lamp', 'lamp', true],
    ['the lamplight', 'lamp', false],
    ['a headlamp', 'lamp', false],
    ['lamp2', 'lamp', false],
    ['lamp_oil', 'lamp', false],
    ['the lamp’s glass', 'lamp', true],
    ['lamplight and lamp', 'lamp', true],
    ['the key of the old tower', 'old tower', true],
    ['the old towers', 'old tower', false],
    ['anything', '', false],
    ['Über der Tür', 'tür', true],
    ['Die Türme', 'tür', false],
    ['I drink cafe\u0301.', 'café', true],
    ['I drink café.', 'caf', false],
    ['नमक का कमाल', 'कम', false],
    ['ｌａｍｐ', 'lamp', true],
    ['我点亮灯塔的灯', '灯塔', true],
    ['とうだいへ行く', 'とうだい', true],
    ['ไปที่ประภาคารกัน', 'ประภาคาร', true],
    ['등대 앞에 선다', '등대', true],
    ['𐐀lamp', 'lamp', false],
    ['the lamp 🔔 rings', '🔔', true],
    ['50% (half) [of] it.*', '[of]', true],
  ];
  for (const [text, words, found] of CASES) {
    it(`"${words}" is ${found ? '' : 'not '}in "${text}"`, () => {
      expect(containsWords(text, words)).to.equal(found);
    });
  }

  it('keep their case where the world says so', () => {
    expect(containsWords('the May fair', 'May', true)).to.equal(true);
    expect(containsWords('you may go', 'May', true)).to.equal(false);
  });
});

describe('matching lore', () => {
  it('leaves out what is switched off, and what is always there', () => {
    const entries = [
      loreEntry('off', { keys: ['lamp'], enabled: false }),
      loreEntry('always', { keys: ['lamp'], constant: true }),
    ];
    expect(match([...entries, loreEntry('lamp')], ['The lamp.']).ids).to.deep.equal(['lamp']);
  });

  it('needs a second key where an entry is selective, and says both', () => {
    const entry = loreEntry('oren', { keys: ['keeper', 'Oren'], secondary_keys: ['boots'], selective: true });
    expect(match([entry], ['The keeper is gone.', 'Rain.']).ids).to.deep.equal([]);
    expect(match([entry], ['The keeper is gone.', 'His boots dry.']).whys).to.deep.equal([
      'matched "keeper" in the action and "boots" in turn 9',
    ]);
    expect(match([{ ...entry, secondary_keys: [] }], ['The keeper.']).ids, 'selective without second keys').to.deep.equal([]);
  });

  it('takes the case of a case-sensitive entry', () => {
    const entry = loreEntry('may', { keys: ['May'], case_sensitive: true });
    expect(match([entry], ['You may go.']).ids).to.deep.equal([]);
    expect(match([entry], ['May waits.']).ids).to.deep.equal(['may']);
  });

  it('keeps what the newest text calls up first, then by priority, and places by insertion order', () => {
    const entries = [
      loreEntry('far', { content: '12345', priority: 99, insertion_order: 1 }),
      loreEntry('low', { content: '12345', priority: 1, insertion_order: 2 }),
      loreEntry('high', { content: '12345', priority: 2, insertion_order: 3 }),
    ];
    const texts = ['low and high', 'far'];
    expect(match(entries, texts, 15).ids).to.deep.equal(['far', 'low', 'high']);
    expect(match(entries, texts, 10).ids).to.deep.equal(['low', 'high']);
    expect(match(entries, texts, 5).ids).to.deep.equal(['high']);
  });

  it('falls back on the insertion order where there is no priority', () => {
    const entries = [
      loreEntry('first', { content: '12345', insertion_order: 1 }),
      loreEntry('second', { content: '12345', insertion_order: 2 }),
    ];
    expect(match(entries, ['first second'], 5).ids).to.deep.equal(['second']);
  });

  it('skips what does not fit and still takes what is smaller, and says why it was cut', () => {
    const entries = [
      loreEntry('big', { content: 'x'.repeat(50), priority: 3 }),
      loreEntry('small', { content: 'xx', priority: 2 }),
      loreEntry('exact', { content: 'x'.repeat(8), priority: 1 }),
    ];
    const { ids, cut } = match(entries, ['big small exact'], 10);
    expect(ids).to.have.members(['small', 'exact']);
    expect(cut).to.deep.equal([
      { kind: 'lore', id: 'big', name: 'big', tokens: 50, why: 'matched "big" in the action, but over the lore budget' },
    ]);
  });

  it('says which key matched where: the newest text, the first key', () => {
    const entry = loreEntry('bell', { keys: ['church', 'bell'] });
    expect(match([entry], ['I wait.', 'A bell.', 'The church bell.']).whys).to.deep.equal(['matched "bell" in turn 9']);
    expect(match([entry], ['The bell of the church.']).whys).to.deep.equal(['matched "church" in the action']);
  });
});

describe('lore beyond measure', () => {
  it('keeps what fits, and tells the rest in one line', () => {
    const entries = Array.from({ length: 1_000 }, (_, index) =>
      loreEntry(`e${index}`, { keys: ['sea'], content: index === 100 ? 'tiny' : 'x'.repeat(30), priority: 1_000 - index }),
    );
    const { ids, cut } = match(entries, ['The sea.'], 64);
    expect(ids).to.deep.equal(['e0', 'e1', 'e100']);
    expect(cut.length).to.equal(41);
    expect(cut.at(-1)).to.include({ id: null, name: '957 more lore entries' });
  });
});
