/** What players can choose: the same local weights, honestly labelled, in three sizes. */
import type { PriceRow } from '#core/pricing/price-book.ts';
import type { Narrator, NarratorEntry } from '#core/turns/narrator.ts';

export const LOCAL_NARRATORS = ['ember', 'hearth', 'astral-lumen'] as const;

/** A journey's sequence is kept until others need the memory; half an hour is what a quiet server can promise. */
const CACHE_LIFETIME_MS = 30 * 60_000;

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
      tier: 'short',
      freeEligible: true,
      promptTokensMax: 1_700,
      passageTokensMax: 56,
      cacheGroup: 'local',
      cacheLifetimeMs: CACHE_LIFETIME_MS,
      narrator,
    },
    {
      narratorId: 'hearth',
      name: 'Hearth',
      description: `Passages of a paragraph, and a fair memory of what was told. ${label}`,
      tier: 'standard',
      freeEligible: true,
      promptTokensMax: 2_400,
      passageTokensMax: 96,
      cacheGroup: 'local',
      cacheLifetimeMs: CACHE_LIFETIME_MS,
      narrator,
    },
    {
      narratorId: 'astral-lumen',
      name: 'Astral Lumen',
      description: `The longest passages and the longest memory; takes credits only. ${label}`,
      tier: 'premium',
      freeEligible: false,
      promptTokensMax: 3_600,
      passageTokensMax: 160,
      cacheGroup: 'local',
      cacheLifetimeMs: CACHE_LIFETIME_MS,
      narrator,
    },
  ];
}

/** Credits per million tokens, so that Hearth's usual turn on the sample worlds costs 20–45 credits (`bench -- turn-cost`). */
export function localPrices(accepts: readonly string[]): PriceRow[] {
  return [
    { narratorId: 'ember', input: '19000', cacheRead: '4000', output: '90000', accepts },
    { narratorId: 'hearth', input: '32000', cacheRead: '6500', output: '150000', accepts },
    { narratorId: 'astral-lumen', input: '64000', cacheRead: '13000', output: '300000', accepts },
  ];
}
