/** A narrator that cannot stall a journey: whatever the AI does, the turn ends in time. */
import type { Prompt } from '#core/prompts/prompt.ts';
import { NarratorStalled } from '#core/turns/narrator.ts';
import type { NarrationRequest, NarrationResult, Narrator } from '#core/turns/narrator.ts';

export interface NarrationDeadlines {
  /** The longest silence before and between pieces of text; waiting for a free AI does not count. */
  readonly silenceMsMax: number;
  /** All calls of a turn together. */
  readonly narrationMsMax: number;
  /** How long a stopped AI may take to end; then its usage is counted by us (PR4). */
  readonly stopMsMax: number;
}

export function withDeadline(narrator: Narrator, deadlines: NarrationDeadlines): Narrator {
  return {
    countSlack: narrator.countSlack,
    overhead: narrator.overhead,
    countTokens: (text) => narrator.countTokens(text),
    patchTokens: (prompt, passageTokens) => narrator.patchTokens(prompt, passageTokens),
    ready: () => narrator.ready?.() ?? Promise.resolve(),
    ...(narrator.prepare ? { prepare: (prompt: Prompt) => narrator.prepare?.(prompt) ?? Promise.resolve() } : {}),
    narrate: (prompt, request) => narrateInTime(narrator, prompt, request, deadlines),
  };
}

async function* narrateInTime(
  narrator: Narrator,
  prompt: Prompt,
  request: NarrationRequest,
  deadlines: NarrationDeadlines,
): AsyncGenerator<string, NarrationResult, void> {
  const ended = new AbortController();
  const alarm = new Alarm(deadlines.narrationMsMax);
  let passage = '';
  const onStop = () => {
    ended.abort(request.signal.reason);
    alarm.set(deadlines.stopMsMax);
  };
  if (request.signal.aborted) onStop();
  else request.signal.addEventListener('abort', onStop, { once: true });
  // What is asked behind the passage brings no text: it has limits of its own, and that of the whole turn.
  let told = false;
  const listen = () => {
    if (!request.signal.aborted && !told) alarm.set(deadlines.silenceMsMax);
  };
  // Neither a wait for a free AI nor a slow reader is the AI's silence.
  const pause = () => {
    if (!request.signal.aborted) alarm.unset();
  };
  let inner: ReturnType<Narrator['narrate']> | undefined;
  try {
    inner = narrator.narrate(prompt, {
      maxTokens: request.maxTokens,
      signal: ended.signal,
      onWaiting: (ahead) => {
        if (ahead > 0) pause();
        else listen();
        request.onWaiting?.(ahead);
      },
      onTold: () => {
        told = true;
        pause();
        request.onTold?.();
      },
    });
    for (;;) {
      listen();
      const next = await Promise.race([inner.next(), alarm.rings]);
      if (next instanceof NarratorStalled) {
        if (request.signal.aborted) return countedResult(prompt, Math.min(narrator.countTokens(passage), request.maxTokens));
        throw next;
      }
      if (next.done) return next.value;
      passage += next.value;
      pause();
      yield next.value;
    }
  } finally {
    alarm.clear();
    request.signal.removeEventListener('abort', onStop);
    ended.abort();
    // A stalled narrator never answers this either, so nobody waits for it.
    inner?.return(undefined as never).catch(() => undefined);
  }
}

/** What a narrator that would not stop has used: what was sent and streamed (PR4). */
function countedResult(prompt: Prompt, output: number): NarrationResult {
  const usage = { input: prompt.tokens, cacheRead: 0, cacheWrite: 0, output };
  return {
    calls: [{ call: 'narration', usage, counted: true }],
    patches: [],
    summary: null,
    finish: 'stopped',
    served: null,
  };
}

/** One timer that can be set again and again, under a total that cannot. */
class Alarm {
  /** Says what rang. */
  readonly rings: Promise<NarratorStalled>;
  #ring: (stalled: NarratorStalled) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #total: NodeJS.Timeout;

  constructor(totalMs: number) {
    this.rings = new Promise((resolve) => (this.#ring = resolve));
    const stalled = () => new NarratorStalled(`the narrator was not done in ${totalMs} ms`, 'endless');
    this.#total = setTimeout(() => this.#ring(stalled()), totalMs);
  }

  set(ms: number): void {
    this.unset();
    this.#timer = setTimeout(() => this.#ring(new NarratorStalled(`the narrator was silent for ${ms} ms`, 'silent')), ms);
  }

  unset(): void {
    clearTimeout(this.#timer);
  }

  clear(): void {
    this.unset();
    clearTimeout(this.#total);
  }
}
