/** All worlds there are to play, each with what a first turn in it likely costs. */
import { useQuery } from '@tanstack/react-query';
import { game } from '../game/game.ts';

export const WORLDS_MAX = 200;
const PRICES_AFTER_MS = 3_000;

export function useWorlds() {
  return useQuery({
    queryKey: ['worlds'],
    queryFn: () => game.api.worlds.list({ limit: WORLDS_MAX }),
    // Prices are worked out beside the first request for them.
    refetchInterval: ({ state }) => state.data?.some(({ likelyCost }) => likelyCost === null) && PRICES_AFTER_MS,
  });
}
