/** The worlds that earned something, by name: one that was handed over meanwhile earned too, but is no more one's own to watch. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { game } from '../game/game.ts';

export function useEarningWorlds(worldIds: readonly string[]) {
  const own = useQuery({ queryKey: ['creator', 'worlds'], queryFn: () => game.api.creator.worlds() });
  const isOwn = (id: string) => own.data?.some(({ worldId }) => worldId === id) ?? false;
  const others = own.data ? [...new Set(worldIds)].filter((id) => !isOwn(id)) : [];
  const found = useQueries({
    queries: others.map((worldId) => ({ queryKey: ['world', worldId], queryFn: () => game.api.worlds.get({ worldId }) })),
  });
  const names = new Map(
    [...(own.data ?? []), ...found.flatMap(({ data }) => data ?? [])].map(({ worldId, name }) => [worldId, name]),
  );
  return { isOwn, nameOf: (id: string) => names.get(id) ?? id };
}
