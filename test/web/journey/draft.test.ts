/** What a player wrote: kept through reloads, refusals and failures, and forgotten once it was told. */
import { expect } from 'chai';
import { EMPTY_DRAFT, givenBack, keepDraft, readDraft, sentFrom, toldFrom } from '#web/journey/composer/draft.ts';
import type { DraftStorage } from '#web/journey/composer/draft.ts';

const JOURNEY = 'journey-1';
const action = { turnId: 'turn-1', mode: 'say', text: 'Who lit the lamp?' } as const;

function storageOf(kept = new Map<string, string>()): DraftStorage & { kept: Map<string, string> } {
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('a draft', () => {
  it('is kept per journey, and takes no room when there is nothing in it', () => {
    const storage = storageOf();
    keepDraft(storage, JOURNEY, { ...EMPTY_DRAFT, text: 'I wait' });
    expect(readDraft(storage, JOURNEY).text).to.equal('I wait');
    expect(readDraft(storage, 'journey-2')).to.deep.equal(EMPTY_DRAFT);
    keepDraft(storage, JOURNEY, EMPTY_DRAFT);
    expect(storage.kept.size).to.equal(0);
  });

  it('leaves the box when it is sent, and stays kept until its turn was told', () => {
    const sent = sentFrom({ ...EMPTY_DRAFT, mode: 'say', text: action.text }, action);
    expect(sent).to.deep.equal({ mode: 'say', text: '', sent: [action] });
    expect(toldFrom(sent, 'another turn')).to.equal(sent);
    expect(toldFrom(sent, action.turnId)).to.deep.equal({ mode: 'say', text: '', sent: [] });
  });

  it('comes back when its turn came to nothing: once, with its mode, and above what was written since', () => {
    const sent = sentFrom(EMPTY_DRAFT, action);
    const back = givenBack(sent, action);
    expect(back).to.deep.equal({ mode: 'say', text: action.text, sent: [], returned: action.text });
    expect(givenBack(back, action)).to.equal(back);
    expect(givenBack({ ...sent, text: 'I wait.' }, action)).to.deep.equal({
      mode: 'do',
      text: 'Who lit the lamp?\nI wait.',
      sent: [],
      returned: 'Who lit the lamp?',
    });
    expect(givenBack(EMPTY_DRAFT, { ...action, mode: 'continue', text: '' })).to.equal(EMPTY_DRAFT);
  });

  it('has what came back of several turns in the order they were sent, above what was written since', () => {
    const second = { turnId: 'turn-2', mode: 'do', text: 'I knock.' } as const;
    const both = sentFrom(sentFrom(EMPTY_DRAFT, action), second);
    const one = givenBack(both, action);
    expect(givenBack(one, second).text).to.equal('Who lit the lamp?\nI knock.');
    expect(givenBack({ ...one, text: `${one.text}\nI wait.` }, second).text).to.equal('Who lit the lamp?\nI knock.\nI wait.');
    expect(givenBack({ ...one, text: 'Something else.' }, second).text).to.equal('I knock.\nSomething else.');
    expect(sentFrom(givenBack(one, second), action)).to.not.have.property('returned');
  });

  it('survives storage that is damaged, full or forbidden', () => {
    const damaged = storageOf(new Map([[`imagina-draft ${JOURNEY}`, '{"text":']]));
    expect(readDraft(damaged, JOURNEY)).to.deep.equal(EMPTY_DRAFT);
    const forbidden: DraftStorage = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => {
        throw new Error('forbidden');
      },
    };
    expect(readDraft(forbidden, JOURNEY)).to.deep.equal(EMPTY_DRAFT);
    expect(() => keepDraft(forbidden, JOURNEY, { ...EMPTY_DRAFT, text: 'I wait' })).to.not.throw();
  });
});
