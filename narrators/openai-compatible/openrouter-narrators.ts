/** A few AIs of several vendors by way of OpenRouter: one key for all. */
import type { VendorAccess } from '../ai-sdk/vendor-access.ts';
import type { VendorAnswer } from '../ai-sdk/vendor-ai.ts';
import { vendorOfferings, type VendorOfferings } from '../ai-sdk/vendor-offers.ts';
import { OPENROUTER_OFFERS } from './openrouter-offers.ts';
import { compatibleConnection, type CompatibleService } from './compatible-connection.ts';

const OPENROUTER_URL = 'https://openrouter.ai/api/v1';
/** The shortest of the vendors behind it. */
const CACHE_LIFETIME_SECONDS = 5 * 60;
/** The finest tokenizer of those behind it. */
const COUNT_SLACK = 1.4;

export function openRouterNarrators({ apiKey, baseUrl = OPENROUTER_URL, log }: VendorAccess): VendorOfferings {
  const service: CompatibleService = {
    ...{ baseURL: baseUrl, apiKey, convertUsage: openRouterUsage },
    transformRequestBody: (body) => ({ ...body, reasoning: { effort: 'low', exclude: true } }),
  };
  return vendorOfferings(OPENROUTER_OFFERS, {
    vendor: 'OpenRouter',
    cacheLifetimeSeconds: CACHE_LIFETIME_SECONDS,
    log,
    connect: ({ vendorId }) => ({ connection: compatibleConnection(service, vendorId), countSlack: COUNT_SLACK }),
  });
}

/** With what went into the cache, which is a field of its own. */
function openRouterUsage(reported: ReportedUsage): VendorAnswer['usage'] {
  const total = reported?.prompt_tokens ?? undefined;
  const output = reported?.completion_tokens ?? undefined;
  const details = reported?.prompt_tokens_details as CacheDetails | undefined;
  const cacheRead = details?.cached_tokens ?? 0;
  const cacheWrite = details?.cache_write_tokens ?? 0;
  return {
    inputTokens: { total, noCache: undefined, cacheRead, cacheWrite },
    outputTokens: { total: output, text: undefined, reasoning: undefined },
  };
}

type ReportedUsage = Parameters<NonNullable<CompatibleService['convertUsage']>>[0];
type CacheDetails = { cached_tokens?: number | null; cache_write_tokens?: number | null } | null;
