/** AI models as a deployment might offer them, behind one scripted narrator that tells what it is given, in good prose. */
import type { Prompt } from '#core/prompts/prompt.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { localPrices } from '#narrators/local-catalogue.ts';
import { createScriptedNarrator, SCRIPTED_SERVED } from '#narrators/scripted/scripted-narrator.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import type { NarratorOfferings } from '#server/compose.ts';

/** The share of a prompt that a vendor has read before, from the second turn of a story on. */
const CACHED_SHARE = 0.7;

export function livelyModels(scriptNow: () => Script): NarratorOfferings {
  const narrator = createScriptedNarrator((prompt) => ({ usage: usageOf(prompt), ...scriptNow() }));
  const shared = { promptTokens: 3_600, promptTokensMax: 6_000, vendor: 'this server', cacheGroup: 'lively', narrator };
  const entries: NarratorEntry[] = [
    {
      ...{ ...shared, narratorId: 'ember', name: 'Ember', passageTokens: 160, passageTokensMax: 220 },
      description: 'Short, quick passages at the lowest price: good for talk, banter and a fast pace.',
    },
    {
      ...{ ...shared, narratorId: 'hearth', name: 'Hearth', passageTokens: 240, passageTokensMax: 320 },
      description: 'A paragraph or two with a fair memory of what was told: the everyday storyteller.',
    },
    {
      ...{ ...shared, narratorId: 'astral-lumen', name: 'Astral Lumen', passageTokens: 320, passageTokensMax: 480 },
      description: 'The longest memory and the finest ear, for scenes that matter. Takes credits only.',
    },
  ];
  return { entries, prices: localPrices([SCRIPTED_SERVED]) };
}

function usageOf({ tokens }: Prompt) {
  const cacheRead = Math.floor(tokens * CACHED_SHARE);
  return { input: tokens - cacheRead, cacheRead };
}
