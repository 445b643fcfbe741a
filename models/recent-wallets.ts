/** The latest known state of busy wallets: saves a hold its first read. A stale copy only makes the guarded write miss. */
import type { Wallet } from '#core/wallet/wallet.ts';

const WALLETS_MAX = 10_000;

export class RecentWallets {
  readonly #wallets = new Map<string, Wallet>();

  get(playerId: string): Wallet | undefined {
    return this.#wallets.get(playerId);
  }

  set(wallet: Wallet): void {
    this.#wallets.delete(wallet.playerId);
    this.#wallets.set(wallet.playerId, wallet);
    const oldest = this.#wallets.keys().next();
    if (this.#wallets.size > WALLETS_MAX && !oldest.done) this.#wallets.delete(oldest.value);
  }

  forget(playerId: string): void {
    this.#wallets.delete(playerId);
  }
}
