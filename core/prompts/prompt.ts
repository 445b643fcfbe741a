/** A prompt, as parts: what is in it, why, and what was cut. The parts feed the AI, the quote, the receipt and the context viewer. */
import type { TrackerDefinition, TrackerSheet } from '#core/worlds/trackers.ts';

export type PromptPartKind =
  | 'instructions'
  | 'premise'
  | 'lore'
  | 'character'
  | 'player'
  | 'example'
  | 'opening'
  | 'summary'
  | 'history'
  | 'memory-note'
  | 'tracker-sheet'
  | 'author-note'
  | 'length'
  | 'action';

export interface PromptPart {
  readonly kind: PromptPartKind;
  /** The lore entry, character, player, summary or turn it came from. */
  readonly id: string | null;
  /** What people call it: `The drowned bell`, `turn 12`. */
  readonly name: string;
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  readonly tokens: number;
  /** In plain words, for the context viewer: `always`, `matched "lighthouse" in the action`… */
  readonly why: string;
}

export interface CutPart {
  readonly kind: PromptPartKind;
  readonly id: string | null;
  readonly name: string;
  readonly tokens: number;
  readonly why: string;
}

export interface Prompt {
  /** Prompts with the same key grow from each other, so an AI with a prefix cache does well to keep them together. */
  readonly cacheKey: string;
  /**
   * In order; neighbours of one role form one message, their texts simply put one behind the other (each brings its own line ends).
   * The stable part comes first and only ever grows at its end (until history is cut), so its cached prefix stays valid.
   */
  readonly parts: readonly PromptPart[];
  readonly cut: readonly CutPart[];
  /** All parts and the chat format around them: exactly what the AI will read, if its `countTokens` is exact. */
  readonly tokens: number;
  /** Of these, the tokens before the volatile end (keyed lore, sheet, note, action): what a warm cache can save. */
  readonly stableTokens: number;
  /** How many of `parts` come before that volatile end. */
  readonly stableCount: number;
  /** The trackers this turn may move; the narrator proposes patches for these and no others. */
  readonly trackers: readonly TrackerDefinition[];
  readonly sheet: TrackerSheet;
  /** The oldest turns, to be summed up after this turn; null while there is room. */
  readonly summary: SummaryTask | null;
}

/** A call of its own after the passage: the oldest turns become one text that stands for them from the next turn on. */
export interface SummaryTask {
  /** Begins as the turn's prompt does, up to the last turn to sum up, and ends with the request: an AI with a prefix cache has most of it. */
  readonly parts: readonly PromptPart[];
  /** Counted as a prompt's tokens are. */
  readonly tokens: number;
  /** The summary's limit. */
  readonly tokensMax: number;
  /** The turns it covers, by number and by the last one's key. */
  readonly fromN: number;
  readonly toN: number;
  readonly toKey: string;
}

export interface PromptMessage {
  readonly role: PromptPart['role'];
  readonly texts: readonly string[];
}

/** The parts as chat messages. */
export function promptMessages(parts: readonly PromptPart[]): PromptMessage[] {
  const messages: { role: PromptPart['role']; texts: string[] }[] = [];
  for (const part of parts) {
    const last = messages.at(-1);
    if (last?.role === part.role) last.texts.push(part.text);
    else messages.push({ role: part.role, texts: [part.text] });
  }
  return messages;
}
