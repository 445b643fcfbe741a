/** What players call an AI model; its id when it is no longer offered. */
import { useQuery } from '@tanstack/react-query';
import { game } from '../game/game.ts';

export function useNarratorName(narratorId: string): string {
  const narrators = useQuery({ queryKey: ['narrators'], queryFn: () => game.api.narrators({}) });
  return narrators.data?.find((narrator) => narrator.narratorId === narratorId)?.name ?? narratorId;
}
