/** Writes one passage behind a prompt that has been read, and draws it again when it begins like an earlier one. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { TokenUsage } from '#protocol/values.ts';
import { readTokens } from './journey-sequences.ts';
import type { LocalModel } from './local-model.ts';
import { PassageGate } from './passage-gate.ts';

/** What makes 135 million parameters readable; a redraw is freer, so that it goes another way. */
const SAMPLING = { temperature: 0.6, minP: 0.08 };
const REDRAW_SAMPLING = { temperature: 0.9, minP: 0.08 };
const REPEAT_PENALTY = 1.12;
const REPEAT_PENALTY_TOKENS = 200;

const DRAWS_MAX = 2;
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

/** All draws together stay within `maxTokens`. Empty when the last draw repeats an earlier passage too. */
export async function* writePassage(task: PassageTask): AsyncGenerator<string, WrittenPassage, void> {
  for (let draw = 1; ; draw += 1) {
    const gate = new PassageGate(task.earlier);
    const finish = yield* drawPassage(task, gate, draw);
    const drawAgain = finish === 'repeats' && gate.shown === '' && draw < DRAWS_MAX;
    if (!drawAgain) return { text: gate.shown, finish: finish === 'repeats' ? 'complete' : finish };
    await readTokens(task.sequence, task.prompt.slice(0, -1), () => true);
  }
}

async function* drawPassage(
  { model, sequence, prompt, maxTokens, signal, nextSeed, usage }: PassageTask,
  gate: PassageGate,
  draw: number,
): AsyncGenerator<string, WrittenPassage['finish'] | 'repeats', void> {
  const closingTokens = Math.min(CLOSING_TOKENS, maxTokens / 3);
  const written: Token[] = [];
  let ending: 'end-mark' | 'repeats' | 'enough' | 'limit' = 'limit';
  const tokens = sequence.evaluate(prompt.slice(-1), {
    ...(draw === 1 ? SAMPLING : REDRAW_SAMPLING),
    seed: nextSeed(),
    repeatPenalty: {
      penalty: REPEAT_PENALTY,
      maxPunishTokens: REPEAT_PENALTY_TOKENS,
      punishTokens: () => written.slice(-REPEAT_PENALTY_TOKENS),
    },
    yieldEogToken: true,
  });
  for await (const token of tokens) {
    usage.output += 1;
    if (signal.aborted) return 'stopped';
    if (model.isEnd(token)) {
      ending = 'end-mark';
      break;
    }
    written.push(token);
    const { text, verdict } = gate.look(readable(model, written), maxTokens - usage.output < closingTokens);
    if (text !== '') yield text;
    if (verdict !== 'go-on') {
      ending = verdict;
      break;
    }
    if (usage.output >= maxTokens) break;
  }
  const rest = gate.finish(ending === 'end-mark');
  if (rest !== '') yield rest;
  if (ending === 'repeats') return 'repeats';
  return ending === 'limit' ? 'length' : 'complete';
}

/** Half a letter's bytes wait for the other half; bytes that are no letter at all are left out. */
function readable(model: LocalModel, written: readonly Token[]): string {
  return model.detokenize(written).replaceAll('\uFFFD', '');
}
