/** How much one player's turn on a narrator may read and write: the narrator's usual, the player's settings, the AI's context window. */
import { PASSAGE_TOKENS_MIN, PROMPT_TOKENS_MIN } from '#protocol/values.ts';
import type { TurnSettings } from '#core/journeys/turn-settings.ts';
import type { NarratorPrices } from '#core/pricing/price-book.ts';
import type { NarratorEntry } from './narrator.ts';

export interface TurnLimits {
  /** The most tokens the prompt may have, passage and other calls not included. */
  readonly promptTokens: number;
  /** The most tokens the passage may have. */
  readonly passageTokens: number;
  /** Whether the player asked for this length: the AI is then told about it. */
  readonly passageChosen: boolean;
}

export function limitsOf(entry: NarratorEntry, { contextTokens }: NarratorPrices, settings: TurnSettings): TurnLimits {
  const passageTokens = within(settings.passageTokens ?? entry.passageTokens, PASSAGE_TOKENS_MIN, entry.passageTokensMax);
  const promptTokensMax = Math.min(entry.promptTokensMax, contextTokens - passageTokens);
  return {
    promptTokens: within(settings.promptTokens ?? entry.promptTokens, PROMPT_TOKENS_MIN, promptTokensMax),
    passageTokens,
    passageChosen: settings.passageTokens !== null,
  };
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
