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
    overhead: narrator.overhead,
    countTokens: (text) => narrator.countTokens(text),
    patchTokens: (prompt) => narrator.patchTokens(prompt),
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
  const inner = narrator.narrate(prompt, {
    maxTokens: request.maxTokens,
    signal: ended.signal,
    onWaiting: (ahead) => {
      if (!request.signal.aborted) alarm.set(deadlines.silenceMsMax);
      request.onWaiting?.(ahead);
    },
  });
  try {
    for (;;) {
      if (!request.signal.aborted) alarm.set(deadlines.silenceMsMax);
      const next = await Promise.race([inner.next(), alarm.rings]);
      if (next === RANG) {
        if (request.signal.aborted) return countedResult(narrator, prompt, passage);
        throw new NarratorStalled(alarm.lastSetMs);
      }
      if (next.done) return next.value;
      passage += next.value;
      yield next.value;
    }
  } finally {
    alarm.clear();
    request.signal.removeEventListener('abort', onStop);
    ended.abort();
    // A stalled narrator never answers this either, so nobody waits for it.
    inner.return(undefined as never).catch(() => undefined);
  }
}

/** What a narrator that would not stop has used: what was sent and streamed (PR4). */
function countedResult(narrator: Narrator, prompt: Prompt, passage: string): NarrationResult {
  const usage = { input: prompt.tokens, cacheRead: 0, cacheWrite: 0, output: narrator.countTokens(passage) };
  return { usage, counted: true, patches: [], finish: 'stopped', served: null };
}

const RANG = Symbol('rang');

/** One timer that can be set again and again, under a total that cannot. */
class Alarm {
  lastSetMs = 0;
  readonly rings: Promise<typeof RANG>;
  #ring: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #total: NodeJS.Timeout;

  constructor(totalMs: number) {
    this.rings = new Promise((resolve) => {
      this.#ring = () => {
        resolve(RANG);
      };
    });
    this.#total = setTimeout(this.#ring, totalMs);
  }

  set(ms: number): void {
    clearTimeout(this.#timer);
    this.lastSetMs = ms;
    this.#timer = setTimeout(this.#ring, ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#total);
  }
}
