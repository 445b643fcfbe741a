/** Keys that choose a mode, by place on the keyboard, and no others. */
import { expect } from 'chai';
import { modeOfKey } from '#web/journey/composer/mode-shortcuts.ts';

const key = (code: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) => ({
  ...{ code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...held,
});

describe('mode shortcuts', () => {
  it('are Alt and a digit, on Macs Ctrl, where Alt writes letters', () => {
    expect(modeOfKey(key('Digit2', { altKey: true }), false)).to.equal('say');
    expect(modeOfKey(key('Digit4', { ctrlKey: true }), true)).to.equal('continue');
    expect(modeOfKey(key('Digit2', { altKey: true }), true)).to.equal(undefined);
    expect(modeOfKey(key('Digit2', { ctrlKey: true }), false)).to.equal(undefined);
  });

  it('leave every other key alone', () => {
    for (const held of [{}, { altKey: true, shiftKey: true }, { altKey: true, metaKey: true }, { altKey: true, ctrlKey: true }]) {
      expect(modeOfKey(key('Digit1', held), false)).to.equal(undefined);
    }
    expect(modeOfKey(key('Digit5', { altKey: true }), false)).to.equal(undefined);
    expect(modeOfKey(key('KeyA', { altKey: true }), false)).to.equal(undefined);
  });
});
