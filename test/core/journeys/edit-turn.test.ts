/** Turns in other words, and as they were told. */
import { expect } from 'chai';
import { editedTurn, toldWords, turnAsOf } from '#core/journeys/edit-turn.ts';
import { turnOf } from '../prompts/story.ts';

describe('an edited turn', () => {
  const turn = turnOf(1, 'Told.', 'I go.');
  const words = { action: 'I go.', passage: 'Told.' };

  it('[TN14] keeps what was told once, through any number of edits, and is unedited when put back', () => {
    const once = editedTurn(turn, { passage: 'Other.' }, new Date(5));
    expect(once).to.deep.include({ action: 'I go.', passage: 'Other.', editedAt: new Date(5), original: words });
    const twice = editedTurn(once, { action: 'I run.' }, new Date(6));
    expect(twice).to.deep.include({ action: 'I run.', passage: 'Other.', editedAt: new Date(6), original: words });
    expect(toldWords(twice)).to.deep.equal(words);
    expect(editedTurn(twice, words, new Date(7))).to.deep.equal(turn);
  });

  it('[TN14] is what turns before the edit read, as it was told', () => {
    const edited = editedTurn(turn, { passage: 'Other.' }, new Date(5));
    expect(turnAsOf(edited, new Date(4)).passage).to.equal('Told.');
    expect(turnAsOf(edited, new Date(6)).passage).to.equal('Other.');
    expect(turnAsOf(turn, new Date(4))).to.equal(turn);
  });
});
