/** The narrators of the vendors whose key or URL is set. */
import type { Log } from '#core/turns/game.ts';
import type { VendorOfferings } from '#narrators/ai-sdk/vendor-offers.ts';
import { ANTHROPIC_OFFERS } from '#narrators/anthropic/anthropic-offers.ts';
import { GOOGLE_OFFERS } from '#narrators/google/google-offers.ts';
import { LOCAL_NARRATORS } from '#narrators/local-catalogue.ts';
import { OPENROUTER_OFFERS } from '#narrators/openai-compatible/openrouter-offers.ts';
import { OPENAI_OFFERS } from '#narrators/openai/openai-offers.ts';
import type { NarratorOfferings } from './compose.ts';
import type { Config } from './config.ts';

/** Loads only what is switched on: a server without vendors starts without their code. Never throws for a vendor that does not answer. */
export async function startVendorNarrators({ vendors }: Pick<Config, 'vendors'>, log: Log): Promise<NarratorOfferings> {
  const { openAi, anthropic, google, openRouter, compatible } = vendors;
  const offered: VendorOfferings[] = [];
  if (openAi) {
    const { openAiNarrators } = await import('#narrators/openai/openai-narrators.ts');
    offered.push(openAiNarrators({ ...openAi, log }));
  }
  if (anthropic) {
    const { anthropicNarrators } = await import('#narrators/anthropic/anthropic-narrators.ts');
    offered.push(anthropicNarrators({ ...anthropic, log }));
  }
  if (google) {
    const { googleNarrators } = await import('#narrators/google/google-narrators.ts');
    offered.push(googleNarrators({ ...google, log }));
  }
  if (openRouter) {
    const { openRouterNarrators } = await import('#narrators/openai-compatible/openrouter-narrators.ts');
    offered.push(openRouterNarrators({ ...openRouter, log }));
  }
  if (compatible) offered.push(await startCompatible(compatible, log));
  const entries = offered.flatMap((offerings) => offerings.entries);
  if (entries.length > 0)
    log.info({ narrators: entries.map(({ narratorId }) => narratorId) }, 'narrators of vendors are on offer');
  return { entries, prices: offered.flatMap(({ prices }) => prices) };
}

/** Switched on or not, so that a price in the book never comes to mean another AI. */
const TAKEN: ReadonlySet<string> = new Set([
  ...LOCAL_NARRATORS,
  ...[...OPENAI_OFFERS, ...ANTHROPIC_OFFERS, ...GOOGLE_OFFERS, ...OPENROUTER_OFFERS].map(({ narratorId }) => narratorId),
]);

async function startCompatible(compatible: NonNullable<Config['vendors']['compatible']>, log: Log): Promise<VendorOfferings> {
  const { findCompatibleAis } = await import('#narrators/openai-compatible/find-compatible-ais.ts');
  const { compatibleNarrators } = await import('#narrators/openai-compatible/compatible-narrators.ts');
  return compatibleNarrators(await findCompatibleAis({ ...compatible, log }), { ...compatible, log }, TAKEN);
}
