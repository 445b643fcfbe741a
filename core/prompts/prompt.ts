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
  | 'history'
  | 'tracker-sheet'
  | 'author-note'
  | 'action';

export interface PromptPart {
  readonly kind: PromptPartKind;
  /** The lore entry, character, player or turn it came from. */
  readonly id: string | null;
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  readonly tokens: number;
  /** In plain words, for the context viewer: `always`, `matched "lighthouse" in the action`… */
  readonly why: string;
}

export interface CutPart {
  readonly kind: PromptPartKind;
  readonly id: string | null;
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
  /** The trackers this turn may move; the narrator proposes patches for these and no others. */
  readonly trackers: readonly TrackerDefinition[];
  readonly sheet: TrackerSheet;
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
