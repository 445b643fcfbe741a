/** Keeps one player connected to one room: whenever a socket breaks, a fresh seat and a new socket. */
import { ConnectionLost } from './connection-lost.ts';
import type { LinkStatus } from './link-status.ts';
import { RoomConnection } from './room-connection.ts';
import type { Answer, ConnectionListener, Payload, RequestName, RoomProtocol } from './room-connection.ts';
import { pause } from './pause.ts';
import { GameError } from './protocol/errors.ts';
import type { Seat } from './protocol/rest-contract.ts';

export interface LinkListener<Protocol extends RoomProtocol> extends ConnectionListener<Protocol> {
  onStatus(status: LinkStatus): void;
  /** Connected, for the first time or again, with the newest state, or all that a room without state says, already told. */
  onLive?(): void;
  /** `reason` is null when the player left. */
  onEnded(reason: GameError | ConnectionLost | null): void;
}

const FIRST_TRIES_MAX = 5;
/** With pauses of up to 5 s: about four minutes. */
const REJOIN_TRIES_MAX = 60;
const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 5_000;
/** A server that takes players in and throws them out again must not be asked ever faster. */
const STEADY_MS = 5_000;

export class RoomLink<Protocol extends RoomProtocol> {
  readonly #url: string;
  readonly #takeSeat: () => Promise<Seat>;
  readonly #listener: LinkListener<Protocol>;
  readonly #ending = new AbortController();
  #connection: RoomConnection<Protocol> | undefined;
  #status: LinkStatus = 'connecting';
  /** In a row, until a connection has held for a while. */
  #tries = 0;
  #liveSince = 0;

  constructor(url: string, takeSeat: () => Promise<Seat>, listener: LinkListener<Protocol>) {
    this.#url = url;
    this.#takeSeat = takeSeat;
    this.#listener = listener;
  }

  get status(): LinkStatus {
    return this.#status;
  }

  /** A server that is restarting gets a second or two; anything longer is told. */
  async open(): Promise<void> {
    await this.#connect(FIRST_TRIES_MAX);
  }

  async request<Name extends RequestName<Protocol>>(
    name: Name,
    payload: Payload<Protocol, Name>,
  ): Promise<Answer<Protocol, Name>> {
    const connection = this.#connection;
    if (!connection || this.#status !== 'live') throw new ConnectionLost();
    try {
      return await connection.request(name, payload);
    } catch (failure) {
      // A socket that gives no answers is no use, whatever it says of itself.
      if (failure instanceof ConnectionLost) connection.drop();
      throw failure;
    }
  }

  async leave(): Promise<void> {
    this.#end(null);
    await this.#connection?.leave();
  }

  async #connect(triesMax: number): Promise<void> {
    while (!this.#hasEnded()) {
      this.#tries += 1;
      try {
        await this.#connectOnce();
        return;
      } catch (failure) {
        if (isFinal(failure) || this.#tries >= triesMax) throw failure;
      }
      await pause(pauseMs(this.#tries), this.#ending.signal);
    }
  }

  async #connectOnce(): Promise<void> {
    const seat = await this.#takeSeat();
    if (this.#hasEnded()) return;
    const connection = new RoomConnection(this.#listener);
    this.#connection = connection;
    try {
      await connection.open(this.#url, seat);
      if (!connection.isOpen) throw new ConnectionLost();
    } catch (failure) {
      connection.drop();
      throw failure;
    }
    void connection.closed.then(() => this.#onClosed());
    if (this.#hasEnded()) {
      await connection.leave();
      return;
    }
    this.#liveSince = performance.now();
    this.#setStatus('live');
    this.#listener.onLive?.();
  }

  async #onClosed(): Promise<void> {
    if (this.#hasEnded()) return;
    // Also when it was for being signed out: the player may be signed in anew, with an account or another password. Or is told there.
    this.#setStatus('reconnecting');
    if (performance.now() - this.#liveSince > STEADY_MS) this.#tries = 0;
    try {
      await pause(pauseMs(this.#tries), this.#ending.signal);
      await this.#connect(REJOIN_TRIES_MAX);
    } catch (failure) {
      this.#end(
        failure instanceof GameError || failure instanceof ConnectionLost
          ? failure
          : new ConnectionLost(undefined, { cause: failure }),
      );
    }
  }

  #hasEnded(): boolean {
    return this.#ending.signal.aborted;
  }

  #end(reason: GameError | ConnectionLost | null): void {
    if (this.#hasEnded()) return;
    this.#ending.abort();
    this.#setStatus('closed');
    this.#listener.onEnded(reason);
  }

  #setStatus(status: LinkStatus): void {
    this.#status = status;
    this.#listener.onStatus(status);
  }
}

/** Whether trying again cannot help: signed out, not a member, gone. Full, busy and restarting servers may recover. */
function isFinal(failure: unknown): boolean {
  if (failure instanceof GameError) return failure.status < 500 && failure.status !== 429 && failure.code !== 'JOURNEY_MOVED';
  return !(failure instanceof ConnectionLost);
}

/** Twice as long each time, give or take half, so that a thousand players do not come back in the same moment. */
function pauseMs(tries: number): number {
  return Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** tries) * (0.5 + Math.random() / 2);
}
