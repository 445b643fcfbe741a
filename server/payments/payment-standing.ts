/** Reads from Stripe how the payment of a checkout session stands: always its objects as they are now, never an event. */
import type Stripe from 'stripe';
import { GameError } from '#protocol/errors.ts';
import type { PaymentStanding, PurchaseState } from '#core/purchases/purchase.ts';

/** Far above what one payment ever has. */
const LIST_MAX = 1_000;
const PAGE = 100;

export async function paymentStanding(stripe: Stripe, sessionId: string): Promise<PaymentStanding> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent'] });
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  const state = stateOf(session, intent);
  const currency = session.currency ?? '';
  const taken = intent && state === 'paid' ? await takenBack(stripe, intent.id, currency) : { refunded: 0, disputed: 0 };
  const { purchaseId = null, playerId = null, packId = null } = session.metadata ?? {};
  return {
    ...{ sessionId, paymentId: intent?.id ?? null, state, isLive: session.livemode, currency },
    ...{ subtotal: session.amount_subtotal ?? 0, total: session.amount_total ?? 0 },
    ...{ purchaseId, playerId, packId, ...taken },
  };
}

/** A completed session that is unpaid waits for the bank, until its payment wants another method: then the bank said no. */
function stateOf(session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent | null): PurchaseState {
  if (session.status === 'expired') return 'expired';
  if (session.status !== 'complete') return 'open';
  if (session.payment_status !== 'unpaid') return 'paid';
  return intent?.status === 'requires_payment_method' || intent?.status === 'canceled' ? 'failed' : 'pending';
}

async function takenBack(stripe: Stripe, paymentId: string, currency: string) {
  const which = { payment_intent: paymentId, limit: PAGE };
  const [refunds, disputes] = await Promise.all([
    stripe.refunds.list(which).autoPagingToArray({ limit: LIST_MAX }),
    stripe.disputes.list(which).autoPagingToArray({ limit: LIST_MAX }),
  ]);
  const strange = [...refunds, ...disputes].find((object) => object.currency !== currency);
  if (strange) {
    const issues = [`${strange.id} is in ${strange.currency}, not ${currency}`];
    throw new GameError('PURCHASE_MISMATCH', { paymentId, issues });
  }
  return { refunded: sumOf(refunds, refundedBy), disputed: sumOf(disputes, disputedBy) };
}

/** What is under way counts as gone: should it fail, the credits come back. */
function refundedBy({ status, amount }: Stripe.Refund): number {
  return status === 'failed' || status === 'canceled' ? 0 : amount;
}

/**
 * An open dispute counts as if it were lost, whether or not the money left yet (PY2): what is spent meanwhile could not be had back.
 * Less whatever came back of it, in proportion, because Stripe counts that in the account's own currency. Inquiries (`warning_…`) have
 * taken no money and may never; won and prevented ones leave it with us, also before the bank has sent it back.
 */
function disputedBy({ status, amount, balance_transactions: movements }: Stripe.Dispute): number {
  if (status !== 'needs_response' && status !== 'under_review' && status !== 'lost') return 0;
  const withdrawn = -sumOf(movements, (movement) => Math.min(movement.amount, 0));
  const reinstated = sumOf(movements, (movement) => Math.max(movement.amount, 0));
  if (withdrawn === 0) return amount;
  return Math.max(0, amount - Math.round((amount * reinstated) / withdrawn));
}

function sumOf<T>(all: readonly T[], amountOf: (one: T) => number): number {
  return all.reduce((sum, one) => sum + amountOf(one), 0);
}
