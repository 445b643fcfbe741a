/** A narrator that follows a script: for tests and benches, never in production. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { NarrationRequest, NarrationResult, Narrator, NarratorEntry } from '#core/turns/narrator.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';

export interface Script {
  /** The passage, in the pieces it streams in. */
  readonly pieces?: readonly string[];
  /** Before every piece. */
  readonly pauseMs?: number;
  /** What happens behind the last piece; default: the passage is complete. */
  readonly end?: 'complete' | 'length' | 'refused' | 'throw' | 'stall';
  readonly patches?: readonly TrackerPatch[];
  readonly served?: string;
  /** Default: counted from the prompt and the pieces. */
  readonly usage?: Partial<NarrationResult['usage']>;
}

export const SCRIPTED_SERVED = 'scripted';
const CHARACTERS_PER_TOKEN = 4;
const PATCH_TOKENS = { input: 20, output: 10 };

/** Asks `scriptFor` at every narration what it will do. Told `prompt` and how many narrations came before. */
export function createScriptedNarrator(scriptFor: (prompt: Prompt, count: number) => Script): Narrator {
  let narrations = 0;
  const countTokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

  async function* narrate(prompt: Prompt, { signal }: NarrationRequest): AsyncGenerator<string, NarrationResult, void> {
    const script = scriptFor(prompt, narrations++);
    let written = '';
    const result = (finish: NarrationResult['finish']): NarrationResult => ({
      usage: { input: prompt.tokens, cacheRead: 0, cacheWrite: 0, output: countTokens(written), ...script.usage },
      counted: false,
      patches: finish === 'stopped' ? [] : (script.patches ?? []),
      finish,
      served: script.served ?? SCRIPTED_SERVED,
    });
    for (const piece of script.pieces ?? ['The wind turns. ', 'Nothing else does.']) {
      if (script.pauseMs) await wait(script.pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return result('stopped');
      written += piece;
      yield piece;
    }
    if (script.end === 'throw') throw new Error('the script says the narrator fails here');
    if (script.end === 'stall') await new Promise(() => undefined);
    return result(script.end === 'refused' || script.end === 'length' ? script.end : 'complete');
  }

  return { countTokens, overhead: { perMessage: 4, perPrompt: 4 }, patchTokens: () => PATCH_TOKENS, narrate };
}

/** A default and a credits-only entry around one scripted narrator. */
export function scriptedEntries(narrator: Narrator): NarratorEntry[] {
  const entry = {
    description: 'Follows a script; for tests.',
    promptTokensMax: 6_000,
    passageTokensMax: 700,
    cacheGroup: 'scripted',
    cacheLifetimeMs: 300_000,
    narrator,
  };
  return [
    { ...entry, narratorId: 'hearth', name: 'Scripted', tier: 'standard', freeEligible: true },
    { ...entry, narratorId: 'astral-lumen', name: 'Scripted, credits only', tier: 'premium', freeEligible: false },
  ];
}
