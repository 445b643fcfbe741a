/** Searching worlds: by words, by tag, ranked, whatever case and accents; and quick over thousands. */
import { expect } from 'chai';
import { coverOf, isCoverAddress } from '#core/worlds/cover.ts';
import { searchWorlds } from '#core/worlds/search-worlds.ts';
import type { SearchedWorld, WorldSearch } from '#core/worlds/search-worlds.ts';

const world = (name: string, about: Partial<SearchedWorld> = {}): SearchedWorld => ({
  ...{ name, tagline: '', tags: [], creator_notes: '' },
  ...about,
});
const WORLDS = [
  world('The Drowned Light', { tagline: 'Somebody still lights the lamp.', tags: ['mystery', 'coast', 'all ages'] }),
  world('Café Noir', { tagline: 'A night train stops here.', tags: ['Crime'] }),
  world('Night Train', { creator_notes: 'Bring a lamp. Übermut tut gut.', tags: ['comedy', 'all ages'] }),
  world("The Keeper's Light", { tags: ['lamp'] }),
  world('Light'),
];
const found = (search: WorldSearch, worlds = WORLDS) => searchWorlds(worlds, search).map(({ name }) => name);

describe('searching worlds', () => {
  it('finds words in name, tagline, tags and notes, whatever their case and accents, the best first', () => {
    expect(found({ text: 'lamp' })).to.deep.equal(["The Keeper's Light", 'The Drowned Light', 'Night Train']);
    expect(found({ text: 'night train' })).to.deep.equal(['Night Train', 'Café Noir']);
    expect(found({ text: 'CAFE' })).to.deep.equal(['Café Noir']);
    expect(found({ text: 'café' })).to.deep.equal(['Café Noir']);
    expect(found({ text: 'ubermut' })).to.deep.equal(['Night Train']);
    expect(found({ text: 'keepers' })).to.deep.equal(["The Keeper's Light"]);
    expect(found({ text: 'light' })[0]).to.equal('Light');
  });

  it('wants every word, as the beginning of one at least', () => {
    expect(found({ text: 'drow lig' })).to.deep.equal(['The Drowned Light']);
    expect(found({ text: 'drowned train' })).to.deep.equal([]);
    expect(found({ text: 'ight' })).to.deep.equal([]);
    expect(found({ text: '!?' })).to.deep.equal([]);
  });

  it('keeps their order where nothing is searched for, or a tag alone', () => {
    expect(found({})).to.deep.equal(WORLDS.map(({ name }) => name));
    expect(found({ text: '  ' })).to.have.length(WORLDS.length);
    expect(found({ tag: 'All Ages' })).to.deep.equal(['The Drowned Light', 'Night Train']);
    expect(found({ tag: 'all' })).to.deep.equal([]);
    expect(found({ tag: 'crime', text: 'noir' })).to.deep.equal(['Café Noir']);
  });

  it('takes milliseconds among 5,000 worlds', () => {
    const notes = 'words that a creator wrote about the world for whoever may want to play it '.repeat(10);
    const many = Array.from({ length: 5_000 }, (_, n) => world(`World ${n}`, { creator_notes: notes, tags: ['mystery'] }));
    found({ text: 'world' }, many);
    const began = performance.now();
    expect(found({ text: 'whoever 4999' }, many)).to.deep.equal(['World 4999']);
    expect(performance.now() - began).to.be.below(250);
  });
});

describe("a world's cover", () => {
  it('is an https address or a path on this site, and nothing that could run', () => {
    for (const address of ['https://example.com/a.png', '/covers/drowned-light.svg'])
      expect(isCoverAddress(address), address).to.equal(true);
    for (const address of ['javascript:alert(1)', 'data:image/svg+xml,<svg/>', 'http://example.com/a.png', '//example.com/a.png'])
      expect(isCoverAddress(address), address).to.equal(false);
    for (const address of ['/\\example.com', 'covers/a.svg', '', '/', 'https://ana:secret@example.com/', '/a"onerror=x'])
      expect(isCoverAddress(address), address).to.equal(false);
    expect([coverOf({}), coverOf({ cover: null }), coverOf({ cover: 'data:,x' })]).to.deep.equal([null, null, null]);
    expect(coverOf({ cover: '/a.svg' })).to.equal('/a.svg');
  });
});
