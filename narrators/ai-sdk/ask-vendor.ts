/** A call beside the passage: one question, one whole answer. */
import type { CallKind, CallUsage } from '#core/turns/narrator.ts';
import { AnswerFault } from './answer-fault.ts';
import { countedUsage, type CountText } from './counted-usage.ts';
import { mapFinishReason, type MappedFinish } from './map-finish-reason.ts';
import type { NarratorLog, VendorAi, VendorCall, VendorMessage } from './vendor-ai.ts';
import { vendorUsage } from './vendor-usage.ts';

export interface VendorQuestion {
  readonly call: CallKind;
  readonly messages: readonly VendorMessage[];
  /** What the messages count as. */
  readonly tokens: number;
  /** Of the answer's text. */
  readonly tokensMax: number;
  readonly settings: Pick<VendorCall, 'reasoning' | 'providerOptions'>;
  readonly responseFormat?: VendorCall['responseFormat'];
  /** Of the turn, and of the deadline. */
  readonly signal: AbortSignal;
}

export interface VendorReply {
  readonly text: string;
  readonly finish: MappedFinish['unified'];
  readonly call: CallUsage;
}

export interface Asker {
  readonly ai: VendorAi;
  readonly countTokens: CountText;
  readonly log: NarratorLog;
  /** Who told the passage. An answer of somebody else's is not taken. */
  readonly served: string | null;
}

export async function askVendor(question: VendorQuestion, asker: Asker): Promise<VendorReply> {
  const { ai, countTokens, log, served } = asker;
  const { call, messages, tokens, tokensMax, settings, responseFormat, signal } = question;
  const answer = await ai.connection.doGenerate({
    prompt: [...messages],
    maxOutputTokens: tokensMax + ai.thinkingTokens,
    abortSignal: signal,
    ...settings,
    ...(responseFormat && { responseFormat }),
  });
  const answered = answer.response?.modelId ?? '';
  if (served !== null && answered !== served) throw new AnswerFault('another AI answered than the one that told the passage');
  const text = answer.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const { usage, fault } = vendorUsage(answer.usage, { contextTokens: ai.contextTokens, wrote: text !== '' });
  if (fault !== null)
    log.warn({ call, asked: ai.connection.modelId, fault }, 'the vendor reported no usage that can be, so it was counted');
  return {
    text,
    finish: mapFinishReason(answer.finishReason).unified,
    call: usage ? { call, usage, counted: false } : countedUsage(call, tokens, Math.min(countTokens(text), tokensMax)),
  };
}
