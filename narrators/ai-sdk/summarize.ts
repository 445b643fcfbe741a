/** The call that sums up the oldest turns, told by the AI that told the passage. */
import type { Prompt } from '#core/prompts/prompt.ts';
import type { CallUsage } from '#core/turns/narrator.ts';
import { askVendor, type Asker } from './ask-vendor.ts';
import { vendorFailure } from './vendor-failure.ts';
import { vendorCacheKey, vendorMessages } from './vendor-messages.ts';

/** Shorter than the silence that a server allows by default (60 s): the turn waits for this after its text. */
const SUMMARY_MS_MAX = 45_000;
const SENTENCE_END = /[.!?…。！？]["'”’»)\]]*(?=\s|$)|[。！？]/gu;

export interface MadeSummary {
  readonly text: string | null;
  /** null where nothing came that could be used. */
  readonly call: CallUsage | null;
}

/** Never throws, as with trackers. */
export async function summarize(prompt: Prompt, signal: AbortSignal, asker: Asker): Promise<MadeSummary> {
  const { ai, log } = asker;
  const task = prompt.summary;
  if (!task) return NOTHING;
  try {
    const { text, finish, call } = await askVendor(
      {
        call: 'summary',
        // Only what is in front is marked for the cache: nothing will ever be asked again behind the rest.
        messages: vendorMessages(task.parts, leadingSystemParts(task.parts), ai),
        tokens: task.tokens,
        tokensMax: task.tokensMax,
        settings: ai.settings?.(vendorCacheKey(prompt.cacheKey)) ?? {},
        signal: AbortSignal.any([signal, AbortSignal.timeout(SUMMARY_MS_MAX)]),
      },
      asker,
    );
    const summary = finish === 'complete' ? text.trim() : wholeSentences(text);
    if (summary !== '' && finish !== null && finish !== 'refused') return { text: summary, call };
    log.warn({ finish, letters: text.length }, 'the vendor made no summary that can be used');
  } catch (failure) {
    if (!signal.aborted) log.warn({ failure: vendorFailure(failure, Date.now()) }, 'the vendor made no summary');
  }
  return NOTHING;
}

const NOTHING: MadeSummary = { text: null, call: null };

/** Without a last sentence that the limit cut. */
export function wholeSentences(text: string): string {
  const last = [...text.matchAll(SENTENCE_END)].at(-1);
  return last ? text.slice(0, last.index + last[0].length).trim() : '';
}

function leadingSystemParts(parts: Prompt['parts']): number {
  const firstOther = parts.findIndex(({ role }) => role !== 'system');
  return firstOther === -1 ? parts.length : firstOther;
}
