/** OpenAI's AIs, as players choose them. */
import type { VendorOffer } from '../ai-sdk/vendor-offers.ts';

const CONTEXT_TOKENS = 922_000;
/** GPT-6 Luna can be told not to think; the others think a little at their lowest setting. */
const LOW_THINKING_TOKENS = 768;

/** List prices of November 2026. */
export const OPENAI_OFFERS: readonly VendorOffer[] = [
  {
    ...{ narratorId: 'gpt-6-luna', name: 'GPT-6 Luna', vendorId: 'gpt-6-luna', tier: 'short' },
    description: 'Quick and cheap, with a sure hand for short passages.',
    usd: { input: '0.1', cacheRead: '0.01', cacheWrite: '0.125', output: '0.5' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: 0 },
  },
  {
    ...{ narratorId: 'gpt-6-1-sol', name: 'GPT-6.1 Sol', vendorId: 'gpt-6.1-sol', tier: 'standard' },
    description: 'Follows a world closely and remembers what matters.',
    usd: { input: '2', cacheRead: '0.1', cacheWrite: '2.5', output: '10' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: LOW_THINKING_TOKENS },
  },
  {
    ...{ narratorId: 'gpt-6-astra', name: 'GPT-6 Astra', vendorId: 'gpt-6-astra', tier: 'premium' },
    description: 'The largest of its family: long, thought-out passages for long stories.',
    usd: { input: '10', cacheRead: '1', cacheWrite: '12.5', output: '50' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: LOW_THINKING_TOKENS },
  },
];
