/** The journey that waits to begin: whoever presses "Play" again comes back to it, rather than to one more of the same. */
import type { JourneyRow } from '#sdk/index.ts';

/** The newest of one's own in the world in which nothing was told and nobody else is; undefined when there is none. */
export function notBegunIn(worldId: string, journeys: readonly JourneyRow[]): JourneyRow | undefined {
  return journeys.find(
    (journey) =>
      journey.worldId === worldId && journey.turns === 0 && journey.lastPassage === null && journey.players.length === 1,
  );
}
