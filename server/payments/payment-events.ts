/** Stripe's events as hints: that something happened, and to which payment. */
import Stripe from 'stripe';
import { GameError } from '#protocol/errors.ts';
import type { PaymentEvent, PaymentReference } from './payments.ts';

/** What a webhook endpoint subscribes to (README), and what a catch-up reads. */
export const EVENT_TYPES = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
] as const;

/** Throws WEBHOOK_REFUSED for a signature that is missing, wrong or older than five minutes, and for an event of the other mode. */
export async function readEvent(
  stripe: Stripe,
  { body, signature, webhookSecret, isLive }: { body: Buffer; signature: string; webhookSecret: string; isLive: boolean },
): Promise<PaymentEvent> {
  const event = await stripe.webhooks.constructEventAsync(body, signature, webhookSecret).catch((failure: unknown) => {
    if (failure instanceof Stripe.errors.StripeSignatureVerificationError || failure instanceof SyntaxError)
      throw new GameError('WEBHOOK_REFUSED', { fault: 'signature' }, { cause: failure });
    throw failure;
  });
  if (event.livemode !== isLive) throw new GameError('WEBHOOK_REFUSED', { fault: 'mode' });
  return paymentEvent(event);
}

export function paymentEvent(event: Stripe.Event): PaymentEvent {
  return { id: event.id, type: event.type, about: referenceIn(event) };
}

function referenceIn({ type, data }: Stripe.Event): PaymentReference | null {
  if (!EVENT_TYPES.some((known) => known === type)) return null;
  const object = data.object as Stripe.Checkout.Session | Stripe.Charge | Stripe.Refund | Stripe.Dispute;
  const paymentId = typeof object.payment_intent === 'object' ? object.payment_intent?.id : object.payment_intent;
  const common = { paymentId: paymentId ?? null, purchaseId: object.metadata?.['purchaseId'] ?? null };
  return { ...common, sessionId: object.object === 'checkout.session' ? object.id : null };
}
