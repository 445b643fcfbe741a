/** The call after a passage: what it changed of the trackers, and the most that asking can cost. */
import { APICallError } from 'ai';
import { ACTION_ROOM_TOKENS } from '#core/pricing/quote.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { CallUsage } from '#core/turns/narrator.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';
import { askVendor, type Asker, type VendorReply } from './ask-vendor.ts';
import type { CountText } from './counted-usage.ts';
import { actionOf, patchesIn, relevantTrackers, trackerQuestion, type TrackerQuestion } from './tracker-question.ts';
import type { VendorAi } from './vendor-ai.ts';
import { vendorFailure } from './vendor-failure.ts';
import { vendorCacheKey, vendorMessage } from './vendor-messages.ts';

const TRACKERS_MS_MAX = 20_000;
/** Vendors tell their AI about a schema in words of their own, some of them in more than the schema has. */
const SCHEMA_TOKENS = { factor: 2, spare: 64 };
const REPLY_SPARE_TOKENS = 24;
const MESSAGES_OVERHEAD_TOKENS = 24;
/** What services answer that do not know a schema. */
const SCHEMA_REFUSED_STATUSES = [400, 404, 405, 415, 422, 500, 501];

export interface Patches {
  readonly patches: readonly TrackerPatch[];
  /** null where nothing came that could be used. */
  readonly call: CallUsage | null;
}

/**
 * Bounds that hold for any action and passage within their limits: all trackers of the prompt and the longest passage. The input
 * is as we count, like a prompt's: ceilings add the slack. Thinking that cannot be switched off is in the output, for all calls.
 */
export function patchTokensOf(
  prompt: Prompt,
  passageTokens: number,
  ai: VendorAi,
  countTokens: CountText,
): { input: number; output: number } {
  const asked = prompt.trackers.length > 0;
  const calls = 1 + (asked ? 1 : 0) + (prompt.summary ? 1 : 0);
  const thinking = calls * ai.thinkingTokens;
  if (!asked) return { input: 0, output: thinking };
  const question = trackerQuestion(prompt.trackers, prompt.sheet, { action: '', passage: '' });
  const action = Math.max(countTokens(actionOf(prompt)), ACTION_ROOM_TOKENS);
  const passage = passageTokens + ai.thinkingTokens;
  return {
    input: questionTokens(question, countTokens) + action + passage,
    output: replyTokensMax(question, ai, countTokens) + thinking,
  };
}

/** Never throws: when only this fails, the turn goes on without it, and nobody pays for it. */
export async function askForPatches(prompt: Prompt, passage: string, signal: AbortSignal, asker: Asker): Promise<Patches> {
  const { ai, countTokens, log } = asker;
  const action = actionOf(prompt);
  const trackers = relevantTrackers(prompt.trackers, `${action}\n${passage}`);
  if (trackers.length === 0) return NOTHING;
  const question = trackerQuestion(trackers, prompt.sheet, { action, passage });
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(TRACKERS_MS_MAX)]); // Of both calls, where there are two.
  const ask = (structured: boolean): Promise<VendorReply> =>
    askVendor(
      {
        call: 'trackers',
        messages: [vendorMessage('system', question.instructions), vendorMessage('user', question.question)],
        tokens: questionTokens(question, countTokens),
        tokensMax: replyTokensMax(question, ai, countTokens),
        settings: ai.settings?.(`${vendorCacheKey(prompt.cacheKey)}-trackers`) ?? {},
        ...(structured && { responseFormat: question.format }),
        signal: inTime,
      },
      asker,
    );
  try {
    const structured = ai.structured ?? true;
    const reply = await ask(structured).catch((failure: unknown) => {
      if (structured && refusesSchema(failure)) return ask(false);
      throw failure;
    });
    const patches = patchesIn(reply.text, trackers);
    if (patches) return { patches, call: reply.call };
    log.warn(
      { finish: reply.finish, letters: reply.text.length },
      'the vendor answered about trackers in no form that can be read',
    );
  } catch (failure) {
    if (!signal.aborted) log.warn({ failure: vendorFailure(failure, Date.now()) }, 'the vendor did not answer about trackers');
  }
  return NOTHING;
}

const NOTHING: Patches = { patches: [], call: null };

function questionTokens({ instructions, question, format }: TrackerQuestion, countTokens: CountText): number {
  const schema = countTokens(JSON.stringify(format.schema)) * SCHEMA_TOKENS.factor + SCHEMA_TOKENS.spare;
  return countTokens(instructions) + countTokens(question) + schema + MESSAGES_OVERHEAD_TOKENS;
}

function replyTokensMax(question: TrackerQuestion, ai: VendorAi, countTokens: CountText): number {
  return Math.ceil(countTokens(question.longestReply) * ai.countSlack) + REPLY_SPARE_TOKENS;
}

function refusesSchema(failure: unknown): boolean {
  return APICallError.isInstance(failure) && SCHEMA_REFUSED_STATUSES.includes(failure.statusCode ?? 0);
}
