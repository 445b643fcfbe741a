/** Anthropic's AIs, as players choose them. */
import type { VendorOffer } from '../ai-sdk/vendor-offers.ts';

const CONTEXT_TOKENS = 1_000_000;
/** Opus always thinks; the others do not when told so. */
const OPUS_THINKING_TOKENS = 768;

/** List prices of November 2026; cache writes are those of five minutes. */
export const ANTHROPIC_OFFERS: readonly VendorOffer[] = [
  {
    ...{ narratorId: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', vendorId: 'claude-haiku-5-5', tier: 'short' },
    description: 'Quick and cheap, and warmer than its size suggests.',
    usd: { input: '0.1', cacheRead: '0.01', cacheWrite: '0.125', output: '0.5' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: 0 },
  },
  {
    ...{ narratorId: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', vendorId: 'claude-sonnet-5-5', tier: 'standard' },
    description: 'Vivid prose, and characters that stay themselves.',
    usd: { input: '2', cacheRead: '0.1', cacheWrite: '2.5', output: '10' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: 0 },
  },
  {
    ...{ narratorId: 'claude-opus-5-5', name: 'Claude Opus 5.5', vendorId: 'claude-opus-5-5', tier: 'premium' },
    description: 'Thinks before it writes: the longest breath for plots with many threads.',
    usd: { input: '4', cacheRead: '0.2', cacheWrite: '5', output: '20' },
    ...{ contextTokens: CONTEXT_TOKENS, thinkingTokens: OPUS_THINKING_TOKENS },
  },
];
