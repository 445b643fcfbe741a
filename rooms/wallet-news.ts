/** Tells a player's other open rooms, on any process, that their wallet moved. They read it themselves. */
import type { Presence } from '@colyseus/core';

export interface WalletChange {
  readonly playerId: string;
  /** The wallet's `seq` after the change: whoever has seen it already need not look again. */
  readonly seq: number;
}

type Listener = (change: WalletChange) => void;

const CHANNEL = 'wallet-changed';

/** One subscription for the whole process, however many rooms listen. */
export class WalletNews {
  readonly #listeners = new Set<Listener>();
  #presence: Presence | undefined;

  async start(presence: Presence): Promise<void> {
    this.#presence = presence;
    await presence.subscribe(CHANNEL, (change: WalletChange) => {
      for (const listener of this.#listeners) listener(change);
    });
  }

  publish(change: WalletChange): void {
    void this.#presence?.publish(CHANNEL, change);
  }

  /** Answers a function that stops listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
