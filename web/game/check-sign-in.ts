/** What becomes of a sign-in that was ended from elsewhere, by a new password or another device: it is forgotten here, and that is told once. */
import { useSyncExternalStore } from 'react';
import { GameError } from '#sdk/index.ts';
import { game } from './game.ts';

let isChecking = false;
let wasEnded = false;
const listeners = new Set<() => void>();

/** For whatever failed: asks whether the sign-in is still good where the server did not know it. Of many at once, the first asks. */
export function checkSignIn(failure: unknown): void {
  if (isChecking || game.token === null || !isUnknown(failure)) return;
  isChecking = true;
  void check(game.token).finally(() => (isChecking = false));
}

async function check(token: string): Promise<void> {
  const isRefused = await game.api.me().then(() => false, isUnknown);
  // Another one may have come meanwhile.
  if (!isRefused || game.token !== token) return;
  tell(true);
  // Forgets it first; that the server knows nothing of it is no news.
  await game.signOut().catch(() => undefined);
}

/** Whether this browser's sign-in was ended from elsewhere, until somebody signs in or `setAside` is called. */
export function useWasSignedOut(): { readonly wasSignedOut: boolean; readonly setAside: () => void } {
  const wasSignedOut = useSyncExternalStore(subscribe, () => wasEnded && game.token === null);
  return { wasSignedOut, setAside: () => tell(false) };
}

game.onSignInChanged(() => {
  if (game.token !== null) tell(false);
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const stopFollowing = game.onSignInChanged(listener);
  return () => {
    listeners.delete(listener);
    stopFollowing();
  };
}

function tell(ended: boolean): void {
  wasEnded = ended;
  for (const listener of [...listeners]) listener();
}

function isUnknown(failure: unknown): boolean {
  return failure instanceof GameError && failure.code === 'UNAUTHENTICATED';
}
