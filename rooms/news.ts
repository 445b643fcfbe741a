/** One kind of news for all rooms of all processes, over the framework's presence. */
import type { Presence } from '@colyseus/core';

/** A player's wallet moved; whoever shows it reads it anew. */
export interface WalletChange {
  readonly playerId: string;
  /** The wallet's `seq` after the change: whoever has seen it already need not look again. */
  readonly seq: number;
}

export class News<Item> {
  readonly #channel: string;
  readonly #listeners = new Set<(item: Item) => void>();
  #presence: Presence | undefined;

  constructor(channel: string) {
    this.#channel = channel;
  }

  /** One subscription for the whole process, however many rooms listen. */
  async start(presence: Presence): Promise<void> {
    this.#presence = presence;
    await presence.subscribe(this.#channel, (item: Item) => {
      for (const listener of this.#listeners) listener(item);
    });
  }

  publish(item: Item): void {
    void this.#presence?.publish(this.#channel, item);
  }

  /** Answers a function that stops listening. */
  listen(listener: (item: Item) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
