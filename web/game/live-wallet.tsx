/** The player's wallet, live on every page: one watch for the whole window. */
import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { HistoryRow, LinkStatus, WalletView, WalletWatch } from '#sdk/index.ts';
import { GameError } from '#sdk/index.ts';
import { game } from './game.ts';
import { useMe } from './sign-in.ts';

export interface LiveWallet {
  readonly wallet: WalletView;
  /** The newest rows of the history, newest first. */
  readonly entries: readonly HistoryRow[];
  readonly status: LinkStatus;
}

/** How long after a wallet could not be watched it is tried again. */
const AGAIN_MS = 2_000;

const LiveWalletContext = createContext<LiveWallet | null>(null);

/** null while nobody is signed in, and until the wallet is here. */
export function useLiveWallet(): LiveWallet | null {
  return useContext(LiveWalletContext);
}

export function LiveWalletProvider({ children }: { readonly children: ReactNode }) {
  const playerId = useMe().data?.playerId;
  const [live, setLive] = useState<LiveWallet | null>(null);
  useEffect(() => {
    if (playerId === undefined) return undefined;
    let left = false;
    let opened: WalletWatch | null = null;
    let again: number | undefined;
    const follow = (watch: WalletWatch) => {
      opened = watch;
      if (left) return void watch.leave();
      const show = () => setLive({ wallet: watch.wallet, entries: watch.entries, status: watch.status });
      watch.on('change', show);
      watch.on('status', show);
      watch.on('error', openLater);
      show();
    };
    // The server was busy or away; a sign-in that ended has changed who plays, and with it this effect.
    const openLater = (failure: unknown) => {
      const isOver = failure instanceof GameError && failure.code === 'UNAUTHENTICATED';
      if (!left && !isOver) again = window.setTimeout(open, AGAIN_MS);
    };
    const open = () => void game.watchWallet().then(follow, openLater);
    open();
    return () => {
      left = true;
      clearTimeout(again);
      void opened?.leave();
      setLive(null);
    };
  }, [playerId]);
  return <LiveWalletContext value={live}>{children}</LiveWalletContext>;
}
