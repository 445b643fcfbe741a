/** The narrator that runs in this process: reads what is new of a prompt, writes a passage, asks what it changed. */
import { randomInt } from 'node:crypto';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { NarrationRequest, NarrationResult, Narrator } from '#core/turns/narrator.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';
import { askForPatches, patchTokensOf } from './ask-for-patches.ts';
import { CHAT_OVERHEAD, promptTokens } from './chat-format.ts';
import { heldTokens, readTokens } from './journey-sequences.ts';
import type { LocalModel } from './local-model.ts';
import { writePassage, type UsageCount } from './write-passage.ts';

export interface LocalNarratorOptions {
  /** The dice, one throw for each draw of a passage: a whole number from 0. Fixed in tests. */
  readonly nextSeed?: () => number;
}

/** The passages at the prompt's end that a new one must not repeat. */
const EARLIER_PASSAGES = 4;

/**
 * Usage, exactly. `cacheRead` + `input` = the prompt's tokens (what the journey's sequence still held, and what was read anew)
 * plus the tracker question's in `input`; further draws start behind the prompt as it was read and add none. `output` = every
 * token written: all draws, what was held back or cut, the reply about trackers, and the end mark where the AI set one.
 */
export function createLocalNarrator(model: LocalModel, options: LocalNarratorOptions = {}): Narrator {
  const { nextSeed = () => randomInt(2 ** 31) } = options;
  const countTokens = (text: string): number => model.tokenize(text).length;
  const tokensOf = (prompt: Prompt) => promptTokens(prompt.parts, model.marks, model.tokenize);
  const patchTokens = (prompt: Prompt) => patchTokensOf(prompt, countTokens);

  async function* narrate(prompt: Prompt, request: NarrationRequest): AsyncGenerator<string, NarrationResult, void> {
    const { maxTokens, signal } = request;
    const usage: UsageCount = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
    const result = (finish: NarrationResult['finish'], patches: readonly TrackerPatch[] = []): NarrationResult => {
      return { usage, counted: false, patches, finish, served: model.served };
    };
    const tokens = tokensOf(prompt);
    const patch = patchTokens(prompt);
    if (tokens.length + maxTokens + patch.input + patch.output >= model.contextTokens) {
      throw new Error(`a prompt of ${tokens.length} tokens leaves no room in the local AI's context of ${model.contextTokens}`);
    }

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
    const passage = yield* writePassage({ model, sequence, prompt: tokens, earlier, maxTokens, signal, nextSeed, usage });
    if (passage.finish === 'stopped' || passage.text === '') return result(passage.finish);
    return result(passage.finish, await askForPatches(model, sequence, { prompt, passage: passage.text, signal, usage }));
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

  return { overhead: CHAT_OVERHEAD, countTokens, patchTokens, narrate, prepare };
}

function earlierPassages(prompt: Prompt): string[] {
  const passages = prompt.parts.filter(({ role }) => role === 'assistant').map(({ text }) => text);
  return passages.slice(-EARLIER_PASSAGES);
}
