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

function useModels() {
  return useQuery({ queryKey: ['narrators'], queryFn: () => game.api.narrators({}), staleTime: SLOWLY_MS });
}

/** What the AI model that players begin with is called; null until it is known. */
export function useDefaultModel(): string | null {
  return useModels().data?.find(({ isDefault }) => isDefault)?.name ?? null;
}

export function useNames(): Names {
  const models = useModels();
  const journeys = useJourneys();
  return {
    worlds: new Map(journeys.data?.map(({ worldId, worldName }) => [worldId, worldName])),
    models: new Map(models.data?.map(({ narratorId, name }) => [narratorId, name])),
    journeys: new Map(journeys.data?.map(({ journeyId, title }) => [journeyId, title])),
  };
}
