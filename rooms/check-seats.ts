/** Closes the sockets of those who may no longer sit in a room: signed out here or elsewhere, or kept out since. */
import type { Client, Room } from '@colyseus/core';
import { CLOSE_CODES } from '#protocol/close-codes.ts';
import type { Log } from '#core/turns/game.ts';
import type { News } from './news.ts';

/** What every seat says about who sits in it: made by the server over HTTP, never by the client. */
export interface SignedInSeat {
  readonly playerId: string;
  /** The sign-in's own id. Not called `sessionId`: the framework would make that the socket's, and a player's windows share it. */
  readonly signInId: string;
}

export interface SeatChecks {
  /** Says that somebody signed out somewhere. */
  readonly signOuts: News<null>;
  /** Whether a sign-in is still good; asked every `sessionCheckMs` for everyone in the room. */
  readonly isSessionLive: (signInId: string) => Promise<boolean>;
  readonly sessionCheckMs: number;
}

type SeatedRoom = Pick<Room, 'clock'> & { readonly clients: Iterable<Client<{ auth: SignedInSeat }>> };

/**
 * Answers a function that stops. Who is signed in but not welcome any more is sent to ask for a seat again, and is told there
 * why there is none.
 */
export function checkSeats(
  room: SeatedRoom,
  { signOuts, isSessionLive, sessionCheckMs }: SeatChecks,
  log: Log,
  isWelcome: (playerId: string) => Promise<boolean> = () => Promise.resolve(true),
): () => void {
  const check = async (): Promise<void> => {
    for (const client of [...room.clients]) {
      const { auth } = client;
      if (!auth || !(await isSessionLive(auth.signInId))) client.leave(CLOSE_CODES.SIGNED_OUT);
      else if (!(await isWelcome(auth.playerId))) client.leave(CLOSE_CODES.MOVED);
    }
  };
  const checkSafely = (): void => {
    check().catch((failure: unknown) => log.warn({ failure }, 'seats could not be checked; they are soon again'));
  };
  room.clock.setInterval(checkSafely, sessionCheckMs);
  return signOuts.listen(checkSafely);
}
