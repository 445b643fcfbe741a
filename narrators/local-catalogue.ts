/** What players can choose: the same local weights, honestly labelled, in three sizes. */
import type { PriceRow } from '#core/pricing/price-book.ts';
import type { Narrator, NarratorEntry } from '#core/turns/narrator.ts';
import { CONTEXT_TOKENS } from './local/local-model.ts';

export const LOCAL_NARRATORS = ['ember', 'hearth', 'astral-lumen'] as const;

/** A journey's sequence is kept until others need the memory; half an hour is what a quiet server can promise. */
const CACHE_LIFETIME_SECONDS = 30 * 60;

/** `weights`: the name of the model file, for the label. */
export function localEntries(narrator: Narrator, weights: string): NarratorEntry[] {
  const label = weights.includes('135M')
    ? `Runs on this server on very small weights (${weights}): quick and without a vendor, but a beginner at telling stories.`
    : `Runs on this server, without a vendor (${weights}).`;
  return [
    {
      narratorId: 'ember',
      name: 'Ember',
      description: `Short passages at the lowest price. ${label}`,
      promptTokens: 2_000,
      promptTokensMax: 2_000,
      passageTokens: 56,
      passageTokensMax: 80,
      vendor: 'this server',
      inProcess: true,
      cacheGroup: 'local',
      narrator,
    },
    {
      narratorId: 'hearth',
      name: 'Hearth',
      description: `Passages of a paragraph, and a fair memory of what was told. ${label}`,
      promptTokens: 2_800,
      promptTokensMax: 2_800,
      passageTokens: 96,
      passageTokensMax: 140,
      vendor: 'this server',
      inProcess: true,
      cacheGroup: 'local',
      narrator,
    },
    {
      narratorId: 'astral-lumen',
      name: 'Astral Lumen',
      description: `The longest passages and the longest memory; takes credits only. ${label}`,
      promptTokens: 3_600,
      promptTokensMax: 3_600,
      passageTokens: 160,
      passageTokensMax: 220,
      vendor: 'this server',
      inProcess: true,
      cacheGroup: 'local',
      narrator,
    },
  ];
}

/** Credits per million tokens, so that Hearth's usual turn on the sample worlds costs 20–45 credits (`bench -- turn-cost`). */
export function localPrices(accepts: readonly string[]): PriceRow[] {
  const terms = {
    contextTokens: CONTEXT_TOKENS,
    cacheLifetimeSeconds: CACHE_LIFETIME_SECONDS,
    accepts,
    vendorUsd: { input: '0', output: '0' },
  };
  return [
    { ...terms, narratorId: 'ember', tier: 'short', freeEligible: true, input: '19000', cacheRead: '4000', output: '90000' },
    {
      ...terms,
      ...{ narratorId: 'hearth', tier: 'standard', freeEligible: true },
      ...{ input: '32000', cacheRead: '6500', output: '150000' },
    },
    {
      ...terms,
      ...{ narratorId: 'astral-lumen', tier: 'premium', freeEligible: false },
      ...{ input: '64000', cacheRead: '13000', output: '300000' },
    },
  ];
}
