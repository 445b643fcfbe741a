/** Finds or creates the live room of a journey, a wallet or a world, and reserves a seat in it (clients cannot create rooms themselves). */
import { setTimeout as wait } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import type { IRoomCache } from '@colyseus/core';
import { GameError, isErrorCode } from '#protocol/errors.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { SignedInSeat } from './check-seats.ts';

export const JOURNEY_ROOM = 'journey';
/** Two seconds in all: a room that is closing has closed by then. */
const ATTEMPTS_MAX = 20;
const RETRY_MS = 100;

export interface SeatTakerOptions {
  readonly roomName: string;
  /** What a room is about, as its `onCreate` and its listing name it, such as `journeyId`. */
  readonly subject: string;
  /** Looks anew for the room of a subject; default: one whose listing names it. */
  readonly findRoom?: (id: string) => Promise<IRoomCache | undefined>;
}

/** Answers a function that takes a seat by the id of the room's subject. */
export function createSeatTaker<Auth extends SignedInSeat>({
  roomName,
  subject,
  findRoom = async (id) => (await matchMaker.query({ name: roomName, [subject]: id }))[0],
}: SeatTakerOptions): (id: string, auth: Auth) => Promise<Seat> {
  const creating = new Map<string, Promise<IRoomCache>>();

  /** Seats asked for at once share one room creation. */
  function createRoom(id: string): Promise<IRoomCache> {
    const pending = creating.get(id) ?? matchMaker.createRoom(roomName, { [subject]: id });
    creating.set(id, pending);
    const forget = () => creating.delete(id);
    pending.then(forget, forget);
    return pending;
  }

  async function seatOnce(id: string, auth: Auth): Promise<Seat> {
    const room = (await findRoom(id)) ?? (await createRoom(id));
    const { name, sessionId, publicAddress } = await matchMaker.reserveSeatFor(room, {}, auth);
    return { name, sessionId, roomId: room.roomId, processId: room.processId, ...(publicAddress ? { publicAddress } : {}) };
  }

  return async (id, auth) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await seatOnce(id, auth);
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
