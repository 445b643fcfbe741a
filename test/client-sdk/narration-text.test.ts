import { expect } from 'chai';
import fc from 'fast-check';
import { NarrationText } from '../../client-sdk/narration-text.ts';

describe('the text of a turn as it arrives', () => {
  it('takes pieces in order, ignores what it has, and asks for what is missing', () => {
    const narration = new NarrationText(1, 'turn');
    expect(narration.add(0, 'You open ')).to.equal('You open ');
    expect(narration.add(0, 'You open ')).to.equal('');
    expect(narration.add(20, 'slowly')).to.equal(null);
    expect(narration.add(4, 'open the door')).to.equal('the door');
    expect(narration.text).to.equal('You open the door');
  });

  it('tells every character once, however pieces are repeated, cut and filled', () => {
    const pieces = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 60 });
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), pieces, (passage, cuts) => {
        const narration = new NarrationText(1, 'turn');
        let told = '';
        for (const [from, length] of [...cuts, [0, 40] as const]) {
          const offset = Math.min(from, passage.length);
          const fresh = narration.add(offset, passage.slice(offset, offset + length));
          told += fresh ?? '';
          expect(fresh === null).to.equal(offset > told.length);
        }
        expect(told).to.equal(passage);
      }),
    );
  });
});
