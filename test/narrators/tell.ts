/** Drains a narration, and may stop it. */
import type { Prompt } from '#core/prompts/prompt.ts';
import type { CallKind, CallUsage, NarrationResult, Narrator } from '#core/turns/narrator.ts';

export interface Telling {
  readonly maxTokens?: number;
  /** Stops it with this many pieces told. */
  readonly stopAfterPieces?: number;
  readonly signal?: AbortSignal;
}

export interface Told {
  readonly pieces: readonly string[];
  readonly text: string;
  /** From the start, when each piece came and when it ended. */
  readonly pieceMs: readonly number[];
  readonly endMs: number;
  readonly stopMs: number | null;
  /** How many pieces had come, each time it said that the passage was whole. */
  readonly wholeAfter: readonly number[];
  readonly result: NarrationResult;
}

export async function tell(narrator: Narrator, prompt: Prompt, telling: Telling = {}): Promise<Told> {
  const { maxTokens = 60, stopAfterPieces } = telling;
  const stop = new AbortController();
  const signal = telling.signal ? AbortSignal.any([telling.signal, stop.signal]) : stop.signal;
  const began = performance.now();
  const pieces: string[] = [];
  const pieceMs: number[] = [];
  let stoppedAt: number | null = null;
  const wholeAfter: number[] = [];
  const onTold = () => wholeAfter.push(pieces.length);
  const narration = narrator.narrate(prompt, { maxTokens, signal, onTold });
  for (;;) {
    const step = await narration.next();
    const now = performance.now();
    if (step.done) {
      const stopMs = stoppedAt === null ? null : now - stoppedAt;
      return { pieces, text: pieces.join(''), pieceMs, endMs: now - began, stopMs, wholeAfter, result: step.value };
    }
    pieces.push(step.value);
    pieceMs.push(now - began);
    if (pieces.length === stopAfterPieces) {
      stoppedAt = performance.now();
      stop.abort();
    }
  }
}

export function callOf({ calls }: NarrationResult, kind: CallKind): CallUsage | undefined {
  return calls.find(({ call }) => call === kind);
}

export function inputOf({ usage }: CallUsage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite;
}
