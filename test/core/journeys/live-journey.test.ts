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
    ...{ id: 'journey', worldId: 'coast', worldVersion: 1, title: 'Coast', fence: 3, room: null, head: null, onward: null, n },
    ...{ members: [ana], summaries: [], invite: 'invite', ...times },
  };
  return { journey, world: coast, history, incomplete: [], alternatives: new Map() };
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
    expect(live.scene().read.get('hearth')).to.deep.include({ at: new Date(2), stable: null });
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

  const open = (turns: readonly Turn[], fields: Partial<OpenJourney> = {}) => new LiveJourney({ ...opened(turns), ...fields });
  const shown = (live: LiveJourney, count = 30) => live.passages(count).map(({ turn }) => turn.n);

  it('[TN11] is told anew from before its last turn: without its text, its trackers and what follows from them', () => {
    const live = open([turnOf(1, 'One.'), { ...turnOf(2, 'Two.'), sheet: { oil: 1 } }]);
    expect(live.sceneToRetry('1')).to.equal(null);
    const scene = live.sceneToRetry('2')!;
    expect(scene.history.map(({ n }) => n)).to.deep.equal([1]);
    expect(scene).to.deep.include({ head: 'turn:journey:2', nextN: 3, sheet: { oil: 6, tide: 'low' } });
    live.tell({ ...turnOf(3, 'Otherwise.'), parentKey: 'turn:journey:1' });
    expect(shown(live)).to.deep.equal([1, 3]);
    expect(live.scene().head).to.equal('turn:journey:3');
  });

  it('[TN12] goes back to its beginning and forward again', () => {
    const turns = [turnOf(1, 'One.'), { ...turnOf(2, 'Two.'), sheet: { oil: 1 } }];
    const live = open(turns);
    expect(live.onward).to.equal(null);
    live.undo();
    expect([live.head?.n, live.onward, live.sheet['oil']]).to.deep.equal([1, 'turn:journey:2', 6]);
    live.undo();
    expect([live.head, live.onward, shown(live).length]).to.deep.equal([undefined, 'turn:journey:1', 0]);
    live.undo();
    expect(live.onward).to.equal('turn:journey:1');
    for (const turn of turns) live.moveTo(turn);
    expect([live.head?.n, live.sheet['oil'], live.scene().nextN]).to.deep.equal([2, 1, 3]);
  });

  it('[TN4] shows what broke off behind its head, the latest of it where an AI fails again and again', () => {
    const live = open([turnOf(1, 'One.')]);
    for (let n = 2; n < 60; n++) live.tell({ ...turnOf(n, 'Half'), parentKey: 'turn:journey:1', incomplete: true });
    expect(shown(live)).to.deep.equal([1, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59]);
    live.tell({ ...turnOf(60, 'Half'), parentKey: null, incomplete: true, aside: true });
    expect(shown(live), 'of a retry').to.not.include(60);
    expect(live.scene().nextN).to.equal(61);
  });

  it('shows the newest passages, with what broke off between them', () => {
    const turns = [1, 2, 4, 5].map((n) => turnOf(n, 'Told.'));
    const brokenOff = { ...turnOf(3, 'Half'), parentKey: 'turn:journey:2', incomplete: true };
    const live = open([turns[0]!, turns[1]!, { ...turns[2]!, parentKey: 'turn:journey:2' }, turns[3]!], {
      incomplete: [brokenOff],
    });
    expect([shown(live), shown(live, 3), shown(live, 2)]).to.deep.equal([
      [1, 2, 3, 4, 5],
      [3, 4, 5],
      [4, 5],
    ]);
  });

  it('[TN14] knows that no AI has read what was edited since, nor what was told after the room began', () => {
    const live = open([turnOf(1, 'One.'), turnOf(2, 'Two.')]);
    const known = () => [...live.scene().read.get('hearth')!.known!];
    expect(known()).to.deep.equal(['turn:journey:1', 'turn:journey:2']);
    const before = live.scene();
    live.setTurn({ ...turnOf(2, 'Other.'), editedAt: new Date(9) });
    expect(known()).to.deep.equal(['turn:journey:1']);
    expect(before.history[1]!.passage, 'a scene stays as it was').to.equal('Two.');
    live.tell({ ...turnOf(3, 'Three.'), narratorId: 'astral-lumen' });
    expect(known()).to.deep.equal(['turn:journey:1']);
  });

  it('asks for earlier turns before prompts could miss them', () => {
    const turns = Array.from({ length: 600 }, (_, index) => turnOf(index + 401, 'Told.'));
    const live = open(turns);
    expect(live.isShort).to.equal(false);
    for (let undone = 0; undone < 101; undone++) live.undo();
    expect(live.isShort).to.equal(true);
    expect(open([turnOf(1, 'One.')]).isShort).to.equal(false);
  });
});
