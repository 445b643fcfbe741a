/** Several vendors' AIs by way of OpenRouter, as players choose them. */
import type { VendorOffer } from '../ai-sdk/vendor-offers.ts';

/** Asked for as little thinking as each of them can do. */
const THINKING_TOKENS = 768;

/** The vendors' list prices of November 2026, which it passes on. */
export const OPENROUTER_OFFERS: readonly VendorOffer[] = [
  {
    ...{ narratorId: 'openrouter-gpt-6-luna', name: 'GPT-6 Luna (OpenRouter)', vendorId: 'openai/gpt-6-luna', tier: 'short' },
    description: 'Quick and cheap, with a sure hand for short passages.',
    usd: { input: '0.1', cacheRead: '0.01', cacheWrite: '0.125', output: '0.5' },
    ...{ contextTokens: 922_000, thinkingTokens: THINKING_TOKENS },
  },
  {
    ...{ narratorId: 'openrouter-gemini-3-8-flash', name: 'Gemini 3.8 Flash (OpenRouter)', tier: 'standard' },
    vendorId: 'google/gemini-3.8-flash',
    description: 'Quick and lively, with a long memory for the price.',
    usd: { input: '0.75', cacheRead: '0.075', output: '3.75' },
    ...{ contextTokens: 1_048_576, thinkingTokens: THINKING_TOKENS },
  },
  {
    ...{ narratorId: 'openrouter-claude-sonnet-5-5', name: 'Claude Sonnet 5.5 (OpenRouter)', tier: 'premium' },
    vendorId: 'anthropic/claude-sonnet-5.5',
    description: 'Vivid prose, and characters that stay themselves.',
    usd: { input: '2', cacheRead: '0.1', cacheWrite: '2.5', output: '10' },
    ...{ contextTokens: 1_000_000, thinkingTokens: THINKING_TOKENS },
  },
];
