/** The journal's accounts. A positive sum means credits are there (players, creators) or came in (platform). */
import type { Pocket } from '#core/money/pockets.ts';

export const REVENUE = 'platform:revenue';
/** Minus what was sold, less what was taken back: players' purchases come from here (PY1). */
export const SALES = 'platform:sales';
/** What players gave up who left for good. */
export const FORFEITED = 'platform:forfeited';
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
