/** Writes one passage behind a prompt that has been read, and draws a sentence again that repeats an earlier one. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { TokenUsage } from '#protocol/values.ts';
import { readTokens } from './journey-sequences.ts';
import type { LocalModel } from './local-model.ts';
import { PassageGate } from './passage-gate.ts';

/** How a text is to be written; what it says, the prompt decides. */
export interface Manner {
  readonly sampling: Sampling;
  /** Freer, so that a sentence that is drawn again goes another way. */
  readonly redraw: Sampling;
  /** The parts of the limit from which on the AI may end, and from which on the first sentence's end is the text's. */
  readonly endsFrom: number;
  readonly endsWithSentenceFrom: number;
  /** From this part on sentences are only shown whole, so that the limit cuts none that was begun. */
  readonly wholeSentencesFrom: number;
}

interface Sampling {
  readonly temperature: number;
  readonly minP: number;
}

/**
 * What makes 135 million parameters readable: warm enough not to circle, and only words that are likely in their place. Cooler,
 * or with weaker penalties, stories got stuck by the third turn.
 *
 * Left alone, they answer every other action with "You look closer." and run into the limit with the rest. So they cannot end
 * before the first part of the limit, and do with the sentence that passes the second: passages of much the same length, whole
 * to the last word, at a cost that can be foretold.
 */
export const PASSAGE_MANNER: Manner = {
  sampling: { temperature: 0.75, minP: 0.15 },
  redraw: { temperature: 1, minP: 0.1 },
  endsFrom: 0.6,
  endsWithSentenceFrom: 0.8,
  wholeSentencesFrom: 0.7,
};

/** Closer to what was told, as long as it likes, and only whole sentences. */
export const SUMMARY_MANNER: Manner = {
  sampling: { temperature: 0.3, minP: 0.1 },
  redraw: { temperature: 0.8, minP: 0.1 },
  endsFrom: 0,
  endsWithSentenceFrom: 0.9,
  wholeSentencesFrom: 0,
};

const REPEAT_PENALTY = 1.12;
const REPEAT_PENALTY_TOKENS = 200;

/** Draws of a text's parts. One that repeats is found out after some ten tokens, so a few are cheap. */
const DRAWS_MAX = 16;

/** Usage while it is counted. */
export type UsageCount = { -readonly [Pool in keyof TokenUsage]: TokenUsage[Pool] };

export interface PassageTask {
  readonly model: LocalModel;
  /** Holds the prompt but for its last token. */
  readonly sequence: LlamaContextSequence;
  readonly prompt: readonly Token[];
  /** The text's first words, put into the AI's mouth; by default it finds them itself. */
  readonly opening?: string;
  /** Passages that this one must not repeat. */
  readonly earlier: readonly string[];
  readonly maxTokens: number;
  readonly manner: Manner;
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
  readonly ending: 'end-mark' | 'enough' | 'limit' | 'stopped' | 'again' | 'too-soon';
  /** `again`: behind the last sentence that may stay. `too-soon`: behind the beginning of a new paragraph. */
  readonly next: Draft;
}

/** All draws together stay within `maxTokens`. Ends early, or empty, when the last of them repeats too. */
export async function* writePassage(task: PassageTask): AsyncGenerator<string, WrittenPassage, void> {
  const { model, sequence, prompt, opening = '', maxTokens, manner, usage } = task;
  const gate = new PassageGate(task.earlier);
  let draft: Draft = { written: model.tokenize(opening), never: [] };
  if (opening !== '') await readTokens(sequence, [...prompt, ...draft.written].slice(0, -1), () => true);
  for (let draw = 1; ; draw += 1) {
    const { ending, next } = yield* drawOn(draft, draw > 1, gate, task);
    if (ending === 'stopped') return { text: gate.shown, finish: 'stopped' };
    const goesOn = ending === 'again' || ending === 'too-soon';
    if (!goesOn || draw === DRAWS_MAX || usage.output >= maxTokens * manner.endsWithSentenceFrom) {
      const rest = gate.finish(ending === 'end-mark' || ending === 'too-soon');
      if (rest !== '') yield rest;
      return { text: gate.shown, finish: ending === 'limit' ? 'length' : 'complete' };
    }
    const samePlace = next.written.length === draft.written.length;
    draft = samePlace ? { ...next, never: [...draft.never, ...next.never] } : next;
    await readTokens(sequence, [...prompt, ...draft.written].slice(0, -1), () => true);
  }
}

async function* drawOn(draft: Draft, again: boolean, gate: PassageGate, task: PassageTask): AsyncGenerator<string, Drawn, void> {
  const { model, sequence, prompt, maxTokens, manner, signal, nextSeed, usage } = task;
  const written = [...draft.written];
  const [never, nothing] = [model.never(draft.never), model.never([])];
  let sentenceFrom = -1;
  let sentenceToken = written.length;
  const drawn = (ending: Drawn['ending']): Drawn => {
    return { ending, next: { written: written.slice(0, sentenceToken), never: written.slice(sentenceToken, sentenceToken + 1) } };
  };
  const tokens = sequence.evaluate([...prompt, ...written].slice(-1), {
    ...(again ? manner.redraw : manner.sampling),
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
    if (model.isEnd(token)) {
      if (usage.output >= maxTokens * manner.endsFrom) return drawn('end-mark');
      return {
        ending: 'too-soon',
        next: { written: [...written, ...model.tokenize(nextParagraph(readable(model, written)))], never: [] },
      };
    }
    written.push(token);
    const { text, verdict, sentence } = gate.look(readable(model, written), usage.output > maxTokens * manner.wholeSentencesFrom);
    if (text !== '') yield text;
    // A sentence is known to have ended by the token behind it, which is then the first of the next.
    const ended = sentenceFrom !== -1 && sentence > sentenceFrom;
    if (ended) sentenceToken = written.length - 1;
    sentenceFrom = sentence;
    if (ended && usage.output >= maxTokens * manner.endsWithSentenceFrom) return drawn('enough');
    if (verdict !== 'go-on') return drawn(verdict);
    if (usage.output >= maxTokens) break;
  }
  return drawn('limit');
}

/** What follows a text that is to go on although the AI would end it: nothing where that is the place already. */
function nextParagraph(text: string): string {
  if (text === '' || text.endsWith('\n')) return '';
  return /[.!?…]["'”’)*\]]*\s*$/u.test(text) ? '\n\n' : '.\n\n';
}

/** Half a letter's bytes wait for the other half; bytes that are no letter at all are left out. */
function readable(model: LocalModel, written: readonly Token[]): string {
  return model.detokenize(written).replaceAll('\uFFFD', '');
}
