/** The journal's accounts. A positive sum means credits are there (players, creators) or came in (platform). */
import type { Pocket } from '#core/money/pockets.ts';

export const REVENUE = 'platform:revenue';
export const GRANTS = 'platform:grants';
/** What turns really used above their ceiling: the platform's expense (PR3). */
export const ABSORBED = 'platform:absorbed';

export function playerAccount(playerId: string, pocket: Pocket): string {
  return `player:${playerId}:${pocket}`;
}

export function creatorAccount(playerId: string): string {
  return `creator:${playerId}`;
}

/** What a player owes after a payment was taken back: negative while owed. */
export function receivableAccount(playerId: string): string {
  return `receivable:${playerId}`;
}
