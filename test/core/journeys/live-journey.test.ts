/** A journey in memory: what it has told, and the scene of its next turn. */
import { expect } from 'chai';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { OpenJourney } from '#core/journeys/journey.ts';
import type { Turn } from '#core/turns/turn.ts';
import { ana, ben, coast, turnOf } from '../prompts/story.ts';

function opened(history: readonly Turn[], n = history.length): OpenJourney {
  const times = { createdAt: new Date(0), updatedAt: new Date(0) };
  const journey = {
    ...{ id: 'journey', worldId: 'coast', worldVersion: 1, title: 'Coast', fence: 3, room: null, head: null, n },
    ...{ members: [ana], invite: 'invite', ...times },
  };
  return { journey, world: coast, history, passages: history };
}

describe('a live journey', () => {
  it('begins with the trackers of its world, and goes on with those of its last turn', () => {
    expect(new LiveJourney(opened([])).sheet).to.deep.equal({ oil: 6, tide: 'low' });
    const burnt = { ...turnOf(1, 'It burns.'), sheet: { oil: 4 } };
    expect(new LiveJourney(opened([burnt])).sheet, 'a tracker that came later has its default').to.deep.equal({
      oil: 4,
      tide: 'low',
    });
  });

  it('gives each turn a scene of its own: what happens later does not reach it', () => {
    const live = new LiveJourney(opened([turnOf(1, 'One.')]));
    const scene = live.scene();
    live.tell(turnOf(2, 'Two.'));
    live.setMember(ben);
    live.wasRead('astral-lumen', new Date(9));
    expect(scene).to.deep.include({ nextN: 2, fence: 3, members: [ana] });
    expect(scene.history.map(({ n }) => n)).to.deep.equal([1]);
    expect([...scene.readAt.keys()]).to.deep.equal(['hearth']);
    expect(live.scene().history.map(({ n }) => n)).to.deep.equal([1, 2]);
    expect(live.members).to.deep.equal([ana, ben]);
  });

  it('[TN4] numbers incomplete text and leaves it out of the history, the trackers and the warmth', () => {
    const live = new LiveJourney(opened([turnOf(1, 'One.')]));
    live.tell({ ...turnOf(2, 'Tw'), incomplete: true, narratorId: 'astral-lumen', sheet: { oil: 0 } });
    const scene = live.scene();
    expect(scene.nextN).to.equal(3);
    expect(scene.history.map(({ n }) => n)).to.deep.equal([1]);
    expect(scene.sheet).to.deep.equal({ oil: 6, tide: 'low' });
    expect(scene.readAt.has('astral-lumen')).to.equal(false);
  });

  it('counts on from the number of its passages, not from the length of its history', () => {
    expect(new LiveJourney(opened([turnOf(1, 'One.')], 4)).scene().nextN).to.equal(5);
  });

  it('knows when each narrator last read it', () => {
    const live = new LiveJourney(opened([turnOf(1, 'One.'), turnOf(2, 'Two.')]));
    expect(live.scene().readAt.get('hearth')).to.deep.equal(new Date(2));
    live.tell(turnOf(3, 'Three.'));
    expect(live.scene().readAt.get('hearth')).to.deep.equal(new Date(3));
  });

  it('renames a member in place', () => {
    const live = new LiveJourney({ ...opened([]), journey: { ...opened([]).journey, members: [ana, ben] } });
    live.setMember({ ...ana, name: 'Anouk' });
    expect(live.members.map(({ name }) => name)).to.deep.equal(['Anouk', 'Ben']);
    expect(live.member('nobody')).to.equal(undefined);
  });
});
