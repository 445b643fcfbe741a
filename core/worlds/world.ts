/** What a creator writes. Fields carry Character Card V3 and lorebook_v3 names, so import and export is a mapping. */
import type { TrackerDefinition } from './trackers.ts';

export interface World {
  readonly id: string;
  /** Published versions are immutable; a journey plays the version it started on. */
  readonly version: number;
  /** The creator's player id: who earns when others play (RV1). */
  readonly ownerId: string;
  readonly name: string;
  /** One line for lists. */
  readonly tagline: string;
  /** For players, before they start; never in the prompt. */
  readonly creator_notes: string;
  readonly tags: readonly string[];
  /** A picture's address, see `coverOf`; worlds published before there were covers have none. */
  readonly cover?: string | null;
  /** The premise; always in the prompt. */
  readonly description: string;
  /** How this world is to be narrated; follows the platform's own instructions. '' adds nothing. */
  readonly system_prompt: string;
  /** The author's note, right before the action. '' adds nothing. */
  readonly post_history_instructions: string;
  /** The authored opening: shown at once, and the first thing the AI "said". */
  readonly first_mes: string;
  /** One more exchange in the world's own voice, shown to the AI (not to players) so that it picks up the tone. */
  readonly mes_example: { readonly action: string; readonly passage: string } | null;
  /** Actions a newcomer could take first. */
  readonly suggestions: readonly string[];
  readonly characters: readonly Character[];
  readonly character_book: Lorebook;
  readonly trackers: readonly TrackerDefinition[];
}

/** Somebody the players can meet. */
export interface Character {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly personality: string;
}

export interface Lorebook {
  /** How many of the latest passages are searched for keys, the action included. */
  readonly scan_depth: number;
  /** The most tokens that keyed entries may take in one prompt. */
  readonly token_budget: number;
  readonly entries: readonly LoreEntry[];
}

export interface LoreEntry {
  readonly id: string;
  readonly name: string;
  /** Whole words or phrases, case-insensitive unless `case_sensitive`. */
  readonly keys: readonly string[];
  /** With `selective`: one of these must match as well. */
  readonly secondary_keys?: readonly string[];
  readonly selective?: boolean;
  readonly content: string;
  readonly enabled: boolean;
  /** Always in the prompt, in its stable part. */
  readonly constant?: boolean;
  readonly case_sensitive?: boolean;
  /** Place: low = earlier. */
  readonly insertion_order: number;
  /** Keep: low = dropped first when the budget is full; default `insertion_order`. */
  readonly priority?: number;
}
