/** Names for the ids that rows of the history have. What cannot be named any more keeps its id, or goes unnamed. */
import { useQuery } from '@tanstack/react-query';
import { useJourneys } from '../discover/use-journeys.ts';
import { game } from '../game/game.ts';

export interface Names {
  readonly worlds: ReadonlyMap<string, string>;
  readonly models: ReadonlyMap<string, string>;
  readonly journeys: ReadonlyMap<string, string>;
}

const SLOWLY_MS = 300_000;

export function useNames(): Names {
  const models = useQuery({ queryKey: ['narrators'], queryFn: () => game.api.narrators({}), staleTime: SLOWLY_MS });
  const journeys = useJourneys();
  return {
    worlds: new Map(journeys.data?.map(({ worldId, worldName }) => [worldId, worldName])),
    models: new Map(models.data?.map(({ narratorId, name }) => [narratorId, name])),
    journeys: new Map(journeys.data?.map(({ journeyId, title }) => [journeyId, title])),
  };
}
