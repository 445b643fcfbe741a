/** The call after a passage: what it moved, as patches, and the most this call can cost. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { CallUsage } from '#core/turns/narrator.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';
import { CHAT_OVERHEAD, promptTokens } from './chat-format.ts';
import type { LocalModel } from './local-model.ts';
import { patchesOf, possibleReplies, replyGrammar, trackerQuestion, type TrackerQuestion } from './tracker-question.ts';

type CountTokens = (text: string) => number;

/** It spells replies in up to half as many tokens more than they need; one that takes still more is cut and changes nothing. */
const REPLY_SPARE_TOKENS = 8;
/** The end mark behind the passage, which the question is asked behind. */
const PASSAGE_END_TOKENS = 1;

/** Bounds that hold: the question about all the trackers, and the limit of its reply. */
export function patchTokensOf(prompt: Prompt, countTokens: CountTokens): { input: number; output: number } {
  const question = trackerQuestion(prompt.trackers, prompt.sheet);
  if (!question) return { input: 0, output: 0 };
  const input = question.parts.reduce((sum, { text }) => sum + countTokens(text), 0);
  const around = PASSAGE_END_TOKENS + CHAT_OVERHEAD.perMessage + CHAT_OVERHEAD.perPrompt;
  return { input: input + around, output: replyTokensMax(question, countTokens) };
}

/** What a reply about trackers moved, which may be nothing, and what it used. */
export interface TrackerReply {
  readonly patches: readonly TrackerPatch[];
  readonly call: CallUsage;
}

/** Asks behind the passage that the sequence has just written. null: there was nothing to ask, or no whole reply came. */
export async function askForPatches(
  model: LocalModel,
  sequence: LlamaContextSequence,
  turn: { prompt: Prompt; passage: string; signal: AbortSignal },
): Promise<TrackerReply | null> {
  const { prompt, passage, signal } = turn;
  const action = prompt.parts.filter(({ kind }) => kind === 'action').map(({ text }) => text);
  const question = trackerQuestion(prompt.trackers, prompt.sheet, [...action, passage].join('\n'));
  if (!question) return null;

  const { marks, tokenize } = model;
  const asked = [...marks.closing.assistant, ...promptTokens(question.parts, marks, tokenize)];
  const grammarEvaluationState = await model.grammar(replyGrammar(question));
  const tokensMax = replyTokensMax(question, (text) => tokenize(text).length);
  if (sequence.nextTokenIndex + asked.length + tokensMax >= model.contextTokens) {
    throw new Error(`a question of ${asked.length} tokens about trackers does not fit behind the passage`);
  }
  const written: Token[] = [];
  let fitting = possibleReplies(question);
  let output = 0;
  for await (const token of sequence.evaluate(asked, { temperature: 0, grammarEvaluationState, yieldEogToken: true })) {
    output += 1;
    if (signal.aborted || model.isEnd(token)) break;
    written.push(token);
    const text = model.detokenize(written).replace(/\uFFFD+$/, ''); // Half a letter's bytes.
    fitting = fitting.filter((reply) => reply.startsWith(text));
    // As soon as only one is left, the rest of it goes without saying.
    if (written.length >= tokensMax || fitting.length <= 1) break;
  }
  // The question stays behind the passage; the next prompt keeps what it has in common with it and erases the rest.
  const [reply, ...others] = fitting;
  const patches = reply !== undefined && others.length === 0 ? patchesOf(reply, question) : null;
  const usage = { input: asked.length, cacheRead: 0, cacheWrite: 0, output };
  return patches && { patches, call: { call: 'trackers', usage, counted: false } };
}

function replyTokensMax(question: TrackerQuestion, countTokens: CountTokens): number {
  return Math.max(...possibleReplies(question).map(countTokens)) + REPLY_SPARE_TOKENS;
}
