/** Finds or creates the one live room of a journey, and reserves a seat in it (clients cannot create rooms themselves). */
import { setTimeout as wait } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import type { IRoomCache } from '@colyseus/core';
import { GameError } from '#protocol/errors.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { SeatAuth } from './journey/journey-room.ts';

export const JOURNEY_ROOM = 'journey';
const ATTEMPTS_MAX = 20;
const RETRY_MS = 100;

/** `findRoomId` reads anew which room the journey document names. */
export function createSeatTaker(
  findRoomId: (journeyId: string) => Promise<string | undefined>,
): (journeyId: string, auth: SeatAuth) => Promise<Seat> {
  const creating = new Map<string, Promise<IRoomCache>>();

  /** Seats asked for at once share one room creation. */
  function createRoom(journeyId: string): Promise<IRoomCache> {
    const pending = creating.get(journeyId) ?? matchMaker.createRoom(JOURNEY_ROOM, { journeyId });
    creating.set(journeyId, pending);
    const forget = () => creating.delete(journeyId);
    pending.then(forget, forget);
    return pending;
  }

  return async (journeyId, auth) => {
    let failure: unknown;
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try {
        const roomId = await findRoomId(journeyId);
        const existing = roomId === undefined ? undefined : (await matchMaker.query({ roomId }))[0];
        const room = existing ?? (await createRoom(journeyId));
        const { name, sessionId, publicAddress } = await matchMaker.reserveSeatFor(room, {}, auth);
        return { name, sessionId, roomId: room.roomId, processId: room.processId, ...(publicAddress ? { publicAddress } : {}) };
      } catch (thrown) {
        // A room that ends just now, or one that another process is about to leave: look again.
        failure = thrown;
        await wait(RETRY_MS);
      }
    }
    throw failure instanceof GameError ? failure : new GameError('JOURNEY_MOVED', undefined, { cause: failure });
  };
}
