/** Opens the page at Stripe where a purchase is paid. */
import type Stripe from 'stripe';
import { creditsText } from '#core/money/microcredits.ts';
import type { Pack } from '#core/purchases/pack.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import type { OpenedSession } from '#models/purchase-store.ts';

/**
 * From the purchase's beginning, so that asking again sends the same words, as an idempotency key demands. Stripe takes 30 minutes at
 * least: a checkout that Stripe did not answer can be asked for again for an hour.
 */
export const CHECKOUT_MS = 90 * 60_000;
export const ASK_AGAIN_MS = 60 * 60_000;

export async function openCheckout(stripe: Stripe, purchase: Purchase, returnTo: string): Promise<OpenedSession> {
  const { id, playerId, pack, createdAt } = purchase;
  const metadata = { purchaseId: id, playerId, packId: pack.id };
  const product = { name: productName(pack) };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment', // Payment methods are the account's own, the slow ones too.
      line_items: [{ quantity: 1, price_data: { currency: pack.currency, unit_amount: pack.price, product_data: product } }],
      client_reference_id: id,
      metadata,
      payment_intent_data: { metadata }, // Refunds and disputes name only the payment.
      success_url: `${returnTo}/checkout/return?session_id={CHECKOUT_SESSION_ID}`,
      cancel_url: `${returnTo}/checkout/return`,
      expires_at: Math.floor((createdAt.getTime() + CHECKOUT_MS) / 1_000),
    },
    { idempotencyKey: `checkout:${id}` },
  );
  if (session.url === null) throw new Error(`checkout session ${session.id} has no page`);
  return { sessionId: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1_000) };
}

/** `10,500 credits, 500 of them a bonus`, as the customer's receipt says it. */
function productName({ credits, bonus }: Pack): string {
  const name = `${creditsText(credits + bonus)} credits`;
  return bonus > 0n ? `${name}, ${creditsText(bonus)} of them a bonus` : name;
}
