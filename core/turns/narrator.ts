/** What a turn needs of an AI text model: the port that every adapter in `narrators/` fills. */
import type { TokenUsage } from '#protocol/values.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { TrackerPatch } from '#core/worlds/trackers.ts';

export interface Narrator {
  /** Tokens this AI makes of a piece of text; parts of a prompt are counted one by one and add up. Throws NARRATOR_UNAVAILABLE before `ready`. */
  countTokens(text: string): number;
  /**
   * How far the truth may lie above `countTokens`, as a factor: 1 where it is exact. Ceilings grow by it; what is likely is
   * calibrated instead.
   */
  readonly countSlack: number;
  /** What the chat format adds around each message, and once around the whole prompt (the reply's header included). */
  readonly overhead: { readonly perMessage: number; readonly perPrompt: number };
  /**
   * The most that asking for tracker patches can add to a turn whose passage has at most so many tokens (0 and 0 when it is not a call of its own).
   * Enters every ceiling; what is really used is in the narration's usage.
   */
  patchTokens(prompt: Prompt, passageTokens: number): { input: number; output: number };
  /**
   * Streams the passage, then asks what it changed of the trackers and, where the prompt has a summary to make, for that; and
   * returns how it all ended. The generator:
   * - ends soon after `signal` aborts, returning `finish: 'stopped'` and the usage so far;
   * - throws when the AI fails to tell the passage, whatever was yielded before (the turn is then free, TN4): `NarratorDown`
   *   where its service does not answer or is busy; when only trackers or the summary fail, the turn goes without them;
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
  /** Called when the passage is whole and its last text was yielded, before what else the turn asks for. */
  readonly onTold?: () => void;
}

/** What a turn calls the AI for: the passage, what it changed, and the summary of turns that are about to leave the prompt. */
export type CallKind = 'narration' | 'trackers' | 'summary';

/** One call of a turn and what it used. A call that brought nothing usable is not listed: nobody pays for it. */
export interface CallUsage {
  readonly call: CallKind;
  /** In disjoint pools (PR2). */
  readonly usage: TokenUsage;
  /** True where the AI reported no usage, or none that can be, and what was sent and streamed was counted instead (PR4). */
  readonly counted: boolean;
}

export interface NarrationResult {
  /** The narration first. */
  readonly calls: readonly CallUsage[];
  readonly patches: readonly TrackerPatch[];
  /** The text asked for by `prompt.summary`; null when none was asked for, or none came. */
  readonly summary: string | null;
  readonly finish: 'complete' | 'length' | 'stopped' | 'refused';
  /**
   * The id of the AI that really answered, in its vendor's words; compared with the price book's accepted ids (TN3).
   * null only where it was stopped before it said.
   */
  readonly served: string | null;
}

/** Thrown by a narration that went silent or on for ever; the turn is free (TN4). */
export class NarratorStalled extends Error {
  /** `endless`: it went on beyond its time, or its limit. */
  readonly kind: 'silent' | 'endless';

  constructor(cause: string, kind: 'silent' | 'endless') {
    super(cause);
    this.name = 'NarratorStalled';
    this.kind = kind;
  }
}

/** Thrown when the AI's service cannot be reached, refuses the operator's key, is overloaded or answers with an error (TN3). */
export class NarratorDown extends Error {
  /** `busy`: it said so, and to try again after a while. */
  readonly kind: 'busy' | 'unavailable';
  readonly retryAfterMs: number | null;

  constructor(
    cause: string,
    { kind, retryAfterMs, ...options }: ErrorOptions & { kind: 'busy' | 'unavailable'; retryAfterMs?: number | null },
  ) {
    super(cause, options);
    this.name = 'NarratorDown';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs ?? null;
  }
}

/** A narrator as players choose it; its prices, tier and terms are the price book's. */
export interface NarratorEntry {
  readonly narratorId: string;
  readonly name: string;
  /** One honest sentence: what it is good at, and what it runs on. */
  readonly description: string;
  /** Whose service it runs on: when one is down, its others are too. `this server` for the embedded one. */
  readonly vendor: string;
  /** The tokens of a prompt, and of a passage, unless the player chose otherwise. */
  readonly promptTokens: number;
  readonly passageTokens: number;
  /** Whether its memory is this process's: what other processes, or this one before it was started again, had it read is forgotten. */
  readonly inProcess?: boolean;
  /** The most a player may choose; passage and other calls come on top of the prompt. */
  readonly promptTokensMax: number;
  readonly passageTokensMax: number;
  /** Narrators of one group share one memory of a journey: those on the same weights. */
  readonly cacheGroup: string;
  readonly narrator: Narrator;
}
