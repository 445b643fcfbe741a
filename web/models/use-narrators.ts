/** The AI models that are offered, with what is fixed of them, and their prices for a world or a journey. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { game } from '../game/game.ts';
import { useSignedIn } from '../game/sign-in.ts';

/** In a journey: the fixed facts. What a turn costs now is in its live state, `state.me.quotes`. */
export function useNarratorsOfJourney(journeyId: string) {
  return useQuery({
    queryKey: ['narrators', 'of journey', journeyId],
    queryFn: () => game.api.narrators({ journeyId }),
  });
}

/** Before a journey: quotes go by whose free turns and credits pay, so they are asked for anew when the wallet moved. */
export function useNarratorsOfWorld(worldId: string) {
  const signedIn = useSignedIn();
  const wallet = useLiveWallet()?.wallet;
  return useQuery({
    queryKey: ['narrators', 'of world', worldId, signedIn, wallet?.available ?? null, wallet?.freeTurnsLeft ?? null],
    queryFn: () => game.api.narrators({ worldId }),
    placeholderData: keepPreviousData,
  });
}

/**
 * What the reader's next turn likely costs on the one AI model, the server's usual one for null, as the picker shows it: null while that is
 * asked for, undefined where it cannot be said.
 */
export function useTurnCost(worldId: string, narratorId: string | null): number | null | undefined {
  const { data, isPending } = useNarratorsOfWorld(worldId);
  const model = data?.find((one) => (narratorId === null ? one.isDefault : one.narratorId === narratorId));
  return isPending ? null : model?.quote?.likely;
}
