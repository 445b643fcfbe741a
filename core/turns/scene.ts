/** The journey as one turn needs it: a snapshot, so that a turn's prompt cannot change under it. */
import type { Member } from '#core/journeys/journey.ts';
import type { TrackerSheet } from '#core/worlds/trackers.ts';
import type { World } from '#core/worlds/world.ts';
import type { Turn } from './turn.ts';

export interface Scene {
  readonly journeyId: string;
  readonly fence: number;
  readonly world: World;
  readonly members: readonly Member[];
  /** Settled turns from the first to the head. */
  readonly history: readonly Turn[];
  /** The number the next passage will have. */
  readonly nextN: number;
  readonly sheet: TrackerSheet;
  /** When each narrator last read this journey, by narrator id: what decides warm or cold. */
  readonly readAt: ReadonlyMap<string, Date>;
}
