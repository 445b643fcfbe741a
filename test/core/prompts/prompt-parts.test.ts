/** Parts that are made once: for as long as what they are made of, and no longer. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { promptPartsOf } from '#core/prompts/prompt-parts.ts';
import { ana, coast, entryWith } from './story.ts';

describe('prompt parts', () => {
  const { narrator } = entryWith();

  it('of the example: one for each member who founded a journey, and one for nobody', () => {
    const made = promptPartsOf(narrator);
    expect(made.example(coast, ana)).to.equal(made.example(coast, ana));
    expect(made.example(coast, ana)[0]?.text).to.include('Ana');
    expect(made.example(coast, { ...ana, name: 'Ben' })[0]?.text).to.include('Ben');
    expect(made.example(coast, undefined)).to.equal(made.example(coast, undefined));
    expect(made.example(coast, undefined)[0]?.text).to.include('A traveler');
    expect(made.example({ ...coast, mes_example: null }, ana)).to.deep.equal([]);
  });

  it('of the example are not kept longer than the founder, though the world lives on', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const made = promptPartsOf(narrator);
    const examples = Array.from({ length: 20 }, (_, index) => new WeakRef(made.example(coast, { ...ana, name: `Ana ${index}` })));
    for (let attempt = 0; attempt < 5; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      collectGarbage();
    }
    expect(examples.filter((example) => example.deref() !== undefined)).to.have.length(0);
    expect(made.world(coast)).to.equal(made.world(coast));
  });
});
