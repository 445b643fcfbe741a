/** What is kept, as Stripe's API shows it: every object of one payment by its id. The SDK's types hold the names. */
import type Stripe from 'stripe';
import { isInquiry, leavesRefundable, refundedOf, totalOf } from './payment.ts';
import type { Charge, Dispute, Item, Payment, Refund } from './payment.ts';

export type StripeObject = { readonly id: string; readonly object: string } & Record<string, unknown>;

/** Sessions, payment intents, charges, refunds, disputes and balance transactions, unexpanded. `url`: where the hosted page is. */
export function objectsOf(payment: Payment, url: string): Map<string, StripeObject> {
  const { charges, refunds, disputes, intent } = payment;
  const objects: object[] = [
    sessionObject(payment, url),
    ...(intent ? [intentObject(payment, intent)] : []),
    ...charges.map((charge) => chargeObject(payment, charge)),
    ...refunds.map((refund) => refundObject(payment, refund)),
    ...disputes.map((dispute) => disputeObject(payment, dispute)),
    ...transactionsOf(payment),
  ];
  return new Map((objects as StripeObject[]).map((object) => [object.id, object]));
}

function sessionObject({ _id, created, order, status, paid, intent }: Payment, url: string) {
  const metadata = order.metadata;
  return {
    ...{ id: _id, object: 'checkout.session', livemode: false, created, mode: 'payment', metadata },
    ...{ status, payment_status: paid ? 'paid' : 'unpaid', payment_intent: intent?.id ?? null },
    ...{ currency: order.currency, amount_subtotal: order.subtotal, amount_total: totalOf(order) },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: order.tax },
    automatic_tax: automaticTax(order.automaticTax),
    ...{ client_reference_id: order.clientReferenceId, customer_email: order.customerEmail },
    customer_details: customerDetails(order.customerEmail),
    ...{ success_url: order.successUrl, cancel_url: order.cancelUrl, expires_at: order.expiresAt },
    ...{ ui_mode: 'hosted_page', url: status === 'open' ? `${url}/pay/${_id}` : null, after_expiration: null },
    ...{ payment_method_types: ['card', 'sepa_debit'], customer: null, subscription: null, invoice: null, setup_intent: null },
  } satisfies Partial<Stripe.Checkout.Session>;
}

function automaticTax(enabled: boolean): Stripe.Checkout.Session['automatic_tax'] {
  return { enabled, liability: null, provider: null, status: enabled ? 'complete' : null };
}

function customerDetails(email: string | null): Stripe.Checkout.Session['customer_details'] {
  return email === null
    ? null
    : {
        email,
        name: null,
        business_name: null,
        individual_name: null,
        phone: null,
        address: null,
        tax_exempt: 'none',
        tax_ids: [],
      };
}

/** One line of what is bought; only shown when it is asked for. */
export function itemObject({ order: { currency } }: Payment, { id, name, unitAmount, quantity }: Item) {
  const amount = unitAmount * quantity;
  return {
    ...{ id, object: 'item', description: name, currency, quantity },
    ...{ amount_subtotal: amount, amount_total: amount, amount_discount: 0, amount_tax: 0 },
    price: { object: 'price', currency, unit_amount: unitAmount, type: 'one_time' },
  };
}

function intentObject({ charges, order, status }: Payment, { id, created, canceledAt }: NonNullable<Payment['intent']>) {
  const last = charges.at(-1);
  return {
    ...{ id, object: 'payment_intent', livemode: false, created, metadata: order.paymentMetadata },
    ...{ amount: totalOf(order), amount_received: last?.status === 'succeeded' ? totalOf(order) : 0, amount_capturable: 0 },
    ...{ currency: order.currency, status: intentStatus(last, status), description: order.paymentDescription },
    ...{ latest_charge: last?.id ?? null, canceled_at: canceledAt, cancellation_reason: canceledAt ? 'automatic' : null },
    last_payment_error: last?.failure ? { type: 'card_error', code: last.failure, charge: last.id } : null,
    ...{ capture_method: 'automatic_async', confirmation_method: 'automatic', payment_method_types: ['card', 'sepa_debit'] },
    ...{ customer: null, next_action: null, payment_method: null, receipt_email: order.customerEmail },
  } satisfies Partial<Stripe.PaymentIntent>;
}

function intentStatus(last: Charge | undefined, session: Payment['status']): Stripe.PaymentIntent.Status {
  if (last?.status === 'succeeded') return 'succeeded';
  if (last?.status === 'pending') return 'processing';
  return session === 'expired' ? 'canceled' : 'requires_payment_method';
}

function chargeObject(payment: Payment, { id, created, status, failure, delayed, transactionId }: Charge) {
  const { order, intent, disputes } = payment;
  const refunded = refundedOf(payment, id);
  const succeeded = status === 'succeeded';
  return {
    ...{ id, object: 'charge', livemode: false, created, metadata: order.paymentMetadata, status, paid: succeeded },
    ...{ amount: totalOf(order), amount_captured: succeeded ? totalOf(order) : 0, amount_refunded: refunded },
    ...{ refunded: succeeded && refunded === totalOf(order), disputed: disputes.some(({ chargeId }) => chargeId === id) },
    ...{
      currency: order.currency,
      captured: succeeded,
      payment_intent: intent?.id ?? null,
      description: order.paymentDescription,
    },
    ...{ balance_transaction: succeeded ? transactionId : null, failure_code: failure, failure_message: failure && 'Declined.' },
    payment_method_details: { type: delayed ? 'sepa_debit' : 'card' },
    ...{ customer: null, receipt_email: order.customerEmail, receipt_url: null },
  } satisfies Partial<Stripe.Charge>;
}

function refundObject(payment: Payment, refund: Refund) {
  const { id, created, amount, status, reason, metadata, chargeId, transactionId } = refund;
  return {
    ...{ id, object: 'refund', created, amount, currency: payment.order.currency, status, metadata },
    ...{ charge: chargeId, payment_intent: payment.intent?.id ?? null, balance_transaction: transactionId },
    reason: reason,
    ...(status === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
  } satisfies Partial<Stripe.Refund>;
}

function disputeObject(payment: Payment, dispute: Dispute) {
  const { id, created, amount, status, reason, chargeId, movements } = dispute;
  const balance_transactions = movements.map((movement) => movementObject(payment, dispute, movement));
  return {
    ...{
      id,
      object: 'dispute',
      livemode: false,
      created,
      metadata: {},
      amount,
      currency: payment.order.currency,
      status,
      reason,
    },
    ...{ charge: chargeId, payment_intent: payment.intent?.id ?? null, is_charge_refundable: leavesRefundable(dispute) },
    balance_transactions,
    payment_method_details: { type: 'card', card: { brand: 'visa', case_type: isInquiry(dispute) ? 'inquiry' : 'chargeback' } },
  } satisfies Partial<Record<keyof Stripe.Dispute, unknown>>;
}

function transactionsOf(payment: Payment): object[] {
  const { charges, refunds, disputes, order } = payment;
  const common = { currency: order.currency, exchange_rate: null, description: null, status: 'available' };
  const paid = charges.filter(({ status }) => status === 'succeeded');
  return [
    ...paid.map(({ id, created, transactionId }) => {
      const fee = Math.min(totalOf(order), Math.round(totalOf(order) * 0.029) + 30);
      return { ...transaction(transactionId, { source: id, type: 'charge', created, amount: totalOf(order), fee }), ...common };
    }),
    ...refunds.map(({ id, created, amount, transactionId }) => {
      return { ...transaction(transactionId, { source: id, type: 'refund', created, amount: -amount, fee: 0 }), ...common };
    }),
    ...disputes.flatMap((dispute) => dispute.movements.map((movement) => movementObject(payment, dispute, movement))),
  ];
}

function movementObject({ order }: Payment, dispute: Dispute, { id, ...movement }: Dispute['movements'][number]) {
  const common = { currency: order.currency, exchange_rate: null, description: null, status: 'available' };
  const category = movement.amount < 0 ? 'dispute' : 'dispute_reversal';
  return { ...transaction(id, { ...movement, source: dispute.id, type: 'adjustment' }), ...common, reporting_category: category };
}

type Transaction = Pick<Stripe.BalanceTransaction, 'type' | 'created' | 'amount' | 'fee'> & { readonly source: string };

function transaction(id: string, { source, type, created, amount, fee }: Transaction) {
  return {
    ...{ id, object: 'balance_transaction', source, type, reporting_category: type, created, available_on: created },
    ...{ amount, fee, net: amount - fee, fee_details: [] },
  } satisfies Partial<Stripe.BalanceTransaction>;
}
