/** What a turn needs of an AI text model: the port that every adapter in `narrators/` fills. */
import type { TokenUsage } from '#protocol/values.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';

export interface Narrator {
  /** Tokens this AI makes of a piece of text; parts of a prompt are counted one by one and add up. Throws NARRATOR_UNAVAILABLE before `ready`. */
  countTokens(text: string): number;
  /** What the chat format adds around each message, and once around the whole prompt (the reply's header included). */
  readonly overhead: { readonly perMessage: number; readonly perPrompt: number };
  /**
   * The most that asking for tracker patches can add to a turn (0 and 0 when it is not a call of its own).
   * Enters every ceiling; what is really used is in the narration's usage.
   */
  patchTokens(prompt: Prompt): { input: number; output: number };
  /**
   * Streams the passage and returns how it ended. The generator:
   * - ends soon after `signal` aborts, returning `finish: 'stopped'` and the usage so far;
   * - throws when the AI fails, whatever was yielded before (the turn is then free, TN4);
   * - yields only text that players may see: no stop marks, no tool calls.
   */
  narrate(prompt: Prompt, request: NarrationRequest): AsyncGenerator<string, NarrationResult, void>;
  /** Resolves when the AI can count and narrate, rejects when it never will. Absent: it always can. */
  ready?(): Promise<void>;
  /** Lets the AI read a prompt ahead of the first turn, where that makes the turn faster; costs players nothing. */
  prepare?(prompt: Prompt): Promise<void>;
}

export interface NarrationRequest {
  /** The passage's limit, in this AI's tokens. */
  readonly maxTokens: number;
  readonly signal: AbortSignal;
  /** Called while the turn waits for the AI: how many others are ahead; 0 when it no longer waits (the first text says so too). */
  readonly onWaiting?: (ahead: number) => void;
}

export interface NarrationResult {
  /** All calls of the turn together, in disjoint pools (PR2). */
  readonly usage: TokenUsage;
  /** True where the AI reported no usage and what was sent and streamed was counted instead (PR4). */
  readonly counted: boolean;
  readonly patches: readonly TrackerPatch[];
  readonly finish: 'complete' | 'length' | 'stopped' | 'refused';
  /**
   * The id of the AI that really answered, in its vendor's words; compared with the price book's accepted ids (TN3).
   * null only where it was stopped before it said.
   */
  readonly served: string | null;
}

/** Thrown by a narration that went silent or on for ever; the turn is free (TN4). */
export class NarratorStalled extends Error {
  constructor(cause: string) {
    super(cause);
    this.name = 'NarratorStalled';
  }
}

/** A narrator as players choose it. */
export interface NarratorEntry {
  readonly narratorId: string;
  readonly name: string;
  /** One honest sentence: what it is good at, and what it runs on. */
  readonly description: string;
  readonly tier: 'short' | 'standard' | 'premium';
  /** Whether free turns of the day pay for it (TN2). */
  readonly freeEligible: boolean;
  /** The most tokens a prompt may have, the passage and patches not included. */
  readonly promptTokensMax: number;
  /** The passage's limit. */
  readonly passageTokensMax: number;
  /** Narrators of one group share one memory of a journey: those on the same weights. */
  readonly cacheGroup: string;
  /** How long the AI remembers a prompt after a turn; 0 = never. */
  readonly cacheLifetimeMs: number;
  readonly narrator: Narrator;
}
