/** Google's AIs, as players choose them. */
import type { VendorOffer } from '../ai-sdk/vendor-offers.ts';

const CONTEXT_TOKENS = 1_048_576;
/** None of them can be told not to think; at the lowest setting some think a little longer. */
const THINKING_TOKENS = { minimal: 256, low: 768 };

/** List prices of November 2026; writing to the cache costs as reading does. */
export const GOOGLE_OFFERS: readonly VendorOffer[] = [
  {
    ...{ narratorId: 'gemini-3-5-flash-lite', name: 'Gemini 3.5 Flash-Lite', vendorId: 'gemini-3.5-flash-lite', tier: 'short' },
    description: 'Very quick, for short passages that come at once.',
    usd: { input: '0.3', cacheRead: '0.03', output: '2.5' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: THINKING_TOKENS.minimal },
  },
  {
    ...{ narratorId: 'gemini-3-8-flash', name: 'Gemini 3.8 Flash', vendorId: 'gemini-3.8-flash', tier: 'standard' },
    description: 'Quick and lively, with a long memory for the price.',
    usd: { input: '0.75', cacheRead: '0.075', output: '3.75' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: THINKING_TOKENS.low },
  },
  {
    ...{ narratorId: 'gemini-4-argon', name: 'Gemini 4 Argon', vendorId: 'gemini-4-argon', tier: 'premium' },
    description: 'Rich passages, and a good eye for what happened long ago.',
    usd: { input: '2', cacheRead: '0.1', output: '10' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: THINKING_TOKENS.minimal },
  },
];
