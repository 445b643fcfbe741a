/** One's own wallet, live: balance, free turns and the newest entries, whatever moves them. */
import type { LiveWallet } from './protocol/live.ts';
import type { HistoryRow } from './protocol/rest-contract.ts';
import type { WalletView } from './protocol/values.ts';
import { Watch } from './watch.ts';
import type { WatchParts } from './watch.ts';

/** Made by `GameClient.watchWallet`. */
export class WalletWatch extends Watch<'wallet'> {
  /** Resolves when the wallet is here. */
  static async open(parts: WatchParts): Promise<WalletWatch> {
    const watch = new WalletWatch(parts, 'wallet');
    await watch.open();
    return watch;
  }

  get wallet(): WalletView {
    return this.latest.wallet;
  }

  /** The newest rows of the history, newest first; `game.api.wallet.history()` has all of them. */
  get entries(): readonly HistoryRow[] {
    return this.latest.entries;
  }

  protected override isNewer(next: LiveWallet, shown: LiveWallet): boolean {
    return next.seq >= shown.seq;
  }
}
