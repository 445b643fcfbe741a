/** Sends a refund order to Stripe and keeps what it said; sending it again pays nothing more. */
import { GameError } from '#protocol/errors.ts';
import { openLateRefund } from '#core/purchases/late-refund.ts';
import type { Purchase, RefundOrder } from '#core/purchases/purchase.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';

/** Throws REFUND_TOO_LARGE with Stripe's own words, and PAYMENTS_UNAVAILABLE: then the order stands open. */
export async function carryOutRefund({ id, paymentId }: Purchase, order: RefundOrder, shop: Shop): Promise<void> {
  if (paymentId === null) return;
  try {
    await paymentsOf(shop).refund(paymentId, id, order);
    await shop.purchases.endRefundOrder(id, order.id, { state: 'done', fault: null });
  } catch (failure) {
    if (failure instanceof GameError && failure.code === 'REFUND_TOO_LARGE')
      await shop.purchases.endRefundOrder(id, order.id, { state: 'refused', fault: faultIn(failure.data) });
    throw failure;
  }
}

/**
 * Pays back what came after its player had left. What fails is logged and tried again by the next booking of this purchase, which the
 * nightly catch-up makes at the latest. Answers whether anything was paid back, so that it can be booked.
 */
export async function carryOutLateRefund(purchase: Purchase, shop: Shop): Promise<boolean> {
  const order = openLateRefund(purchase);
  if (!order) return false;
  const about = { purchaseId: purchase.id, playerId: purchase.playerId, paid: purchase.paid };
  try {
    await carryOutRefund(purchase, order, shop);
    shop.log.warn(about, 'a payment came after its player had left for good; it was paid back');
    return true;
  } catch (failure) {
    shop.log.error({ ...about, failure }, 'a payment came after its player had left for good, and could not be paid back');
    return false;
  }
}

function faultIn(data: unknown): string | null {
  const { fault } = data as { fault?: unknown };
  return typeof fault === 'string' ? fault : null;
}
