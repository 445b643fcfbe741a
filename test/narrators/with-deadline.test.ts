/** Whatever an AI does, its turn ends in time: silence, endlessness, and an AI that does not listen. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Prompt } from '#core/prompts/prompt.ts';
import { NarratorStalled } from '#core/turns/narrator.ts';
import type { NarrationRequest, NarrationResult, Narrator } from '#core/turns/narrator.ts';
import { withDeadline } from '#narrators/with-deadline.ts';

const prompt = { tokens: 321 } as Prompt;
const DEADLINES = { silenceMsMax: 40, narrationMsMax: 5_000, stopMsMax: 30 };
const FOREVER = new Promise<never>(() => undefined);
const COMPLETE: NarrationResult = {
  calls: [{ call: 'narration', usage: { input: 300, cacheRead: 0, cacheWrite: 0, output: 9 }, counted: false }],
  ...{ patches: [], summary: null, finish: 'complete', served: 'some-ai' },
};

type Narrate = (request: NarrationRequest) => AsyncGenerator<string, NarrationResult, void>;

function narrator(narrate: Narrate): Narrator {
  return {
    countTokens: (text) => Math.ceil(text.length / 4),
    countSlack: 1.2,
    overhead: { perMessage: 4, perPrompt: 4 },
    patchTokens: () => ({ input: 0, output: 0 }),
    narrate: (_prompt, request) => narrate(request),
  };
}

interface Telling {
  readonly deadlines?: Partial<typeof DEADLINES>;
  readonly stopAfterMs?: number;
  /** What the caller does with each piece before asking for the next one. */
  readonly onPiece?: () => Promise<unknown>;
}

/** Drains a narration: what was told, how it ended, how long it took, and whether the AI's own signal was aborted. */
async function tell(narrate: Narrate, { deadlines, stopAfterMs, onPiece }: Telling = {}) {
  const stop = new AbortController();
  let inner: AbortSignal | undefined;
  const waits: number[] = [];
  const watched = narrator((request) => {
    inner = request.signal;
    return narrate(request);
  });
  if (stopAfterMs !== undefined) setTimeout(() => stop.abort(), stopAfterMs);
  const began = performance.now();
  const pieces: string[] = [];
  const request = { maxTokens: 100, signal: stop.signal, onWaiting: (ahead: number) => waits.push(ahead) };
  const narration = withDeadline(watched, { ...DEADLINES, ...deadlines }).narrate(prompt, request);
  const told = (ending: { result?: NarrationResult; failure?: unknown }) => {
    return { pieces, waits, ms: performance.now() - began, aborted: inner?.aborted, ...ending };
  };
  try {
    for (;;) {
      const next = await narration.next();
      if (next.done) return told({ result: next.value });
      pieces.push(next.value);
      await onPiece?.();
    }
  } catch (failure) {
    return told({ failure });
  }
}

describe('a narrator with a deadline', () => {
  const unhandled: unknown[] = [];
  const note = (failure: unknown) => unhandled.push(failure);
  before(() => process.on('unhandledRejection', note));
  afterEach(async () => {
    await wait(5);
    expect(unhandled.splice(0), 'unhandled rejections').to.deep.equal([]);
  });
  after(() => process.off('unhandledRejection', note));

  it('passes text and result on as they are', async () => {
    const { pieces, result, waits } = await tell(async function* ({ maxTokens, onWaiting }) {
      onWaiting?.(2);
      yield `${maxTokens} `;
      await wait(5);
      yield 'pieces';
      return COMPLETE;
    });
    expect(pieces).to.deep.equal(['100 ', 'pieces']);
    expect(result).to.equal(COMPLETE);
    expect(waits).to.deep.equal([2]);
  });

  it('counts as the AI does', () => {
    const counting = narrator(() => {
      throw new Error('not asked to narrate');
    });
    const { countSlack, overhead } = withDeadline(counting, DEADLINES);
    expect({ countSlack, overhead }).to.deep.equal({ countSlack: 1.2, overhead: counting.overhead });
    expect(withDeadline(counting, DEADLINES).countTokens('Twelve chars')).to.equal(3);
  });

  it('[TN4] gives a silent AI up, before the first piece', async () => {
    const { failure, ms, aborted } = await tell(async function* () {
      await FOREVER;
      yield '';
      return COMPLETE;
    });
    expect(failure)
      .to.be.instanceOf(NarratorStalled)
      .with.include({ kind: 'silent', message: 'the narrator was silent for 40 ms' });
    expect(ms).to.be.within(35, 400);
    expect(aborted, 'and tells it to stop').to.equal(true);
  });

  it('[TN4] gives a silent AI up in mid-sentence; what it told was told', async () => {
    const { failure, pieces } = await tell(async function* () {
      yield 'The door';
      await FOREVER;
      return COMPLETE;
    });
    expect(failure).to.be.instanceOf(NarratorStalled);
    expect(pieces).to.deep.equal(['The door']);
  });

  it('[TN4] measures silence anew after each piece', async () => {
    const { result, pieces } = await tell(async function* () {
      for (let piece = 0; piece < 5; piece++) {
        await wait(20);
        yield 'x';
      }
      return COMPLETE;
    });
    expect(result).to.equal(COMPLETE);
    expect(pieces).to.have.length(5);
  });

  it('[TN4] does not take what is asked behind the whole passage for silence', async () => {
    const { result, failure } = await tell(async function* ({ onTold }) {
      yield 'The sea.';
      onTold?.();
      await wait(2 * DEADLINES.silenceMsMax);
      return COMPLETE;
    });
    expect(failure).to.equal(undefined);
    expect(result).to.deep.equal(COMPLETE);
  });

  it('[TN4] does not take a slow reader for a silent AI', async () => {
    const { result } = await tell(
      async function* () {
        yield 'x';
        await wait(5);
        yield 'y';
        return COMPLETE;
      },
      { onPiece: () => wait(60) },
    );
    expect(result).to.equal(COMPLETE);
  });

  it('[TN4] ends an AI that talks for ever', async () => {
    const { failure, ms, pieces } = await tell(
      async function* () {
        for (;;) {
          await wait(5);
          yield 'and then ';
        }
      },
      { deadlines: { narrationMsMax: 100 } },
    );
    expect(failure)
      .to.be.instanceOf(NarratorStalled)
      .with.include({ kind: 'endless', message: 'the narrator was not done in 100 ms' });
    expect(ms).to.be.within(95, 500);
    expect(pieces.length).to.be.above(3);
  });

  it('[TN4] does not count waiting for a free AI as silence, however long one place takes', async () => {
    const { result, ms } = await tell(async function* ({ onWaiting }) {
      onWaiting?.(2);
      await wait(60);
      onWaiting?.(1);
      await wait(60);
      yield 'x';
      return COMPLETE;
    });
    expect(result).to.equal(COMPLETE);
    expect(ms).to.be.above(110);
  });

  it('[TN4] measures silence again once nobody is ahead', async () => {
    const { failure, ms } = await tell(async function* ({ onWaiting }) {
      onWaiting?.(1);
      await wait(60);
      onWaiting?.(0);
      await FOREVER;
      yield 'x';
      return COMPLETE;
    });
    expect(failure).to.be.instanceOf(NarratorStalled);
    expect(ms).to.be.within(95, 500);
  });

  it('[TN4] counts waiting into the time of the whole turn, which a hold does not outlive', async () => {
    const { failure, ms } = await tell(
      async function* ({ onWaiting }) {
        onWaiting?.(1);
        await FOREVER;
        yield 'x';
        return COMPLETE;
      },
      { deadlines: { narrationMsMax: 90 } },
    );
    expect(failure).to.be.instanceOf(NarratorStalled);
    expect(ms).to.be.within(85, 500);
  });

  it('[TN6] tells what a stopped AI says it used', async () => {
    const stopped = { ...COMPLETE, finish: 'stopped' as const };
    const { result, pieces } = await tell(
      async function* ({ signal }) {
        yield 'x';
        await wait(10_000, undefined, { signal }).catch(() => undefined);
        return stopped;
      },
      { stopAfterMs: 10 },
    );
    expect(result).to.equal(stopped);
    expect(pieces).to.deep.equal(['x']);
  });

  it('[PR4][TN6] counts what an AI that ignores the stop was sent and has told', async () => {
    const { result, ms } = await tell(
      async function* () {
        yield 'Twelve chars';
        await FOREVER;
        return COMPLETE;
      },
      { stopAfterMs: 10, deadlines: { silenceMsMax: 1_000 } },
    );
    expect(result).to.deep.equal({
      calls: [{ call: 'narration', usage: { input: 321, cacheRead: 0, cacheWrite: 0, output: 3 }, counted: true }],
      ...{ patches: [], summary: null, finish: 'stopped', served: null },
    });
    expect(ms).to.be.within(35, 500);
  });

  it('[PR4] counts an AI that goes on talking after the stop, at the end of its time', async () => {
    const { result, ms } = await tell(
      async function* () {
        for (;;) {
          await wait(5);
          yield 'and ';
        }
      },
      { stopAfterMs: 20 },
    );
    expect(result).to.include({ finish: 'stopped' });
    expect(result?.calls[0]).to.include({ call: 'narration', counted: true });
    expect(ms).to.be.within(45, 500);
  });

  it('[PR4] counts one that was stopped before it began', async () => {
    const stop = new AbortController();
    stop.abort();
    const silent = narrator(async function* () {
      await FOREVER;
      yield '';
      return COMPLETE;
    });
    const next = await withDeadline(silent, DEADLINES).narrate(prompt, { maxTokens: 100, signal: stop.signal }).next();
    const { calls, finish } = next.value as NarrationResult;
    expect(finish).to.equal('stopped');
    expect(calls[0]).to.include({ counted: true });
    expect(calls[0]?.usage.output).to.equal(0);
  });

  it('[TN4] passes a failure on, and hears no more of one that comes too late', async () => {
    const failing = await tell(async function* () {
      yield 'x';
      await wait(1);
      throw new Error('the vendor is down');
    });
    expect(failing.failure).to.have.property('message', 'the vendor is down');
    const late = await tell(async function* () {
      await wait(60);
      yield* [];
      throw new Error('too late to matter');
    });
    const messy = await tell(async function* () {
      try {
        await wait(60);
        yield 'too late';
      } finally {
        await Promise.reject(new Error('the connection will not close'));
      }
      return COMPLETE;
    });
    for (const { failure } of [late, messy]) expect(failure).to.be.instanceOf(NarratorStalled);
    await wait(60);
  });

  it('leaves no timer behind when the narrator cannot even begin', async () => {
    await wait(1); // by now mocha's own timer runs
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const earlier = timers();
    const { failure } = await tell(() => {
      throw new Error('not ready');
    });
    expect(failure).to.have.property('message', 'not ready');
    expect(timers()).to.equal(earlier);
  });
});
