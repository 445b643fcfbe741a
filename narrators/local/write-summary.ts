/** The call behind a passage that sums up the oldest turns, on the journey's own sequence. */
import type { LlamaContextSequence } from 'node-llama-cpp';
import type { SummaryTask } from '#core/prompts/prompt.ts';
import type { CallUsage } from '#core/turns/narrator.ts';
import { promptTokens } from './chat-format.ts';
import { readTokens } from './journey-sequences.ts';
import type { LocalModel } from './local-model.ts';
import { SUMMARY_MANNER, writePassage, type UsageCount } from './write-passage.ts';

/** Anything shorter says nothing of the turns it would stand for. */
const SUMMARY_CHARACTERS_MIN = 20;

export interface WrittenSummary {
  readonly text: string;
  readonly call: CallUsage;
}

/** `cacheRead` + `input` = the task's tokens. null: it was stopped, or what came says nothing. */
export async function writeSummary(
  model: LocalModel,
  sequence: LlamaContextSequence,
  task: { summary: SummaryTask; signal: AbortSignal; nextSeed: () => number },
): Promise<WrittenSummary | null> {
  const { summary, signal, nextSeed } = task;
  const prompt = promptTokens(summary.parts, model.marks, model.tokenize);
  const { reused, read } = await readTokens(sequence, prompt.slice(0, -1), () => !signal.aborted);
  if (signal.aborted) return null;
  const usage: UsageCount = { input: read + 1, cacheRead: reused, cacheWrite: 0, output: 0 };
  const writing = writePassage({
    ...{
      model,
      sequence,
      prompt,
      opening: openingOf(summary),
      earlier: [],
      maxTokens: summary.tokensMax,
      signal,
      nextSeed,
      usage,
    },
    manner: SUMMARY_MANNER,
  });
  let step = await writing.next();
  while (!step.done) step = await writing.next();
  const text = step.value.text.trim();
  if (step.value.finish === 'stopped' || text.length < SUMMARY_CHARACTERS_MIN) return null;
  return { text, call: { call: 'summary', usage, counted: false } };
}

/**
 * Asked for a summary, SmolLM2 goes on with the story or says what a wonderful one it is; begun like this, it tells of the
 * players in the third person. The words are ours, so nobody pays for them.
 */
function openingOf({ parts }: SummaryTask): string {
  return `So far, ${parts.find(({ kind }) => kind === 'player')?.name ?? 'the players'}`;
}
