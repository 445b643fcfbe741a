/** Writes one passage behind a prompt that has been read, and draws a sentence again that repeats an earlier one. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { TokenUsage } from '#protocol/values.ts';
import { readTokens } from './journey-sequences.ts';
import type { LocalModel } from './local-model.ts';
import { PassageGate } from './passage-gate.ts';

/**
 * What makes 135 million parameters readable: warm enough not to circle, and only words that are likely in their place. Cooler,
 * or with weaker penalties, stories got stuck by the third turn. A redraw is freer, so that it goes another way.
 */
const SAMPLING = { temperature: 0.75, minP: 0.15 };
const REDRAW_SAMPLING = { temperature: 1, minP: 0.1 };
const REPEAT_PENALTY = 1.12;
const REPEAT_PENALTY_TOKENS = 200;

/** Draws of a passage's parts. One that repeats is found out after some ten tokens, so a few are cheap. */
const DRAWS_MAX = 5;
/** So near to the limit sentences are only shown whole; most are shorter than this. */
const CLOSING_TOKENS = 32;

/** Usage while it is counted. */
export type UsageCount = { -readonly [Pool in keyof TokenUsage]: TokenUsage[Pool] };

export interface PassageTask {
  readonly model: LocalModel;
  /** Holds the prompt but for its last token. */
  readonly sequence: LlamaContextSequence;
  readonly prompt: readonly Token[];
  /** Passages that this one must not repeat. */
  readonly earlier: readonly string[];
  readonly maxTokens: number;
  readonly signal: AbortSignal;
  readonly nextSeed: () => number;
  /** Gets every token written, shown or not. */
  readonly usage: UsageCount;
}

export interface WrittenPassage {
  readonly text: string;
  readonly finish: 'complete' | 'length' | 'stopped';
}

/** What has been written, and which tokens must not come next: those that led into a repeat. */
interface Draft {
  readonly written: readonly Token[];
  readonly never: readonly Token[];
}

interface Drawn {
  readonly ending: 'end-mark' | 'enough' | 'limit' | 'stopped' | 'repeats';
  /** Behind the last sentence that is no repeat. */
  readonly next: Draft;
}

/** All draws together stay within `maxTokens`. Ends early, or empty, when the last of them repeats too. */
export async function* writePassage(task: PassageTask): AsyncGenerator<string, WrittenPassage, void> {
  const { sequence, prompt, maxTokens, usage } = task;
  const gate = new PassageGate(task.earlier);
  let draft: Draft = { written: [], never: [] };
  for (let draw = 1; ; draw += 1) {
    const { ending, next } = yield* drawOn(draft, draw > 1, gate, task);
    if (ending === 'stopped') return { text: gate.shown, finish: 'stopped' };
    if (ending !== 'repeats' || draw === DRAWS_MAX || usage.output >= maxTokens) {
      const rest = gate.finish(ending === 'end-mark');
      if (rest !== '') yield rest;
      return { text: gate.shown, finish: ending === 'limit' ? 'length' : 'complete' };
    }
    const samePlace = next.written.length === draft.written.length;
    draft = samePlace ? { ...next, never: [...draft.never, ...next.never] } : next;
    await readTokens(sequence, [...prompt, ...draft.written].slice(0, -1), () => true);
  }
}

async function* drawOn(draft: Draft, again: boolean, gate: PassageGate, task: PassageTask): AsyncGenerator<string, Drawn, void> {
  const { model, sequence, prompt, maxTokens, signal, nextSeed, usage } = task;
  const closingTokens = Math.min(CLOSING_TOKENS, maxTokens / 3);
  const written = [...draft.written];
  const [never, nothing] = [model.never(draft.never), model.never([])];
  let sentenceFrom = -1;
  let sentenceToken = written.length;
  const drawn = (ending: Drawn['ending']): Drawn => {
    return { ending, next: { written: written.slice(0, sentenceToken), never: written.slice(sentenceToken, sentenceToken + 1) } };
  };
  const tokens = sequence.evaluate([...prompt, ...written].slice(-1), {
    ...(again ? REDRAW_SAMPLING : SAMPLING),
    seed: nextSeed(),
    repeatPenalty: {
      penalty: REPEAT_PENALTY,
      maxPunishTokens: REPEAT_PENALTY_TOKENS,
      punishTokens: () => written.slice(-REPEAT_PENALTY_TOKENS),
    },
    tokenBias: () => (written.length === draft.written.length ? never : nothing),
    yieldEogToken: true,
  });
  for await (const token of tokens) {
    usage.output += 1;
    if (signal.aborted) return drawn('stopped');
    if (model.isEnd(token)) return drawn('end-mark');
    written.push(token);
    const { text, verdict, sentence } = gate.look(readable(model, written), maxTokens - usage.output < closingTokens);
    if (text !== '') yield text;
    // A sentence is known to have ended by the token behind it, which is then the first of the next.
    if (sentenceFrom !== -1 && sentence > sentenceFrom) sentenceToken = written.length - 1;
    sentenceFrom = sentence;
    if (verdict !== 'go-on') return drawn(verdict);
    if (usage.output >= maxTokens) break;
  }
  return drawn('limit');
}

/** Half a letter's bytes wait for the other half; bytes that are no letter at all are left out. */
function readable(model: LocalModel, written: readonly Token[]): string {
  return model.detokenize(written).replaceAll('\uFFFD', '');
}
