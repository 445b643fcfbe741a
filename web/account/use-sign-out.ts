/** Signs out. The sign-in is forgotten here even when the server cannot be told, so there is nothing to fail for the player. */
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { ConnectionLost } from '#sdk/index.ts';
import { game } from '../game/game.ts';

export function useSignOut() {
  const [, goTo] = useLocation();
  return useMutation({
    mutationFn: () =>
      game.signOut().catch((failure: unknown) => {
        if (!(failure instanceof ConnectionLost)) throw failure;
      }),
    onSuccess: () => goTo('/'),
  });
}
