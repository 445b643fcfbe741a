/** What the AI models are called, by their ids. */
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { game } from '../game/game.ts';

export function useModelNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({ queryKey: ['narrators'], queryFn: () => game.api.narrators({}) });
  return useMemo(() => new Map(data?.map(({ narratorId, name }) => [narratorId, name])), [data]);
}
