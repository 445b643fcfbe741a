/** A journey in memory: what it has told, and the scene of its next turn. */
import { expect } from 'chai';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { OpenJourney } from '#core/journeys/journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { Turn } from '#core/turns/turn.ts';
import { ana, ben, coast, turnOf } from '../prompts/story.ts';

function opened(history: readonly Turn[], n = history.length): OpenJourney {
  const times = { createdAt: new Date(0), updatedAt: new Date(0) };
  const journey = {
    ...{ id: 'journey', worldId: 'coast', worldVersion: 1, title: 'Coast', fence: 3, room: null, head: null, n },
    ...{ members: [ana], summaries: [], invite: 'invite', ...times },
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
    live.wasRead('astral-lumen', { at: new Date(9), stable: null });
    expect(scene).to.deep.include({ nextN: 2, fence: 3, members: [ana] });
    expect(scene.history.map(({ n }) => n)).to.deep.equal([1]);
    expect([...scene.read.keys()]).to.deep.equal(['hearth']);
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
    expect(scene.read.has('astral-lumen')).to.equal(false);
  });

  it('counts on from the number of its passages, not from the length of its history', () => {
    expect(new LiveJourney(opened([turnOf(1, 'One.')], 4)).scene().nextN).to.equal(5);
  });

  it('knows when each narrator last read it', () => {
    const live = new LiveJourney(opened([turnOf(1, 'One.'), turnOf(2, 'Two.')]));
    expect(live.scene().read.get('hearth')).to.deep.equal({ at: new Date(2), stable: null });
    live.tell(turnOf(3, 'Three.'));
    expect(live.scene().read.get('hearth')).to.deep.equal({ at: new Date(3), stable: null });
  });

  it('has the summaries whose turns are on its way, and no others: they go with the turns they cover', () => {
    const summary = (id: string, toN: number): Summary => ({
      ...{ id, fromN: 1, toN, toKey: `turn:journey:${toN}`, text: 'They went on.', narratorId: 'hearth', editedBy: null },
      at: new Date(0),
    });
    const { journey, ...rest } = opened([turnOf(1, 'One.'), turnOf(2, 'Two.')]);
    const live = new LiveJourney({ ...rest, journey: { ...journey, summaries: [summary('a', 2), summary('b', 7)] } });
    expect(live.summaries.map(({ id }) => id)).to.deep.equal(['a']);
    live.tell({ ...turnOf(3, 'Three.'), summary: summary('c', 3) });
    live.setSummary({ ...summary('a', 2), text: 'Otherwise.', editedBy: 'ana' });
    expect(live.scene().summaries.map(({ id, text }) => [id, text])).to.deep.equal([
      ['a', 'Otherwise.'],
      ['c', 'They went on.'],
    ]);
  });

  it('renames a member in place', () => {
    const live = new LiveJourney({ ...opened([]), journey: { ...opened([]).journey, members: [ana, ben] } });
    live.setMember({ ...ana, name: 'Anouk' });
    expect(live.members.map(({ name }) => name)).to.deep.equal(['Anouk', 'Ben']);
    expect(live.member('nobody')).to.equal(undefined);
  });
});
