/** Closes the page at Stripe where a purchase could still be paid. */
import Stripe from 'stripe';

/** Stripe expires what is open and refuses the rest: that has been paid or has ended, which asking for it tells. */
export async function expireCheckout(stripe: Stripe, sessionId: string): Promise<void> {
  await stripe.checkout.sessions.expire(sessionId).catch((failure: unknown) => {
    if (!(failure instanceof Stripe.errors.StripeInvalidRequestError)) throw failure;
  });
}
