/** An operator pays a purchase back, whole or in part; its credits follow when Stripe says that it did (PY2). */
import { GameError } from '#protocol/errors.ts';
import type { Purchase, RefundOrder } from '#core/purchases/purchase.ts';
import { settlePurchase } from './settle-purchase.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';

export interface RefundRequest extends Omit<RefundOrder, 'at'> {
  readonly purchaseId: string;
  /** The buyer, so that a slip of the id pays nobody else back. */
  readonly playerId: string;
}

export async function refundPurchase(request: RefundRequest, shop: Shop): Promise<Purchase> {
  const { purchaseId, playerId, id, amount, reason, by } = request;
  const payments = paymentsOf(shop);
  const { playerId: buyerId } = await shop.purchases.find(purchaseId);
  if (buyerId !== playerId) throw new GameError('PURCHASE_NOT_FOUND', { purchaseId });

  const purchase = await settlePurchase({ purchaseId }, shop);
  if (!purchase.refundOrders.some((order) => order.id === id)) assertLeft(purchase, amount);
  const order = await shop.purchases.orderRefund(purchaseId, { id, amount, reason, by, at: shop.clock() });
  shop.log.info({ purchaseId, ...order }, 'an operator ordered a refund');
  if (purchase.paymentId !== null) await payments.refund(purchase.paymentId, purchaseId, order);
  return settlePurchase({ purchaseId }, shop);
}

/** What the player could still be paid back: nothing of an unpaid purchase, and nothing that is in dispute. */
export function leftToRefund({ paid, refunded, disputed }: Purchase): number {
  return Math.max(0, paid - refunded - disputed);
}

function assertLeft(purchase: Purchase, amount: number | null): void {
  const left = leftToRefund(purchase);
  if (left === 0 || (amount ?? left) > left) throw new GameError('REFUND_TOO_LARGE', { left });
}
