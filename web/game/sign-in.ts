/** Who plays on this page: nobody yet, a guest, or an account. */
import { useSyncExternalStore } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from '#sdk/index.ts';
import { game } from './game.ts';

const subscribe = (listener: () => void) => game.onSignInChanged(listener);

/** Whether there is a sign-in; changes when it comes or goes, in this window or another. */
export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribe, () => game.token) !== null;
}

/** The player; `data` is undefined while nobody is signed in, and until the server has said. */
export function useMe() {
  const signedIn = useSignedIn();
  return useQuery({ queryKey: ['me'], queryFn: () => game.api.me(), enabled: signedIn });
}

/** Keeps the sign-in there is, or makes a guest: what any "Play" button begins with. */
export function usePlayAsGuest(): () => Promise<Me> {
  const queries = useQueryClient();
  return async () => {
    const me = await game.signInAsGuest();
    queries.setQueryData(['me'], me);
    return me;
  };
}
