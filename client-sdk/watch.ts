/** Something that changes on the server, kept up to date here: by one message that replaces the one before. */
import type { ConnectionLost } from './connection-lost.ts';
import type { LinkStatus } from './link-status.ts';
import { Listeners } from './listeners.ts';
import type { GameError } from './protocol/errors.ts';
import type { LiveMessages } from './protocol/live.ts';
import type { Seat } from './protocol/rest-contract.ts';
import type { RoomProtocol } from './room-connection.ts';
import { RoomLink } from './room-link.ts';

/** Every event with what its listener gets. The watch is up to date whenever one is told. */
export interface WatchEvents<Shown> {
  change: Shown;
  status: LinkStatus;
  /** The watch ended against the player's will: signed out, not allowed any more, or the server stays away. */
  error: GameError | ConnectionLost;
}

interface LiveProtocol<Name extends keyof LiveMessages> {
  readonly state: null;
  readonly message: { readonly name: Name; readonly message: LiveMessages[Name] };
  readonly requests: RoomProtocol['requests'];
}

/** What a watch needs; `GameClient` has it. */
export interface WatchParts {
  readonly url: string;
  readonly takeSeat: () => Promise<Seat>;
}

/** After a drop it comes back by itself, with what is new. What it shows is never changed: compare by identity. */
export abstract class Watch<Name extends keyof LiveMessages> {
  readonly #listeners = new Listeners<WatchEvents<LiveMessages[Name]>>();
  readonly #link: RoomLink<LiveProtocol<Name>>;
  #latest: LiveMessages[Name] | undefined;

  protected constructor({ url, takeSeat }: WatchParts, subject: Name) {
    this.#link = new RoomLink<LiveProtocol<Name>>(url, takeSeat, {
      onMessage: ({ name, message }) => {
        if (name === subject) this.#show(message);
      },
      onStatus: (status) => this.#listeners.emit('status', status),
      onEnded: (reason) => {
        if (reason) this.#listeners.emit('error', reason);
      },
    });
  }

  get status(): LinkStatus {
    return this.#link.status;
  }

  /** Listens to one kind of event and answers a function that stops listening. */
  on<Event extends keyof WatchEvents<LiveMessages[Name]>>(
    event: Event,
    listener: (told: WatchEvents<LiveMessages[Name]>[Event]) => void,
  ): () => void {
    return this.#listeners.on(event, listener);
  }

  /** Stops watching for good; what was shown last stays. */
  async leave(): Promise<void> {
    await this.#link.leave();
  }

  protected open(): Promise<void> {
    return this.#link.open();
  }

  protected get latest(): LiveMessages[Name] {
    if (!this.#latest) throw new Error('nothing was shown yet');
    return this.#latest;
  }

  /** Whether `next` is not older than what is shown. */
  protected isNewer(_next: LiveMessages[Name], _shown: LiveMessages[Name]): boolean {
    return true;
  }

  #show(next: LiveMessages[Name]): void {
    if (this.#latest && !this.isNewer(next, this.#latest)) return;
    this.#latest = next;
    this.#listeners.emit('change', next);
  }
}
