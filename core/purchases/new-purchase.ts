/** A purchase as it begins, and who may begin one (PY1). */
import { GameError } from '#protocol/errors.ts';
import { WALLET_MAX } from '../ledger/adjustment.ts';
import { toWire } from '../money/microcredits.ts';
import { balanceOf } from '../wallet/wallet.ts';
import type { Wallet } from '../wallet/wallet.ts';
import type { Pack } from './pack.ts';
import type { PaymentsMode, Purchase } from './purchase.ts';

/** A player's unpaid checkouts at a time: each is a request to Stripe. */
export const OPEN_CHECKOUTS_MAX = 20;

export interface PurchaseBeginning {
  readonly id: string;
  readonly playerId: string;
  readonly pack: Pack;
  readonly mode: PaymentsMode;
  readonly at: Date;
}

export function newPurchase({ id, playerId, pack, mode, at }: PurchaseBeginning): Purchase {
  return {
    ...{ id, playerId, mode, pack, state: 'open', createdAt: at, paidAt: null, seq: 0, refundOrders: [] },
    ...{ sessionId: null, checkout: null, paymentId: null },
    ...{ paid: 0, refunded: 0, disputed: 0, clawed: { credits: 0n, bonus: 0n } },
  };
}

/** Asked before anything is paid: what was paid is always given. Throws WALLET_MERGED, PLAYER_LEFT, WALLET_FULL or TOO_MANY_CHECKOUTS. */
export function assertMayBuy(pack: Pack, { wallet, openCheckouts }: { wallet: Wallet; openCheckouts: number }): void {
  if (wallet.mergedInto !== null) throw new GameError('WALLET_MERGED');
  if (wallet.closed) throw new GameError('PLAYER_LEFT');
  if (balanceOf(wallet) + pack.credits + pack.bonus > WALLET_MAX)
    throw new GameError('WALLET_FULL', { most: toWire(WALLET_MAX) });
  if (openCheckouts >= OPEN_CHECKOUTS_MAX) throw new GameError('TOO_MANY_CHECKOUTS');
}
