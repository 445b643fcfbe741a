/** A told turn opened up, as the server tells it: for its receipt and for the context viewer. */
import { useQuery } from '@tanstack/react-query';
import { game } from '../game/game.ts';

/** What was told does not change; `n` null asks for nothing. */
export function useTurnContext(journeyId: string, n: number | null) {
  return useQuery({
    queryKey: ['journeys', journeyId, 'context', n],
    queryFn: () => game.api.journeys.context({ journeyId, n: n ?? 0 }),
    enabled: n !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
