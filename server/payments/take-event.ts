/** What an event leads to: the purchase that it concerns is booked anew, whatever the event says (PY1). */
import { GameError } from '#protocol/errors.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import type { PaymentEvent, PaymentReference } from './payments.ts';
import { bookPurchase } from './book-purchase.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';

/** null for events that are about nothing of ours: other things may be sold on the same Stripe account. */
export async function takeEvent({ about }: PaymentEvent, shop: Shop): Promise<Purchase | null> {
  if (!about) return null;
  const purchaseId = await concernedPurchase(about, shop);
  if (purchaseId === null) return null;
  const purchase = await bookPurchase({ purchaseId, sessionId: about.sessionId }, shop);
  const isOther = about.paymentId !== null && purchase.paymentId !== null && about.paymentId !== purchase.paymentId;
  if (isOther)
    throw new GameError('PURCHASE_MISMATCH', { purchaseId, issues: ['another payment says that it is for this purchase'] });
  return purchase;
}

/** Its id: by Stripe's ids that we know, else by what the object or its payment says. */
export async function concernedPurchase(about: PaymentReference, shop: Shop): Promise<string | null> {
  const { sessionId, paymentId, purchaseId } = about;
  const known =
    (sessionId === null ? null : await shop.purchases.findBySession(sessionId)) ??
    (paymentId === null ? null : await shop.purchases.findByPayment(paymentId));
  if (known) return known.id;
  if (purchaseId !== null || paymentId === null) return purchaseId;
  return paymentsOf(shop).purchaseIdOf(paymentId);
}
