/** Orders a refund at Stripe, once however often it is asked for. */
import Stripe from 'stripe';
import { GameError } from '#protocol/errors.ts';
import type { RefundOrder } from '#core/purchases/purchase.ts';

export async function orderRefund(
  stripe: Stripe,
  { paymentId, purchaseId, order }: { paymentId: string; purchaseId: string; order: RefundOrder },
): Promise<void> {
  // Idempotency keys last a day; what the refund itself says lasts.
  for await (const { metadata } of stripe.refunds.list({ payment_intent: paymentId, limit: 100 }))
    if (metadata?.['refundId'] === order.id) return;
  const { id, amount, by, reason } = order;
  const metadata = { refundId: id, purchaseId, by, reason };
  const refund = { payment_intent: paymentId, metadata, ...(amount === null ? {} : { amount }) };
  try {
    await stripe.refunds.create(refund, { idempotencyKey: `refund:${purchaseId}:${id}` });
  } catch (failure) {
    if (!(failure instanceof Stripe.errors.StripeInvalidRequestError)) throw failure;
    // Somebody refunded or disputed it meanwhile.
    throw new GameError('REFUND_TOO_LARGE', { left: null, fault: failure.message }, { cause: failure });
  }
}
