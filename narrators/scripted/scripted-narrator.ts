/** A narrator that follows a script: for tests and benches, never in production. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { TokenUsage } from '#protocol/values.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { NarratorDown } from '#core/turns/narrator.ts';
import type { CallKind, CallUsage, NarrationRequest, NarrationResult, Narrator, NarratorEntry } from '#core/turns/narrator.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';

export interface Script {
  /** The passage, in the pieces it streams in. */
  readonly pieces?: readonly string[];
  /** Before every piece. */
  readonly pauseMs?: number;
  /** What the last piece waits for. */
  readonly lastAfter?: Promise<unknown>;
  /** What happens behind the last piece; default: the passage is complete. `down`: its service is busy, try again in 2 s. */
  readonly end?: 'complete' | 'length' | 'refused' | 'throw' | 'stall' | 'down';
  /** Asked for in a call of its own, when there are any. */
  readonly patches?: readonly TrackerPatch[];
  /** What it writes where the prompt asks for a summary; null: nothing usable. */
  readonly summary?: string | null;
  readonly served?: string;
  /** What it says the narration used. Default: counted from the prompt and the pieces. */
  readonly usage?: Partial<TokenUsage>;
  /** Whether that is counted by us rather than reported (PR4). */
  readonly counted?: boolean;
  /** The same for the calls behind it. */
  readonly usageBehind?: Partial<Record<Exclude<CallKind, 'narration'>, Partial<TokenUsage>>>;
}

export const SCRIPTED_SERVED = 'scripted';
export const SCRIPTED_SUMMARY = 'The wind turned, and nothing else did.';
export const SCRIPTED_RETRY_AFTER_MS = 2_000;
const CHARACTERS_PER_TOKEN = 4;
const PATCH_TOKENS = { input: 20, output: 10 };

/** Asks `scriptFor` at every narration what it will do. Told `prompt` and how many narrations came before. */
export function createScriptedNarrator(scriptFor: (prompt: Prompt, count: number) => Script): Narrator {
  let narrations = 0;
  const countTokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

  async function* narrate(prompt: Prompt, { signal, onTold }: NarrationRequest): AsyncGenerator<string, NarrationResult, void> {
    const script = scriptFor(prompt, narrations++);
    let written = '';
    const result = (finish: NarrationResult['finish']): NarrationResult => {
      const counts = { input: prompt.tokens, output: countTokens(written) };
      const narration = { ...callOf('narration', counts, script.usage), counted: script.counted ?? false };
      const told = { finish, served: script.served ?? SCRIPTED_SERVED };
      const alone = finish === 'stopped' || finish === 'refused' || written === '';
      if (alone) return { calls: [narration], patches: [], summary: null, ...told };
      const { usageBehind } = script;
      const patches = prompt.trackers.length > 0 ? (script.patches ?? []) : [];
      const summary = prompt.summary && (script.summary === undefined ? SCRIPTED_SUMMARY : script.summary);
      const calls = [narration];
      if (patches.length > 0) calls.push(callOf('trackers', PATCH_TOKENS, usageBehind?.trackers));
      if (prompt.summary && summary !== null) {
        const used = { input: prompt.summary.tokens, output: countTokens(summary) };
        calls.push(callOf('summary', used, usageBehind?.summary));
      }
      return { calls, patches, summary, ...told };
    };
    const pieces = script.pieces ?? ['The wind turns. ', 'Nothing else does.'];
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      if (isLast && script.lastAfter && !signal.aborted) await Promise.race([script.lastAfter, once(signal, 'abort')]);
      if (script.pauseMs) await wait(script.pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return result('stopped');
      written += piece;
      yield piece;
    }
    if (script.end === 'throw') throw new Error('the script says the narrator fails here');
    if (script.end === 'down') {
      throw new NarratorDown('the script says the narrator is down', { kind: 'busy', retryAfterMs: SCRIPTED_RETRY_AFTER_MS });
    }
    if (script.end === 'stall') await new Promise(() => undefined);
    onTold?.();
    return result(script.end === 'refused' || script.end === 'length' ? script.end : 'complete');
  }

  return {
    countTokens,
    countSlack: 1,
    overhead: { perMessage: 4, perPrompt: 4 },
    patchTokens: ({ trackers }) => (trackers.length > 0 ? PATCH_TOKENS : { input: 0, output: 0 }),
    narrate,
  };
}

function callOf(call: CallKind, used: { input: number; output: number }, told: Partial<TokenUsage> = {}): CallUsage {
  return { call, usage: { cacheRead: 0, cacheWrite: 0, ...used, ...told }, counted: false };
}

/** A default and a credits-only entry around one scripted narrator; which is which, the price rows say. */
export function scriptedEntries(narrator: Narrator): NarratorEntry[] {
  const entry = {
    description: 'Follows a script; for tests.',
    ...{ promptTokens: 6_000, promptTokensMax: 6_000, passageTokens: 700, passageTokensMax: 700 },
    vendor: 'scripted',
    cacheGroup: 'scripted',
    narrator,
  };
  return [
    { ...entry, narratorId: 'hearth', name: 'Scripted' },
    { ...entry, narratorId: 'astral-lumen', name: 'Scripted, credits only' },
  ];
}
