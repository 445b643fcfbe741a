/** What a screen reader says of a narration: every sentence once, and none before it is whole. */
import { expect } from 'chai';
import { speak } from '#web/journey/story/whole-sentences.ts';
import type { Spoken } from '#web/journey/story/whole-sentences.ts';

const SILENCE: Spoken = { turnId: null, end: 0, sentences: [] };
const TOLD = 'The door gives way. "Who is there?" somebody asks from below.\n\nMr. Lobb does not answer. A bell strikes once';

/** Hears a text that comes in pieces of this many characters; answers what was said after each. */
function hear(text: string, piece: number): Spoken {
  let spoken = SILENCE;
  for (let end = piece; end < text.length; end += piece) {
    spoken = speak(spoken, { turnId: 'turn-1', text: text.slice(0, end), isWhole: false });
  }
  return speak(spoken, { turnId: 'turn-1', text, isWhole: true });
}

const texts = ({ sentences }: Spoken) => sentences.map(({ text }) => text);

describe('spoken narration', () => {
  it('says whole sentences, each once, however the text comes in', () => {
    for (const piece of [1, 3, 7, 40, 90]) {
      const said = texts(hear(TOLD, piece)).join(' ');
      expect(said, `in pieces of ${piece}`).to.equal(TOLD.replace('\n\n', ' '));
    }
  });

  it('waits for the end of a sentence, and of a short one for the next', () => {
    const said = (text: string) => texts(speak(SILENCE, { turnId: 'turn-1', text, isWhole: false }));
    expect(said('The door gives way slowly and')).to.deep.equal([]);
    expect(said('The door gives way slowly.')).to.deep.equal([]);
    expect(said('The door gives way slowly. B')).to.deep.equal(['The door gives way slowly.']);
    expect(said('Mr. ')).to.deep.equal([]);
    expect(said('Mr. Lobb looks away at once. H')).to.deep.equal(['Mr. Lobb looks away at once.']);
  });

  it('says the rest when the passage is whole, and nothing of passages that were told before', () => {
    const before = speak(SILENCE, { turnId: 'turn-0', text: 'Told long ago, before this page.', isWhole: true });
    expect(texts(before)).to.deep.equal([]);
    const begun = speak(before, { turnId: 'turn-1', text: 'And then nothing', isWhole: false });
    expect(texts(begun)).to.deep.equal([]);
    expect(texts(speak(begun, { turnId: 'turn-1', text: 'And then nothing', isWhole: true }))).to.deep.equal([
      'And then nothing',
    ]);
  });

  it('stays the same object while there is nothing new, and keeps the last sentences only', () => {
    const spoken = speak(SILENCE, { turnId: 'turn-1', text: 'The door gives way slowly. Th', isWhole: false });
    expect(speak(spoken, { turnId: 'turn-1', text: 'The door gives way slowly. The', isWhole: false })).to.equal(spoken);
    const long = hear('The tide comes in over the stones. '.repeat(40), 50);
    expect(long.sentences).to.have.length(8);
    expect(new Set(long.sentences.map(({ at }) => at)).size).to.equal(8);
  });
});
