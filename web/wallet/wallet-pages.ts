/** Where credits are bought, their history is and one's own limits are, from anywhere. */

export const HISTORY_PAGE = '/history';
export const LIMITS_PAGE = '/limits';

/** `back`: where the player is now, and comes back to when credits are there. */
export function packsPage(back: string): string {
  return `/packs?back=${encodeURIComponent(back)}`;
}
