/** OpenAI's AIs. */
import { createOpenAI } from '@ai-sdk/openai';
import { boundedFetch } from '../ai-sdk/bounded-fetch.ts';
import type { VendorMessage } from '../ai-sdk/vendor-ai.ts';
import { vendorOfferings, type VendorOfferings } from '../ai-sdk/vendor-offers.ts';
import { whoServed } from '../ai-sdk/who-served.ts';
import { OPENAI_OFFERS } from './openai-offers.ts';
import type { VendorAccess } from '../ai-sdk/vendor-access.ts';

/** Kept for at least this long since GPT-5.6. */
const CACHE_LIFETIME_SECONDS = 30 * 60;
/** Our estimate was made for tokenizers like theirs; other languages than English lie further off. */
const COUNT_SLACK = 1.2;

export function openAiNarrators({ apiKey, baseUrl, log }: VendorAccess): VendorOfferings {
  const provider = createOpenAI({ apiKey, fetch: boundedFetch(), ...(baseUrl !== undefined && { baseURL: baseUrl }) });
  return vendorOfferings(OPENAI_OFFERS, {
    vendor: 'OpenAI',
    cacheLifetimeSeconds: CACHE_LIFETIME_SECONDS,
    log,
    connect: ({ vendorId }) => ({
      connection: whoServed(provider.chat(vendorId), 'model'),
      countSlack: COUNT_SLACK,
      layout: openAiLayout,
      settings: (cacheKey) => ({
        reasoning: 'none',
        providerOptions: { openai: { promptCacheKey: cacheKey, promptCacheOptions: { mode: 'explicit' }, store: false } },
      }),
    }),
  });
}

/**
 * What is written to the cache costs more than what is only read, and is found again only up to a mark. Left to itself the vendor
 * sets the mark behind the newest message, which is never sent again. So we mark the end of what is in front, and the last two
 * stable messages that can bear a mark (the AI's own cannot): the older is what the turn before wrote, the newer what the next
 * turn will read.
 */
export function openAiLayout(messages: readonly VendorMessage[], stableCount: number): VendorMessage[] {
  const stable = messages.slice(0, stableCount);
  const marked = [
    ...stable.filter(({ role }) => role === 'system').slice(-1),
    ...stable.filter(({ role }) => role === 'user').slice(-2),
  ];
  return messages.map((message) => (marked.includes(message) ? withMark(message) : message));
}

function withMark(message: VendorMessage): VendorMessage {
  const providerOptions = { openai: { promptCacheBreakpoint: { mode: 'explicit' } } };
  if (message.role !== 'user') return { ...message, providerOptions };
  return { ...message, content: message.content.map((part) => ({ ...part, providerOptions })) };
}
