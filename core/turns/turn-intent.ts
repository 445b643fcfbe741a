/** A turn that a player might take: whose, on which AI, with which words. */
import { GameError } from '#protocol/errors.ts';
import type { Member } from '#core/journeys/journey.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { NarratorPrices } from '#core/pricing/price-book.ts';
import type { WrittenAction } from '#core/prompts/assemble-prompt.ts';
import type { Game } from './game.ts';
import type { NarratorEntry } from './narrator.ts';
import type { Scene } from './scene.ts';
import { limitsOf } from './turn-limits.ts';
import type { TurnLimits } from './turn-limits.ts';

export interface TurnIntent {
  readonly scene: Scene;
  /** Their settings and notes apply. */
  readonly author: Member;
  readonly entry: NarratorEntry;
  /** null: nothing is written yet. */
  readonly action: WrittenAction | null;
}

/** What an intent is priced and limited by, now. */
export interface TurnTerms {
  readonly prices: NarratorPrices;
  readonly priceVersion: number;
  readonly limits: TurnLimits;
}

/** Throws NARRATOR_UNAVAILABLE for an AI without a price. */
export function termsOf({ entry, author }: Pick<TurnIntent, 'entry' | 'author'>, game: Game): TurnTerms {
  const version = game.prices.current(game.clock());
  const prices = pricesOf(version, entry.narratorId);
  if (!prices) throw new GameError('NARRATOR_UNAVAILABLE', { narratorId: entry.narratorId });
  return { prices, priceVersion: version.version, limits: limitsOf(entry, prices, author.settings) };
}
