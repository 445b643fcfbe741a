/** The queue in front of the local AI: order, places, leaving. */
import { expect } from 'chai';
import { NarrationQueue } from '#narrators/local/narration-queue.ts';

const never = new AbortController().signal;

describe('the local narration queue', () => {
  it('serves one at a time, in order, and tells each its place', async () => {
    const queue = new NarrationQueue();
    const heard: string[] = [];
    const first = await queue.enter({ signal: never });
    const others = ['ana', 'ben'].map(async (name) => {
      const place = await queue.enter({ signal: never, onWaiting: (ahead) => heard.push(`${name} ${ahead}`) });
      heard.push(`${name} starts`);
      place?.[Symbol.dispose]();
    });
    first?.[Symbol.dispose]();
    await Promise.all(others);
    expect(heard).to.deep.equal(['ana 1', 'ben 2', 'ana 0', 'ben 1', 'ana starts', 'ben 0', 'ben starts']);
    expect(queue.busy).to.equal(false);
  });

  it('lets go of who stops waiting, at once', async () => {
    const queue = new NarrationQueue();
    const first = await queue.enter({ signal: never });
    const stop = new AbortController();
    const places: number[] = [];
    const leaving = queue.enter({ signal: stop.signal });
    const staying = queue.enter({ signal: never, onWaiting: (ahead) => places.push(ahead) });
    stop.abort();
    expect(await leaving).to.equal(null);
    expect(places).to.deep.equal([2, 1]);
    first?.[Symbol.dispose]();
    expect(await staying).not.to.equal(null);
  });

  it('lets reading ahead wait until nobody narrates', async () => {
    const queue = new NarrationQueue();
    const first = await queue.enter({ signal: never });
    const second = queue.enter({ signal: never });
    let idle = false;
    const waiting = queue.idle().then(() => (idle = true));
    first?.[Symbol.dispose]();
    const place = await second;
    expect(idle).to.equal(false);
    place?.[Symbol.dispose]();
    await waiting;
    expect(idle).to.equal(true);
  });
});
