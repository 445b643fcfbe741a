/** One's own world as it is played, live: who is in it, and what it brings in by the minute. */
import type { LiveWorld } from './protocol/live.ts';
import { Watch } from './watch.ts';
import type { WatchParts } from './watch.ts';

/** Made by `GameClient.watchWorld`. */
export class WorldWatch extends Watch<'world'> {
  /** Resolves when the figures are here. */
  static async open(parts: WatchParts): Promise<WorldWatch> {
    const watch = new WorldWatch(parts, 'world');
    await watch.open();
    return watch;
  }

  get world(): LiveWorld {
    return this.latest;
  }
}
