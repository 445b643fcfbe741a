/** Tags to filter by. */
import { expect } from 'chai';
import { tagsOf } from '#web/discover/tags-of.ts';

describe('tags to filter worlds by', () => {
  const worlds = [{ tags: ['coast', 'slow'] }, { tags: ['slow'] }, { tags: ['winter'] }];

  it('are those of most worlds first, then by name', () => {
    expect(tagsOf(worlds, null)).to.deep.equal(['slow', 'coast', 'winter']);
    expect(tagsOf([], null)).to.deep.equal([]);
  });

  it('are twelve at most, and the chosen one is always there to be taken back', () => {
    const many = [{ tags: Array.from({ length: 30 }, (_, index) => `tag ${String(index).padStart(2, '0')}`) }];
    expect(tagsOf(many, null)).to.have.length(12);
    expect(tagsOf(many, 'tag 29')).to.have.length(13).and.to.include('tag 29');
    expect(tagsOf(worlds, 'gone')).to.deep.equal(['slow', 'coast', 'winter', 'gone']);
    expect(tagsOf(worlds, 'coast')).to.deep.equal(['slow', 'coast', 'winter']);
  });
});
