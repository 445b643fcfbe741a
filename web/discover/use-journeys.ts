/** One's own journeys, the one played last first; empty while nobody is signed in. */
import { useQuery } from '@tanstack/react-query';
import { game } from '../game/game.ts';
import { useSignedIn } from '../game/sign-in.ts';

export function useJourneys() {
  const signedIn = useSignedIn();
  return useQuery({
    queryKey: ['journeys'],
    queryFn: () => game.api.journeys.list(),
    enabled: signedIn,
    // Whoever comes back from a journey finds it as it is now.
    refetchOnMount: 'always',
  });
}
