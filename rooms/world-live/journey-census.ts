/** Counts journeys and players over all processes that the framework knows: again and again while anybody watches, else when asked. */
import { matchMaker } from '@colyseus/core';
import { countByWorld, NOBODY, playersByJourney } from '#core/live/journey-count.ts';
import type { JourneyCount, JourneyListing } from '#core/live/journey-count.ts';
import type { Log } from '#core/turns/game.ts';
import { JOURNEY_ROOM } from '../take-seat.ts';

export interface Census {
  /** Worlds that nobody plays are not in it. */
  readonly byWorld: ReadonlyMap<string, JourneyCount>;
  readonly playersByJourney: ReadonlyMap<string, number>;
}

interface Watcher {
  readonly worldId: string;
  readonly onCount: (count: JourneyCount) => void;
}

const EMPTY: Census = { byWorld: new Map(), playersByJourney: new Map() };

export class JourneyCensus {
  readonly #log: Log;
  readonly #everyMs: number;
  readonly #watchers = new Set<Watcher>();
  #timer: NodeJS.Timeout | undefined;
  #latest: Census | null = null;
  #taken: { readonly at: number; readonly census: Promise<Census> } | undefined;

  constructor(log: Log, everyMs: number) {
    this.#log = log;
    this.#everyMs = everyMs;
  }

  /** As of a moment ago, for whoever asks now and then: of those who ask at once, one counts. Nobody where it cannot be counted. */
  now(): Promise<Census> {
    const at = performance.now();
    if (!this.#taken || at - this.#taken.at >= this.#everyMs) this.#taken = { at, census: this.#take().catch(() => EMPTY) };
    return this.#taken.census;
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
    const census = await this.#take().catch(() => null);
    if (this.#timer === undefined || census === null) return; // the last watcher left meanwhile, or it is counted again soon
    this.#latest = census;
    for (const watcher of this.#watchers) this.#tell(watcher);
  }

  async #take(): Promise<Census> {
    try {
      const rooms = await matchMaker.query({ name: JOURNEY_ROOM });
      const listings = rooms.map(({ metadata }) => metadata as JourneyListing);
      return { byWorld: countByWorld(listings), playersByJourney: playersByJourney(listings) };
    } catch (failure) {
      this.#log.warn({ failure }, 'journeys could not be counted; they are soon again');
      throw failure;
    }
  }

  #tell({ worldId, onCount }: Watcher): void {
    onCount(this.#latest?.byWorld.get(worldId) ?? NOBODY);
  }
}
