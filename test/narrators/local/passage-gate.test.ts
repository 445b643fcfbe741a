/** What players see of a passage in the making: plain text in, plain text out, no AI. */
import { expect } from 'chai';
import { PassageGate } from '#narrators/local/passage-gate.ts';
import { loops, repeatedPart, sentenceEnds } from '#narrators/local/sentences.ts';

/** Feeds the text letter by letter; the last letters are within the limit's reach. */
function pass(text: string, task: { earlier?: string[]; closingFrom?: number; endedByAi: boolean }) {
  const gate = new PassageGate(task.earlier ?? []);
  const pieces: string[] = [];
  let verdict: string = 'go-on';
  for (let length = 1; length <= text.length && verdict === 'go-on'; length += 1) {
    const look = gate.look(text.slice(0, length), length >= (task.closingFrom ?? Infinity));
    verdict = look.verdict;
    if (look.text !== '') pieces.push(look.text);
  }
  pieces.push(gate.finish(task.endedByAi));
  expect(pieces.join(''), 'the pieces make up what was shown').to.equal(gate.shown);
  return { shown: gate.shown, pieces: pieces.length, verdict };
}

describe('the passage gate', () => {
  it('knows where sentences end', () => {
    expect(sentenceEnds('Mr. Tobit waits. "Go!" he says…\n1. No', true)).to.deep.equal([16, 22, 31]);
    expect(sentenceEnds('One. Two.', false)).to.deep.equal([4]);
  });

  it('measures repeats and loops', () => {
    expect(repeatedPart('You look at the sea again', 'And you look at the sea')).to.be.closeTo(0.75, 0.01);
    expect(repeatedPart('The door is open', 'You look at the sea')).to.equal(0);
    expect(loops('You are happy here and you are happy here and you are happy here')).to.equal(true);
    expect(loops('You are happy here, and Maren is not.')).to.equal(false);
  });

  it('takes away a name before the passage, and ends where a player is made to act', () => {
    expect(pass('Mira: I ask the neighbor, and he shakes his head.', { endedByAi: true }).shown).to.equal(
      'I ask the neighbor, and he shakes his head.',
    );
    expect(pass('The keeper: falling, and no rail to hold.', { endedByAi: true }).shown).to.equal(
      'Falling, and no rail to hold.',
    );
    const { shown, verdict } = pass('The lamp goes out and the room is dark. \nJoss: I take the lamp.', { endedByAi: true });
    expect(shown.trim()).to.equal('The lamp goes out and the room is dark.');
    expect(verdict, 'nothing of what follows was shown').to.equal('again');
    expect(pass('It was late: the sea was high and nobody came.', { endedByAi: true }).shown).to.include('late: the sea');
  });

  it('streams words and leaves the whole text as it was', () => {
    const text = 'The boat scrapes against the rock and Maren jumps out first. "Come," she says.';
    const { shown, pieces } = pass(text, { endedByAi: true });
    expect(shown).to.equal(text);
    expect(pieces).to.be.greaterThan(4);
  });

  it('drops a sentence that the limit cuts, and ends one that was begun with an ellipsis', () => {
    const text = 'The door is open. A line of wet footprints leads down the steps and then';
    expect(pass(text, { closingFrom: 10, endedByAi: false }).shown).to.equal('The door is open.');
    expect(pass(text, { endedByAi: false }).shown).to.match(/^The door is open\. A line of wet footprints .*\w…$/);
  });

  it('gives a full stop to what the AI left without one', () => {
    expect(pass('The door is open', { endedByAi: true }).shown).to.equal('The door is open.');
  });

  it('strips role names and junk, and stops where the story is left', () => {
    expect(pass('**Narrator:** "You wait.', { endedByAi: true }).shown).to.equal('You wait.');
    expect(pass('The lamp turns slowly above.\n\nUser: I go on.', { endedByAi: true }).shown).to.equal(
      'The lamp turns slowly above.',
    );
  });

  it('shows nothing of a passage that begins like the one before', () => {
    const earlier = ['You walk down to the water and the waves answer you.'];
    const { shown, verdict } = pass('You walk down to the water and the waves are still.', { earlier, endedByAi: true });
    expect(verdict).to.equal('again');
    expect(shown).to.equal('');
  });

  it('ends before a sentence that the passage has said already', () => {
    const text = 'The lamp turns slowly in its tower. Maren waits. The lamp turns slowly in its tower.';
    expect(pass(text, { endedByAi: true }).shown).to.equal('The lamp turns slowly in its tower. Maren waits.');
  });
});
