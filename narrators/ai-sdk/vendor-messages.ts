/** A prompt's parts as the messages of the AI SDK. */
import { createHash } from 'node:crypto';
import type { PromptPart } from '#core/prompts/prompt.ts';
import { promptMessages } from '#core/prompts/prompt.ts';
import type { VendorAi, VendorMessage } from './vendor-ai.ts';

/**
 * The messages, laid out for the vendor's cache. `stableCount`: how many of the parts only ever grow at their end. A system part
 * after the first exchange is sent as the player's: most vendors refuse it elsewhere than in front.
 */
export function vendorMessages(parts: readonly PromptPart[], stableCount: number, ai: VendorAi): VendorMessage[] {
  const firstOther = parts.findIndex(({ role }) => role !== 'system');
  const inFront = (index: number): boolean => firstOther === -1 || index < firstOther;
  const sent = parts
    .map((part, index): PromptPart => (part.role === 'system' && !inFront(index) ? { ...part, role: 'user' } : part))
    .filter(({ text }) => text !== '');
  const stable = parts.slice(0, stableCount).filter(({ text }) => text !== '').length;
  const messages = promptMessages(sent);
  let read = 0;
  const stableMessages = messages.filter(({ texts }) => (read += texts.length) <= stable).length;
  const laidOut = messages.map(({ role, texts }) => vendorMessage(role, texts.join('')));
  return ai.layout?.(laidOut, stableMessages) ?? laidOut;
}

export function vendorMessage(role: PromptPart['role'], text: string): VendorMessage {
  return role === 'system' ? { role, content: text } : { role, content: [{ type: 'text', text }] };
}

/** Our ids stay with us: a vendor only needs to know which prompts belong together. */
export function vendorCacheKey(cacheKey: string): string {
  return createHash('sha256').update(cacheKey).digest('hex').slice(0, 32);
}
