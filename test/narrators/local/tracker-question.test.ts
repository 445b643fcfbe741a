/** The choices offered to the AI, and what its answers mean. */
import { expect } from 'chai';
import type { TrackerDefinition } from '#core/worlds/trackers.ts';
import { patchesOf, possibleReplies, replyGrammar, trackerQuestion } from '#narrators/local/tracker-question.ts';

const basics = { label: '', instruction: 'Moves.', display: 'text' } as const;
const TRACKERS: TrackerDefinition[] = [
  { ...basics, kind: 'number', key: 'lamp-oil', keys: ['lantern'], min: 0, max: 6, default: 6, maxDeltaPerTurn: 2 },
  { ...basics, kind: 'enum', key: 'tide', keys: ['sea'], options: ['low', 'high'], default: 'low' },
  { ...basics, kind: 'list', key: 'bag', keys: [], options: ['rope', 'a "good" key'], default: [] },
];
const SHEET = { 'lamp-oil': 6, tide: 'low', bag: ['rope'] };
const changes = (turnText?: string) => trackerQuestion(TRACKERS, SHEET, turnText)?.candidates.map(({ answer }) => answer);

describe('the tracker question', () => {
  it('offers what can change from the values as they are', () => {
    expect(changes()).to.deep.equal(['lamp-oil -1', 'tide high', 'bag +a "good" key', 'lamp-oil -2', 'bag -rope']);
  });

  it('offers only what the turn speaks of', () => {
    expect(changes('You wait.')).to.equal(undefined);
    expect(changes('You hold up the lantern and drop the Rope.')).to.deep.equal(['lamp-oil -1', 'lamp-oil -2', 'bag -rope']);
  });

  it('offers at most twelve answers, the first of every tracker among them', () => {
    const options = Array.from({ length: 30 }, (_, index) => `thing ${index}`);
    const long: TrackerDefinition = { ...basics, kind: 'list', key: 'shelf', keys: [], options, default: [] };
    const question = trackerQuestion([long, ...TRACKERS], SHEET);
    expect(question && possibleReplies(question)).to.have.length(12);
    expect(question?.candidates.map(({ answer }) => answer)).to.include.members(['shelf +thing 0', 'tide high']);
  });

  it('maps whole answers to patches, and takes everything else for no answer', () => {
    const question = trackerQuestion(TRACKERS, SHEET)!;
    expect(patchesOf('{"change":"lamp-oil -2"}', question)).to.deep.equal([{ key: 'lamp-oil', op: 'add', value: -2 }]);
    expect(patchesOf(JSON.stringify({ change: 'bag +a "good" key' }), question)).to.deep.equal([
      { key: 'bag', op: 'push', value: 'a "good" key' },
    ]);
    expect(patchesOf('{"change":"nothing"}', question), 'an answer too').to.deep.equal([]);
    for (const reply of ['{"change":"lamp-oil -', '{"change":"gold +1"}', '']) {
      expect(patchesOf(reply, question), reply).to.equal(null);
    }
    expect(replyGrammar(question)).to.include(String.raw`"{\"change\":\"bag +a \\\"good\\\" key\"}"`);
  });
});
