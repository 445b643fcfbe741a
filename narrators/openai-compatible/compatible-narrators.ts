/** The AIs of a service of the operator's own: found at start, priced like the embedded one's middle size. */
import type { PriceRow } from '#core/pricing/price-book.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { createAiSdkNarrator } from '../ai-sdk/ai-sdk-narrator.ts';
import type { NarratorLog } from '../ai-sdk/vendor-ai.ts';
import type { VendorOfferings } from '../ai-sdk/vendor-offers.ts';
import { compatibleConnection } from './compatible-connection.ts';
import type { CompatibleAi } from './find-compatible-ais.ts';

export interface CompatibleAccess {
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly log: NarratorLog;
}

/** Tokenizers of any make: the small ones cut prose by a third finer than our estimate. */
const COUNT_SLACK = 1.3;
/** Such services keep prompts while they have the memory, and promise nothing. */
const CACHE_LIFETIME_SECONDS = 5 * 60;
const PASSAGE_TOKENS = 180;
const PASSAGE_TOKENS_MAX = 600;
const PROMPT_TOKENS = 4_000;
const PROMPT_TOKENS_MAX = 32_000;
/** For the tracker question's own words. */
const QUESTION_ROOM_TOKENS = 512;

/** `taken`: the narratorIds that others have. */
export function compatibleNarrators(
  ais: readonly CompatibleAi[],
  access: CompatibleAccess,
  taken: ReadonlySet<string>,
): VendorOfferings {
  const used = new Set(taken);
  const named = ais.map((ai) => {
    const narratorId = freeNarratorId(ai.id, used);
    used.add(narratorId);
    return { ...ai, narratorId };
  });
  return {
    entries: named.map((ai) => compatibleEntry(ai, ai.narratorId, access)),
    prices: named.map((ai) => compatiblePrices(ai, ai.narratorId)),
  };
}

function compatibleEntry({ id, contextTokens }: CompatibleAi, narratorId: string, access: CompatibleAccess): NarratorEntry {
  const { url, apiKey, log } = access;
  const passageTokensMax = Math.min(PASSAGE_TOKENS_MAX, Math.floor(contextTokens / 8));
  const promptRoom = Math.floor((contextTokens - passageTokensMax - QUESTION_ROOM_TOKENS) / COUNT_SLACK);
  const promptTokensMax = Math.min(PROMPT_TOKENS_MAX, promptRoom);
  return {
    narratorId,
    name: id,
    description: `Runs on a service of this server's operator.`,
    vendor: `this server's operator`,
    promptTokens: Math.min(PROMPT_TOKENS, promptTokensMax),
    promptTokensMax,
    passageTokens: Math.min(PASSAGE_TOKENS, passageTokensMax),
    passageTokensMax,
    cacheGroup: narratorId,
    narrator: createAiSdkNarrator({
      connection: compatibleConnection({ baseURL: url, ...(apiKey !== undefined && { apiKey }) }, id),
      ...{ contextTokens, passageTokensMax, thinkingTokens: 0, countSlack: COUNT_SLACK, log },
    }),
  };
}

function compatiblePrices({ id, contextTokens }: CompatibleAi, narratorId: string): PriceRow {
  return {
    ...{ narratorId, tier: 'standard', freeEligible: true, contextTokens, cacheLifetimeSeconds: CACHE_LIFETIME_SECONDS },
    ...{ input: '32000', cacheRead: '6500', output: '150000' },
    accepts: [id],
    vendorUsd: { input: '0', output: '0' },
  };
}

/** `llama3.2:3b` → `llama3-2-3b`; with a number behind it when somebody else has that. */
export function freeNarratorId(id: string, taken: ReadonlySet<string>): string {
  const slug =
    id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'ai';
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
