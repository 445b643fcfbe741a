/**
 * The one way a payment becomes credits, and stops being them: webhooks, the page that players return to, their own looking, operators'
 * refunds and the nightly catch-up all come here, at once if need be (PY1, PY2).
 */
import { GameError } from '#protocol/errors.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { carryOutLateRefund } from './carry-out-refund.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';

/** Others write at most once for each thing that really happened meanwhile. */
const ROUNDS_MAX = 12;

export interface PurchaseReference {
  readonly purchaseId: string;
  /** Of the session that says it is the purchase's; null for the one that is known to be. */
  readonly sessionId?: string | null;
}

/**
 * Asks how the payment stands and books it, until an answer changes nothing. Without that last round, an answer that was slow under way
 * could be booked after a newer one that had found nothing to change. Throws PURCHASE_MISMATCH, PLAYER_NOT_FOUND, PURCHASE_NOT_FOUND or
 * PAYMENTS_UNAVAILABLE, and then nothing wrong was booked.
 */
export function bookPurchase({ purchaseId, sessionId = null }: PurchaseReference, shop: Shop): Promise<Purchase> {
  return shop.booking.run(`${purchaseId} ${sessionId ?? ''}`, () => bookNow(purchaseId, sessionId, shop));
}

async function bookNow(purchaseId: string, sessionId: string | null, shop: Shop): Promise<Purchase> {
  const payments = paymentsOf(shop);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const purchase = await shop.purchases.find(purchaseId);
    if (purchase.mode !== payments.mode)
      throw new GameError('PURCHASE_MISMATCH', {
        purchaseId,
        issues: [`it was opened in mode ${purchase.mode}, which this is not`],
      });
    const asked = sessionId ?? purchase.sessionId;
    if (asked === null) return purchase; // Stripe never answered, so nobody can have paid.
    const standing = await payments.standingOf(asked);
    if (standing.isLive !== payments.isLive)
      throw new GameError('PURCHASE_MISMATCH', { purchaseId, issues: ['the mode is another one'] });
    const booked = await shop.purchases.book(purchase, standing, shop.clock());
    if (booked === 'stale') continue;
    if (booked.changed) tell(booked, shop);
    else if (!(await carryOutLateRefund(booked.purchase, shop))) return booked.purchase;
  }
  throw new GameError('PAYMENTS_UNAVAILABLE');
}

function tell({ purchase, wallet }: { purchase: Purchase; wallet: { seq: number } | null }, { log, walletNews }: Shop): void {
  const { id: purchaseId, playerId, state, paid, refunded, disputed } = purchase;
  log.info({ purchaseId, playerId, state, paid, refunded, disputed }, 'a purchase was booked as its payment stands');
  if (wallet) walletNews.publish({ playerId, seq: wallet.seq });
}
