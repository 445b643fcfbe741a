/** How many journeys and players are in each world, and players in each journey, now. */

/** What a journey's room says about itself where all processes can look it up. */
export interface JourneyListing {
  readonly journeyId: string;
  readonly worldId: string;
  /** Who is connected, each once. */
  readonly playerIds: readonly string[];
}

export interface JourneyCount {
  readonly journeys: number;
  readonly players: number;
}

export const NOBODY: JourneyCount = { journeys: 0, players: 0 };

/** By world. Journeys whose players have all gone are only waiting for their return and do not count. */
export function countByWorld(listings: readonly JourneyListing[]): Map<string, JourneyCount> {
  const inhabited = listings.filter(({ playerIds }) => playerIds.length > 0);
  const worlds = Map.groupBy(inhabited, ({ worldId }) => worldId);
  return new Map(
    [...worlds].map(([worldId, journeys]) => {
      const players = new Set(journeys.flatMap(({ playerIds }) => playerIds)).size;
      return [worldId, { journeys: journeys.length, players }];
    }),
  );
}

/** Who is connected, by journey. */
export function playersByJourney(listings: readonly JourneyListing[]): Map<string, number> {
  return new Map(listings.map(({ journeyId, playerIds }) => [journeyId, playerIds.length]));
}
