/** Which journey "Play" comes back to. */
import { expect } from 'chai';
import type { JourneyRow } from '#sdk/index.ts';
import { notBegunIn } from '#web/discover/not-begun.ts';

describe('the journey that waits to begin', () => {
  const row = (journeyId: string, part: Partial<JourneyRow> = {}) =>
    ({ journeyId, worldId: 'sea', turns: 0, lastPassage: null, players: [{}], ...part }) as JourneyRow;

  it('is the newest of one’s own in the world in which nothing was told', () => {
    const others = [row('elsewhere', { worldId: 'hill' }), row('begun', { turns: 1, lastPassage: 'Rain.' })];
    expect(notBegunIn('sea', [...others, row('newer'), row('older')])?.journeyId).to.equal('newer');
    expect(notBegunIn('sea', others)).to.equal(undefined);
  });

  it('is none that others have joined, or whose turns were undone', () => {
    const shared = row('shared', { players: [{}, {}] as JourneyRow['players'] });
    expect(notBegunIn('sea', [shared, row('undone', { turns: 2 })])).to.equal(undefined);
  });
});
