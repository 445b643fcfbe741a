/** One socket to one room, from its seat to its end. What comes after its end is `RoomLink`'s affair. */
import { Client } from '@colyseus/sdk';
import type { Room } from '@colyseus/sdk';
import { ConnectionLost } from './connection-lost.ts';
import { errorFromBody } from './error-from-answer.ts';
import { within } from './pause.ts';
import { GameError, isErrorCode } from './protocol/errors.ts';
import type { Seat } from './protocol/rest-contract.ts';

/** What a room and its clients say to each other. */
export interface RoomProtocol {
  /** null of rooms that have none and say everything by messages. */
  readonly state: object | null;
  /** A message of the room, told apart by its name. */
  readonly message: { readonly name: string; readonly message: unknown };
  readonly requests: Readonly<Record<string, { readonly payload: unknown; readonly answer: unknown }>>;
}

export type RequestName<Protocol extends RoomProtocol> = keyof Protocol['requests'] & string;
export type Payload<Protocol extends RoomProtocol, Name extends RequestName<Protocol>> = Protocol['requests'][Name]['payload'];
export type Answer<Protocol extends RoomProtocol, Name extends RequestName<Protocol>> = Protocol['requests'][Name]['answer'];

export interface ConnectionListener<Protocol extends RoomProtocol> {
  onState?(state: Protocol['state']): void;
  onMessage(message: Protocol['message']): void;
}

const JOIN_MS_MAX = 10_000;
/** Below the framework's own limit of 10 s, so that running out of it is told apart from the room's faults. */
const ANSWER_MS_MAX = 9_500;
/** A connection that broke without a word, as when a phone changes networks, is noticed after one to two of these. */
const HEARTBEAT_MS = 10_000;
const LEAVE_MS_MAX = 2_000;
/** Colyseus' own code for a socket to end at once, without waiting for the other side. */
const MAY_TRY_RECONNECT = 4010;

export class RoomConnection<Protocol extends RoomProtocol> {
  /** Resolves, once it was open, with the close code. */
  readonly closed: Promise<number>;
  readonly #listener: ConnectionListener<Protocol>;
  #room: Room<unknown, Protocol['state']> | undefined;
  #hasClosed = false;
  #onClosed!: (code: number) => void;

  constructor(listener: ConnectionListener<Protocol>) {
    this.#listener = listener;
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
  }

  get isOpen(): boolean {
    return this.#room?.connection.isOpen ?? false;
  }

  /** Resolves with the first state there, of a room without state with its first message, or rejects with a `GameError` or `ConnectionLost`. */
  async open(url: string, seat: Seat): Promise<void> {
    const room = await this.#takeSeat(url, seat);
    this.#room = room;
    room.reconnection.enabled = false;
    const hasState = 'onState' in this.#listener;
    const firstTold = new Promise<void>((resolve) => {
      if (hasState)
        room.onStateChange((state) => {
          this.#listener.onState?.(state);
          resolve();
        });
      room.onMessage<unknown>('*', (name, message) => {
        this.#listener.onMessage({ name, message } as Protocol['message']);
        if (!hasState) resolve();
      });
    });
    room.onLeave((code) => {
      this.#hasClosed = true;
      this.#onClosed(code);
    });
    this.#hasClosed = !this.isOpen; // between its joining and this line
    if (this.#hasClosed) throw new ConnectionLost();
    this.#keepAlive(room);
    const lost = this.closed.then(() => Promise.reject(new ConnectionLost()));
    await within(JOIN_MS_MAX, Promise.race([firstTold, lost]));
  }

  /** Rejects with the room's `GameError`, or with `ConnectionLost` when it gives no answer. */
  async request<Name extends RequestName<Protocol>>(
    name: Name,
    payload: Payload<Protocol, Name>,
  ): Promise<Answer<Protocol, Name>> {
    if (!this.#room) throw new ConnectionLost();
    const room: Room<unknown, Protocol['state']> = this.#room;
    try {
      return await within(ANSWER_MS_MAX, room.request<Payload<Protocol, Name>, Answer<Protocol, Name>>(name, payload));
    } catch (failure) {
      throw this.#requestError(failure);
    }
  }

  /** Ends it at once, as if the network had, also when it hangs in closing. */
  drop(): void {
    if (!this.#hasClosed) this.#room?.connection.close(MAY_TRY_RECONNECT);
  }

  /** Says goodbye, so that the others see the player go at once. */
  async leave(): Promise<void> {
    if (!this.#room || !this.isOpen) return;
    await within(LEAVE_MS_MAX, this.#room.leave()).catch(() => {
      this.drop();
    });
  }

  async #takeSeat(url: string, seat: Seat): Promise<Room<unknown, Protocol['state']>> {
    const joining = new Client(url).consumeSeatReservation<Protocol['state']>(seat);
    try {
      return await within(JOIN_MS_MAX, joining);
    } catch (failure) {
      joining.then(
        (late) => late.leave(),
        () => null,
      );
      throw joinError(failure);
    }
  }

  #requestError(failure: unknown): GameError | ConnectionLost {
    if (failure instanceof ConnectionLost) return failure;
    const { name, reason } = failure as Error & { reason?: unknown };
    if (name === 'rejected') return errorFromBody(reason);
    if (name === 'no_handler') return new GameError('UNKNOWN_MESSAGE', undefined, { cause: failure });
    return this.isOpen
      ? new GameError('INTERNAL', undefined, { cause: failure })
      : new ConnectionLost(undefined, { cause: failure });
  }

  #keepAlive(room: Room<unknown, Protocol['state']>): void {
    let answered = true;
    const heartbeat = setInterval(() => {
      if (!answered) this.drop();
      answered = false;
      room.ping(() => {
        answered = true;
      });
    }, HEARTBEAT_MS);
    void this.closed.then(() => {
      clearInterval(heartbeat);
    });
  }
}

/** A room refuses a seat with a code of the catalogue as its message. */
function joinError(failure: unknown): GameError | ConnectionLost {
  const { message } = failure as Error;
  return isErrorCode(message) ? new GameError(message) : new ConnectionLost(undefined, { cause: failure });
}
