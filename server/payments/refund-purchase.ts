/** An operator pays a purchase back, whole or in part; its credits follow when Stripe says that it did (PY2). */
import { GameError } from '#protocol/errors.ts';
import { assertLeftToRefund } from '#core/purchases/left-to-refund.ts';
import type { Purchase, RefundOrder } from '#core/purchases/purchase.ts';
import { bookPurchase } from './book-purchase.ts';
import { carryOutRefund } from './carry-out-refund.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';

export interface RefundRequest extends Pick<RefundOrder, 'id' | 'amount' | 'reason' | 'by'> {
  readonly purchaseId: string;
  /** The buyer, so that a slip of the id pays nobody else back. */
  readonly playerId: string;
}

export async function refundPurchase(request: RefundRequest, shop: Shop): Promise<Purchase> {
  const { purchaseId, playerId, id, amount, reason, by } = request;
  paymentsOf(shop);
  const { playerId: buyerId } = await shop.purchases.find(purchaseId);
  if (buyerId !== playerId) throw new GameError('PURCHASE_NOT_FOUND', { purchaseId });

  const purchase = await bookPurchase({ purchaseId }, shop);
  if (!purchase.refundOrders.some((order) => order.id === id)) assertLeftToRefund(purchase, amount);
  const order = await shop.purchases.keepRefundOrder(purchaseId, {
    ...{ id, amount, reason, by, at: shop.clock(), state: 'ordered', fault: null },
  });
  shop.log.info({ purchaseId, ...order }, 'an operator ordered a refund');
  await carryOutRefund(purchase, order, shop);
  return bookPurchase({ purchaseId }, shop);
}
