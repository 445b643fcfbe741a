/** Anthropic's AIs. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { boundedFetch } from '../ai-sdk/bounded-fetch.ts';
import type { VendorAccess } from '../ai-sdk/vendor-access.ts';
import type { VendorMessage } from '../ai-sdk/vendor-ai.ts';
import { vendorOfferings, type VendorOfferings } from '../ai-sdk/vendor-offers.ts';
import { ANTHROPIC_OFFERS } from './anthropic-offers.ts';

/** Anew with every use. */
const CACHE_LIFETIME_SECONDS = 5 * 60;
/** Its tokenizer cuts text finer than the one our estimate was made for, by a third and more in prose. */
const COUNT_SLACK = 1.4;

export function anthropicNarrators({ apiKey, baseUrl, log }: VendorAccess): VendorOfferings {
  const provider = createAnthropic({ apiKey, fetch: boundedFetch(), ...(baseUrl !== undefined && { baseURL: baseUrl }) });
  return vendorOfferings(ANTHROPIC_OFFERS, {
    vendor: 'Anthropic',
    cacheLifetimeSeconds: CACHE_LIFETIME_SECONDS,
    log,
    connect: ({ vendorId }) => ({
      connection: provider(vendorId),
      countSlack: COUNT_SLACK,
      layout: anthropicLayout,
      settings: () => ({ reasoning: 'none' }),
    }),
  });
}

/** Marks the end of what is in front and the last stable message: it looks back from a mark for what it has already. */
export function anthropicLayout(messages: readonly VendorMessage[], stableCount: number): VendorMessage[] {
  const stable = messages.slice(0, stableCount);
  const marked = [stable.findLast(({ role }) => role === 'system'), stable.at(-1)];
  const providerOptions = { anthropic: { cacheControl: { type: 'ephemeral' } } };
  return messages.map((message) => (marked.includes(message) ? { ...message, providerOptions } : message));
}
