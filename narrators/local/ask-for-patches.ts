/** The call after a passage: what it moved, as patches, and the most this call can cost. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';
import { CHAT_OVERHEAD, promptTokens } from './chat-format.ts';
import type { LocalModel } from './local-model.ts';
import { patchesOf, possibleReplies, replyGrammar, trackerQuestion, type TrackerQuestion } from './tracker-question.ts';
import type { UsageCount } from './write-passage.ts';

type CountTokens = (text: string) => number;

/** More than replies are usually spelled in; one that needs still more is cut and changes nothing. */
const REPLY_SPARE_TOKENS = 4;
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

/** Asks behind the passage that the sequence has just written. The question's tokens and the reply's enter `usage`. */
export async function askForPatches(
  model: LocalModel,
  sequence: LlamaContextSequence,
  turn: { prompt: Prompt; passage: string; signal: AbortSignal; usage: UsageCount },
): Promise<TrackerPatch[]> {
  const { prompt, passage, signal, usage } = turn;
  const action = prompt.parts.filter(({ kind }) => kind === 'action').map(({ text }) => text);
  const question = trackerQuestion(prompt.trackers, prompt.sheet, [...action, passage].join('\n'));
  if (!question) return [];

  const { marks, tokenize } = model;
  const asked = [...marks.closing.assistant, ...promptTokens(question.parts, marks, tokenize)];
  const grammarEvaluationState = await model.grammar(replyGrammar(question));
  const tokensMax = replyTokensMax(question, (text) => tokenize(text).length);
  const replies = possibleReplies(question);
  const written: Token[] = [];
  usage.input += asked.length;
  for await (const token of sequence.evaluate(asked, { temperature: 0, grammarEvaluationState, yieldEogToken: true })) {
    usage.output += 1;
    if (signal.aborted || model.isEnd(token)) break;
    written.push(token);
    if (written.length >= tokensMax || replies.includes(model.detokenize(written))) break;
  }
  // The question stays behind the passage; the next prompt keeps what it has in common with it and erases the rest.
  return patchesOf(model.detokenize(written), question);
}

function replyTokensMax(question: TrackerQuestion, countTokens: CountTokens): number {
  return Math.max(...possibleReplies(question).map(countTokens)) + REPLY_SPARE_TOKENS;
}
