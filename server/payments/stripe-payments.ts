/** Payments by Stripe, or by whatever speaks like it. */
import { GameError } from '#protocol/errors.ts';
import type { Log } from '#core/turns/game.ts';
import { expireCheckout } from './expire-checkout.ts';
import { openCheckout } from './open-checkout.ts';
import { orderRefund } from './order-refund.ts';
import { EVENT_TYPES, paymentEvent, readEvent } from './payment-events.ts';
import { paymentStanding } from './payment-standing.ts';
import type { PaymentEvent, Payments } from './payments.ts';
import { createStripeClient, isLiveKey } from './stripe-client.ts';
import type { StripeAccount } from './stripe-client.ts';
import { answered, isMissing } from './stripe-failure.ts';

export function createStripePayments(account: StripeAccount, log: Log): Payments {
  const stripe = createStripeClient(account);
  const isLive = isLiveKey(account.secretKey);

  async function* eventsSince(since: Date): AsyncGenerator<PaymentEvent> {
    const created = { gte: Math.floor(since.getTime() / 1_000) };
    const events = stripe.events.list({ types: [...EVENT_TYPES], created, limit: 100 })[Symbol.asyncIterator]();
    for (;;) {
      const next = await answered(events.next(), log);
      if (next.done) return;
      yield paymentEvent(next.value);
    }
  }

  return {
    isLive,
    mode: account.isSandbox ? 'sandbox' : isLive ? 'live' : 'test',
    expireCheckout: (sessionId) => answered(expireCheckout(stripe, sessionId), log),
    eventsSince,
    openCheckout: (purchase, returnTo) => answered(openCheckout(stripe, purchase, returnTo), log),
    standingOf: (sessionId) =>
      answered(paymentStanding(stripe, sessionId), log).catch((failure: unknown) => {
        throw isMissing(failure) ? new GameError('PURCHASE_NOT_FOUND', { sessionId }, { cause: failure }) : failure;
      }),
    purchaseIdOf: (paymentId) =>
      answered(stripe.paymentIntents.retrieve(paymentId), log).then(
        ({ metadata }) => metadata['purchaseId'] ?? null,
        (failure: unknown) => {
          if (isMissing(failure)) return null;
          throw failure;
        },
      ),
    refund: (paymentId, purchaseId, order) => answered(orderRefund(stripe, { paymentId, purchaseId, order }), log),
    readEvent: (body, signature) => readEvent(stripe, { body, signature, webhookSecret: account.webhookSecret, isLive }),
  };
}
