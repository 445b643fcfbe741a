/** Work that several ask for at once: none gets an answer from before they asked. */
import { expect } from 'chai';
import { SharedWork } from '#server/payments/shared-work.ts';

describe('shared work', () => {
  it('runs once more for all who come while it runs, and anew for whoever comes later', async () => {
    const gates = Array.from({ length: 3 }, () => Promise.withResolvers<number>());
    let begun = 0;
    const work = new SharedWork<number>();
    const ask = () => work.run('key', () => gates[begun++]!.promise);
    const first = ask();
    const [second, third] = [ask(), ask()];
    expect(begun).to.equal(1);
    gates[0]!.resolve(1);
    expect(await first).to.equal(1);
    const fourth = ask(); // The second is running by now, or about to: it is not for those who come after it began.
    gates[1]!.resolve(2);
    expect(await Promise.all([second, third])).to.deep.equal([2, 2]);
    gates[2]!.resolve(3);
    expect(await fourth).to.be.oneOf([2, 3]);
    expect(await work.run('key', () => Promise.resolve(4))).to.equal(4);
    expect(await Promise.all([work.run('a', () => Promise.resolve(5)), work.run('b', () => Promise.resolve(6))])).to.deep.equal([
      5, 6,
    ]);
  });

  it('goes on after a failure', async () => {
    const work = new SharedWork<number>();
    const failing = work.run('key', () => Promise.reject(new Error('no')));
    const next = work.run('key', () => Promise.resolve(1));
    expect(await failing.catch((failure: unknown) => (failure as Error).message)).to.equal('no');
    expect(await next).to.equal(1);
  });
});
