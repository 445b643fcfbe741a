/** Which journey has which sequence of the context: the tokens a sequence holds need not be read again. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** Small enough that a stop and a narration that waits are noticed soon; 512 at once are no faster. */
const CHUNK_TOKENS = 128;

interface Slot {
  readonly sequence: LlamaContextSequence;
  cacheKey: string | null;
  inUse: boolean;
}

/** Goes back to the others when it is disposed; what it holds stays for the journey's next turn. */
export interface LentSequence extends Disposable {
  readonly sequence: LlamaContextSequence;
}

export class JourneySequences {
  /** The least recently used first. */
  readonly #slots: Slot[];
  readonly #waiting: (() => void)[] = [];

  constructor(sequences: readonly LlamaContextSequence[]) {
    this.#slots = sequences.map((sequence) => ({ sequence, cacheKey: null, inUse: false }));
  }

  get size(): number {
    return this.#slots.length;
  }

  /** The journey's own sequence, else the one that was idle longest; waits while that is lent to somebody else. */
  async take(cacheKey: string): Promise<LentSequence> {
    let slot = this.#fitting(cacheKey);
    while (!slot) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      slot = this.#fitting(cacheKey);
    }
    const taken = slot;
    taken.inUse = true;
    taken.cacheKey = cacheKey;
    this.#slots.splice(this.#slots.indexOf(taken), 1);
    this.#slots.push(taken);
    return {
      sequence: taken.sequence,
      [Symbol.dispose]: () => {
        taken.inUse = false;
        for (const resume of this.#waiting.splice(0)) resume();
      },
    };
  }

  #fitting(cacheKey: string): Slot | undefined {
    const own = this.#slots.find((slot) => slot.cacheKey === cacheKey);
    if (own) return own.inUse ? undefined : own;
    return this.#slots.find((slot) => slot.cacheKey === null) ?? this.#slots.find((slot) => !slot.inUse);
  }
}

/** How many of `tokens` the sequence already holds, from the beginning. */
export function heldTokens(sequence: LlamaContextSequence, tokens: readonly Token[]): number {
  return sequence.compareContextTokens([...tokens]).firstDifferentIndex;
}

/**
 * Brings the sequence to hold exactly `tokens`: keeps the beginning that it already holds, erases what follows there, reads
 * the rest. Ends early, with less read, when `goOn` says no.
 */
export async function readTokens(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  goOn: () => boolean,
): Promise<{ reused: number; read: number }> {
  const reused = heldTokens(sequence, tokens);
  await sequence.eraseContextTokenRanges([{ start: reused, end: sequence.nextTokenIndex }]);
  let at = reused;
  while (at < tokens.length && goOn()) {
    const chunk = tokens.slice(at, at + CHUNK_TOKENS);
    await sequence.evaluateWithoutGeneratingNewTokens(chunk);
    at += chunk.length;
  }
  return { reused, read: at - reused };
}
