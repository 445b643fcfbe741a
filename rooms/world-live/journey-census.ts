/** Counts journeys and players by world again and again, over all processes that the framework knows, while anybody watches. */
import { matchMaker } from '@colyseus/core';
import { countByWorld, NOBODY } from '#core/live/journey-count.ts';
import type { JourneyCount, JourneyListing } from '#core/live/journey-count.ts';
import type { Log } from '#core/turns/game.ts';
import { JOURNEY_ROOM } from '../take-seat.ts';

interface Watcher {
  readonly worldId: string;
  readonly onCount: (count: JourneyCount) => void;
}

export class JourneyCensus {
  readonly #log: Log;
  readonly #everyMs: number;
  readonly #watchers = new Set<Watcher>();
  #timer: NodeJS.Timeout | undefined;
  #latest: ReadonlyMap<string, JourneyCount> | null = null;

  constructor(log: Log, everyMs: number) {
    this.#log = log;
    this.#everyMs = everyMs;
  }

  /** Tells each count, changed or not, the first one at once; answers a function that stops. */
  watch(worldId: string, onCount: (count: JourneyCount) => void): () => void {
    const watcher = { worldId, onCount };
    this.#watchers.add(watcher);
    if (this.#latest) this.#tell(watcher);
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => void this.#count(), this.#everyMs);
      void this.#count();
    }
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#latest = null;
    };
  }

  async #count(): Promise<void> {
    try {
      const rooms = await matchMaker.query({ name: JOURNEY_ROOM });
      if (this.#timer === undefined) return; // the last watcher left meanwhile
      this.#latest = countByWorld(rooms.map(({ metadata }) => metadata as JourneyListing));
      for (const watcher of this.#watchers) this.#tell(watcher);
    } catch (failure) {
      this.#log.warn({ failure }, 'journeys could not be counted; they are soon again');
    }
  }

  #tell({ worldId, onCount }: Watcher): void {
    onCount(this.#latest?.get(worldId) ?? NOBODY);
  }
}
