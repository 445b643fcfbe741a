/** Quotes for a written action, and for one that is still to be written. */
import { GameError } from '#protocol/errors.ts';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import type { WrittenAction } from '#core/prompts/assemble-prompt.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import { ACTION_ROOM_TOKENS, quoteTurn } from '#core/pricing/quote.ts';
import type { Quote } from '#core/pricing/quote.ts';
import type { Game } from './game.ts';
import type { NarratorEntry } from './narrator.ts';
import type { Scene } from './scene.ts';
import type { TurnAction } from './turn-action.ts';

/** How many of a narrator's latest passages shape the likely cost. */
const RECENT_TURNS = 8;

export function quoteWritten(prompt: Prompt, action: TurnAction, game: Game): Quote {
  return quoteWithRoom(prompt, 0, action.entry, action.scene, game);
}

/** Leaves room for the action, for the lore it may call up, and for the passages of the turns queued ahead (TN7). */
export function quoteUnwritten(scene: Scene, entry: NarratorEntry, queuedAhead: number, game: Game): Quote {
  const prompt = assemblePrompt(scene, null, entry);
  const lore = prompt.parts
    .filter(({ kind, role }) => kind === 'lore' && role === 'user')
    .reduce((sum, { tokens }) => sum + tokens, 0);
  const loreRoom = Math.max(0, scene.world.character_book.token_budget - lore);
  const wanted = ACTION_ROOM_TOKENS + loreRoom + queuedAhead * exchangeTokens(entry, game);
  const room = Math.min(wanted, Math.max(0, entry.promptTokensMax - prompt.tokens));
  return quoteWithRoom(prompt, room, entry, scene, game);
}

/** For a text that is written but not sent: exact but for the passages queued ahead. */
export function quoteText(scene: Scene, action: WrittenAction, entry: NarratorEntry, queuedAhead: number, game: Game): Quote {
  const prompt = assemblePrompt(scene, action, entry);
  const room = Math.min(queuedAhead * exchangeTokens(entry, game), Math.max(0, entry.promptTokensMax - prompt.tokens));
  return quoteWithRoom(prompt, room, entry, scene, game);
}

function quoteWithRoom(prompt: Prompt, roomTokens: number, entry: NarratorEntry, scene: Scene, game: Game): Quote {
  const now = game.clock();
  const version = game.prices.current(now);
  const prices = pricesOf(version, entry.narratorId);
  if (!prices) throw new GameError('NARRATOR_UNAVAILABLE', { narratorId: entry.narratorId });
  return quoteTurn({
    entry,
    prices,
    priceVersion: version.version,
    prompt,
    roomTokens,
    warm: isWarm(scene, entry, now, game),
    recentOutputs: scene.history
      .filter((turn) => turn.narratorId === entry.narratorId)
      .slice(-RECENT_TURNS)
      .map((turn) => turn.usage?.output ?? entry.passageTokensMax),
  });
}

/** Whether the AI, or another on the same weights, read this journey a short while ago. */
function isWarm({ readAt }: Scene, { cacheGroup, cacheLifetimeMs }: NarratorEntry, now: Date, game: Game): boolean {
  return game.narrators.entries
    .filter((entry) => entry.cacheGroup === cacheGroup)
    .some(({ narratorId }) => now.getTime() - (readAt.get(narratorId)?.getTime() ?? Number.NEGATIVE_INFINITY) < cacheLifetimeMs);
}

/** What one turn ahead may add; whoever wrote it may use any narrator. */
function exchangeTokens(entry: NarratorEntry, game: Game): number {
  const longestPassage = Math.max(...game.narrators.entries.map(({ passageTokensMax }) => passageTokensMax));
  return ACTION_ROOM_TOKENS + longestPassage + 2 * entry.narrator.overhead.perMessage;
}
