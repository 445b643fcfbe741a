/** The player's wallet, live on every page: one watch for the whole window. */
import { createContext, useContext, useEffect } from 'react';
import type { ReactNode } from 'react';
import type { HistoryRow, LinkStatus, WalletView, WalletWatch } from '#sdk/index.ts';
import { checkSignIn } from './check-sign-in.ts';
import { game } from './game.ts';
import { useMe } from './sign-in.ts';
import { useLive } from './use-live.ts';
import type { LiveKind } from './use-live.ts';

export interface LiveWallet {
  readonly wallet: WalletView;
  /** The newest rows of the history, newest first. */
  readonly entries: readonly HistoryRow[];
  readonly status: LinkStatus;
}

const WALLET: LiveKind<WalletWatch, LiveWallet> = {
  open: () => game.watchWallet(),
  listen(watch, onChange, onError) {
    watch.on('change', onChange);
    watch.on('status', onChange);
    watch.on('error', onError);
  },
  view: ({ wallet, entries, status }) => ({ wallet, entries, status }),
  comesBack: true,
};

interface WalletOfWindow {
  readonly live: LiveWallet | null;
  /** Whether its figures stand still, or never came. */
  readonly isLost: boolean;
}

const LiveWalletContext = createContext<WalletOfWindow>({ live: null, isLost: false });

/** null while nobody is signed in, and until the wallet is here. */
export function useLiveWallet(): LiveWallet | null {
  return useContext(LiveWalletContext).live;
}

export function useIsWalletLost(): boolean {
  return useContext(LiveWalletContext).isLost;
}

export function LiveWalletProvider({ children }: { readonly children: ReactNode }) {
  const playerId = useMe().data?.playerId;
  const { view: live, failure } = useLive(WALLET, playerId);
  useEffect(() => checkSignIn(failure), [failure]);
  const isLost = playerId !== undefined && (failure !== null || (live !== null && live.status !== 'live'));
  return <LiveWalletContext value={{ live, isLost }}>{children}</LiveWalletContext>;
}
