/** The wallet as it is now: live where it is watched, else as the server last said it. null while nobody is signed in or it is not here yet. */
import type { WalletView } from '#sdk/index.ts';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { useMe } from '../game/sign-in.ts';

export function useWallet(): WalletView | null {
  const live = useLiveWallet();
  const me = useMe();
  return live?.wallet ?? me.data?.wallet ?? null;
}
