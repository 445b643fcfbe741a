/** Erases a player whose wallet is closed: the request to leave does it, and a job where a crash came between. */
import type { DepartureStore } from '#models/departure-store.ts';
import type { News } from '#rooms/news.ts';
import type { SignIn } from './auth/sign-in.ts';

export type ErasePlayer = (player: { playerId: string; userId: string | null }) => Promise<void>;

export interface ErasePlayerParts {
  readonly departures: DepartureStore;
  readonly signIn: Pick<SignIn, 'erase'>;
  readonly signOuts: News<null>;
}

/** The sign-in goes last, so that its player can ask again until all is done. Rooms then close what they have of it. */
export function createErasePlayer({ departures, signIn, signOuts }: ErasePlayerParts): ErasePlayer {
  return async ({ playerId, userId }) => {
    await departures.eraseFromJourneys(playerId);
    for (const guestUserId of await departures.guestUsers(playerId)) await signIn.erase(guestUserId);
    if (userId !== null) await signIn.erase(userId);
    await departures.finish(playerId);
    signOuts.publish(null);
  };
}
