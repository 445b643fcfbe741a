/** The narrator that runs in this process: reads what is new of a prompt, writes a passage, asks what it changed, sums up. */
import { randomInt } from 'node:crypto';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { CallUsage, NarrationRequest, NarrationResult, Narrator } from '#core/turns/narrator.ts';
import { askForPatches, patchTokensOf } from './ask-for-patches.ts';
import { CHAT_OVERHEAD, COUNT_SLACK, promptTokens } from './chat-format.ts';
import { heldTokens, readTokens } from './journey-sequences.ts';
import type { LocalModel } from './local-model.ts';
import { PASSAGE_MANNER, writePassage, type UsageCount } from './write-passage.ts';
import { writeSummary } from './write-summary.ts';

export interface LocalNarratorOptions {
  /** The dice, one throw for each draw of a passage: a whole number from 0. Fixed in tests. */
  readonly nextSeed?: () => number;
}

/** The passages at the prompt's end that a new one must not repeat. */
const EARLIER_PASSAGES = 4;

/**
 * Usage, exactly. Of the passage and the summary, `cacheRead` + `input` = the prompt's tokens: what the journey's sequence still
 * held, and what was read anew; further draws start behind the prompt as it was read and add none. The tracker question stands
 * behind the passage and is read anew. `output` = every token the AI wrote: all draws, what was held back or cut, end marks.
 */
export function createLocalNarrator(model: LocalModel, options: LocalNarratorOptions = {}): Narrator {
  const { nextSeed = () => randomInt(2 ** 31) } = options;
  const countTokens = (text: string): number => model.tokenize(text).length;
  const tokensOf = (prompt: Prompt) => promptTokens(prompt.parts, model.marks, model.tokenize);
  const patchTokens = (prompt: Prompt) => patchTokensOf(prompt, countTokens);

  async function* narrate(prompt: Prompt, request: NarrationRequest): AsyncGenerator<string, NarrationResult, void> {
    const { maxTokens, signal } = request;
    const usage: UsageCount = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
    const narration: CallUsage = { call: 'narration', usage, counted: false };
    const result = (finish: NarrationResult['finish']): NarrationResult => {
      return { calls: [narration], patches: [], summary: null, finish, served: model.served };
    };
    const tokens = tokensOf(prompt);
    refuseTooLong(tokens.length, prompt, maxTokens);

    using place = await model.queue.enter(request);
    if (!place) return result('stopped');
    using lent = await model.sequences.take(prompt.cacheKey);
    const { sequence } = lent;

    const { reused, read } = await readTokens(sequence, tokens.slice(0, -1), () => !signal.aborted);
    usage.cacheRead = reused;
    usage.input = read;
    if (signal.aborted) return result('stopped');

    usage.input += 1; // The prompt's last token, which is read when the first one is written.
    const earlier = earlierPassages(prompt);
    const passage = yield* writePassage({
      ...{ model, sequence, prompt: tokens, earlier, maxTokens, signal, nextSeed, usage },
      manner: PASSAGE_MANNER,
    });
    request.onTold?.();
    if (passage.finish === 'stopped' || passage.text === '') return result(passage.finish);

    const { summary } = prompt;
    const reply = await orNull('trackers', askForPatches(model, sequence, { prompt, passage: passage.text, signal }));
    const summed = summary && (await orNull('summary', writeSummary(model, sequence, { summary, signal, nextSeed })));
    const calls = [narration, reply?.call, summed?.call].filter((call) => call !== undefined);
    return { ...result(passage.finish), calls, patches: reply?.patches ?? [], summary: summed?.text ?? null };
  }

  /** The summary takes the place of the passage in the context, so the longer of the two must fit; trackers ask where they fit too. */
  function refuseTooLong(promptLength: number, { summary }: Prompt, maxTokens: number): void {
    const most = Math.max(promptLength + maxTokens, summary ? summary.tokens + summary.tokensMax : 0);
    if (most >= model.contextTokens) {
      throw new Error(`a turn of ${most} tokens does not fit into the local AI's context of ${model.contextTokens}`);
    }
  }

  /** The passage is told: without its trackers or its summary it is still a turn. */
  async function orNull<Answer>(call: string, answer: Promise<Answer>): Promise<Answer | null> {
    return answer.catch((failure: unknown) => {
      model.log.warn({ failure, call }, 'the local AI told a passage but failed behind it');
      return null;
    });
  }

  /** Reads the stable part while nobody narrates; pauses for whoever comes, and leaves a journey that began meanwhile alone. */
  async function prepare(prompt: Prompt): Promise<void> {
    const tokens = tokensOf(prompt).slice(0, prompt.stableTokens);
    for (let readBefore: number | null = null; ;) {
      await model.queue.idle();
      using lent = await model.sequences.take(prompt.cacheKey);
      const { sequence } = lent;
      const held = heldTokens(sequence, tokens);
      const touched = readBefore !== null && sequence.nextTokenIndex !== readBefore;
      if (held === tokens.length || touched) return;
      if (!model.queue.busy) await readTokens(sequence, tokens, () => !model.queue.busy);
      readBefore = sequence.nextTokenIndex;
    }
  }

  return { countSlack: COUNT_SLACK, overhead: CHAT_OVERHEAD, countTokens, patchTokens, narrate, prepare };
}

function earlierPassages(prompt: Prompt): string[] {
  const passages = prompt.parts.filter(({ role }) => role === 'assistant').map(({ text }) => text);
  return passages.slice(-EARLIER_PASSAGES);
}
