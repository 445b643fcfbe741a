/** Finds or creates the one live room of a journey, and reserves a seat in it (clients cannot create rooms themselves). */
import { setTimeout as wait } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import type { IRoomCache } from '@colyseus/core';
import { GameError, isErrorCode } from '#protocol/errors.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { SeatAuth } from './journey/seat-auth.ts';

export const JOURNEY_ROOM = 'journey';
/** Two seconds in all: a room that is closing has closed by then. */
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

  async function seatOnce(journeyId: string, auth: SeatAuth): Promise<Seat> {
    const roomId = await findRoomId(journeyId);
    const [existing] = roomId === undefined ? [] : await matchMaker.query({ roomId });
    const room = existing ?? (await createRoom(journeyId));
    const { name, sessionId, publicAddress } = await matchMaker.reserveSeatFor(room, {}, auth);
    return { name, sessionId, roomId: room.roomId, processId: room.processId, ...(publicAddress ? { publicAddress } : {}) };
  }

  return async (journeyId, auth) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await seatOnce(journeyId, auth);
      } catch (failure) {
        // A room that ends just now: look again. One on a living process that cannot be reached from here stays where it is.
        const cause = causeOf(failure);
        if (attempt === ATTEMPTS_MAX || (cause instanceof GameError && cause.code !== 'JOURNEY_MOVED')) throw cause;
        await wait(RETRY_MS);
      }
    }
  };
}

/** The framework passes a room's error on as code and message. */
function causeOf(failure: unknown): unknown {
  const { code } = failure as { code?: unknown };
  return isErrorCode(code) ? new GameError(code) : failure;
}
