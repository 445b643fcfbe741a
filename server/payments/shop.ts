/** What selling credits needs: the packs, the purchases, and the payment service once there is one. */
import { GameError } from '#protocol/errors.ts';
import type { Pack } from '#core/purchases/pack.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import type { Log } from '#core/turns/game.ts';
import type { CatchUpStore } from '#models/catch-up-store.ts';
import type { PurchaseStore } from '#models/purchase-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import type { Payments } from './payments.ts';
import { SharedWork } from './shared-work.ts';

export interface Shop {
  readonly packs: readonly Pack[];
  /** null while purchases are off. The sandbox is there only after the server listens. */
  payments: Payments | null;
  /** Where players come back to; with a port that is known only after the server listens. */
  publicUrl: string;
  readonly purchases: PurchaseStore;
  readonly catchUps: CatchUpStore;
  /** One payment's several webhooks, and the player who comes back, arrive at the same moment. */
  readonly booking: Pick<SharedWork<Purchase>, 'run'>;
  readonly wallets: WalletStore;
  readonly walletNews: News<WalletChange>;
  readonly clock: () => Date;
  readonly log: Log;
}

export type ShopParts = Omit<Shop, 'booking' | 'payments' | 'publicUrl'>;

/** Closed until `connectPayments`. */
export function createShop({ packs, purchases, catchUps, wallets, walletNews, clock, log }: ShopParts): Shop {
  const booking = new SharedWork<Purchase>();
  return { packs, purchases, catchUps, wallets, walletNews, clock, log, booking, payments: null, publicUrl: '' };
}

/** Throws PURCHASES_OFF. */
export function paymentsOf({ payments }: Shop): Payments {
  if (!payments) throw new GameError('PURCHASES_OFF');
  return payments;
}
