/** The call that tells the passage: text as it comes, then how it ended and what it used. */
import type { Prompt } from '#core/prompts/prompt.ts';
import { NarratorStalled } from '#core/turns/narrator.ts';
import type { CallUsage, NarrationRequest, NarrationResult } from '#core/turns/narrator.ts';
import { countedUsage, type CountText } from './counted-usage.ts';
import { mapFinishReason } from './map-finish-reason.ts';
import type { NarratorLog, VendorAi, VendorAnswer } from './vendor-ai.ts';
import { vendorFailure } from './vendor-failure.ts';
import { vendorCacheKey, vendorMessages } from './vendor-messages.ts';
import { vendorUsage } from './vendor-usage.ts';

export interface Passage {
  readonly text: string;
  readonly finish: NarrationResult['finish'];
  readonly served: string | null;
  readonly call: CallUsage;
}

export interface PassageTask {
  readonly ai: VendorAi;
  readonly prompt: Prompt;
  readonly request: NarrationRequest;
  readonly countTokens: CountText;
  readonly log: NarratorLog;
}

/** No token is longer on average: an AI that writes more than this for each it may has forgotten its limit. */
const LETTERS_PER_TOKEN_MAX = 24;
/** Thinking comes in pieces of its own, and has this room even where none was asked for. */
const THINKING_LETTERS_SPARE = 20_000;

/** What was heard so far. */
interface Heard {
  text: string;
  /** Who said so first, until somebody else does. */
  served: string | null;
  ending: Pick<VendorAnswer, 'finishReason' | 'usage'> | null;
}

/** Throws as a narration does; text that came before an abort counts as told, and is counted by us. */
export async function* streamPassage(task: PassageTask): AsyncGenerator<string, Passage, void> {
  const { ai, prompt, request, countTokens, log } = task;
  const { signal } = request;
  const heard: Heard = { text: '', served: null, ending: null };
  try {
    yield* hear(task, heard);
  } catch (failure) {
    if (!signal.aborted) throw vendorFailure(failure, Date.now());
  }
  const { text, served, ending } = heard;
  // It cannot have written more than it was allowed to, whatever our estimate says.
  const counted = countedUsage('narration', prompt.tokens, Math.min(countTokens(text), request.maxTokens));
  if (signal.aborted) return { text, finish: 'stopped', served, call: counted };

  const finish = ending && mapFinishReason(ending.finishReason);
  if (!ending || !finish?.unified) throw new Error('the vendor broke off');
  const { usage, fault } = vendorUsage(ending.usage, { contextTokens: ai.contextTokens, wrote: text !== '' });
  if (fault !== null)
    log.warn({ asked: ai.connection.modelId, fault }, 'the vendor reported no usage that can be, so it was counted');
  // One that does not say who it is cannot be the one asked for.
  const told = { text, finish: finish.unified, served: served ?? '' };
  return { ...told, call: usage ? { call: 'narration', usage, counted: false } : counted };
}

/** Every piece of text is passed on the moment it comes; thinking is not text. */
async function* hear({ ai, prompt, request }: PassageTask, heard: Heard): AsyncGenerator<string, void, void> {
  const { maxTokens, signal } = request;
  if (signal.aborted) return;
  const { stream } = await ai.connection.doStream({
    prompt: vendorMessages(prompt.parts, prompt.stableCount, ai),
    maxOutputTokens: maxTokens + ai.thinkingTokens,
    abortSignal: signal,
    ...ai.settings?.(vendorCacheKey(prompt.cacheKey)),
  });
  const lettersMax = (maxTokens + ai.thinkingTokens) * LETTERS_PER_TOKEN_MAX;
  let first: string | null = null;
  let thoughtLetters = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value: part } = await reader.read();
      if (done || request.signal.aborted) return;
      if (part.type === 'error') throw part.error;
      if (part.type === 'response-metadata' && part.modelId) {
        first ??= part.modelId;
        if (heard.served === null || heard.served === first) heard.served = part.modelId;
      }
      if (part.type === 'finish') heard.ending = part;
      if (part.type === 'text-delta' && part.delta !== '') {
        heard.text += part.delta;
        if (heard.text.length > lettersMax)
          throw new NarratorStalled(`wrote on past its limit of ${maxTokens} tokens`, 'endless');
        yield part.delta;
      }
      if (part.type === 'reasoning-delta') {
        thoughtLetters += part.delta.length;
        if (thoughtLetters > lettersMax + THINKING_LETTERS_SPARE)
          throw new NarratorStalled('thought on past its limit', 'endless');
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
