/** From the API's words for a new checkout session to what is kept of it. */
import { ApiError } from './api-error.ts';
import { AMOUNT_MAX } from './api-params.ts';
import type { SessionParams } from './api-params.ts';
import { newId } from './new-id.ts';
import type { Order, Payment } from './payment.ts';

const HOUR = 3_600;
/** Added on top when automatic tax is on. */
const TAX_PERCENT = 20;

export function openSession(params: SessionParams, { now, seq }: { now: number; seq: number }): Payment {
  return {
    ...{ _id: newId('cs_test', 58), kind: 'payment', ids: [], seq, created: now, order: orderFrom(params, now) },
    ...{ status: 'open', paid: false, intent: null, charges: [], refunds: [], disputes: [] },
  };
}

function orderFrom(params: SessionParams, now: number): Order {
  const prices = params.line_items.map(({ price_data }) => price_data);
  const currency = prices[0]?.currency ?? '';
  if (prices.some((price) => price.currency !== currency))
    throw new ApiError('All prices on a Checkout Session must have the same currency.');
  const subtotal = params.line_items.reduce((sum, { price_data, quantity }) => sum + price_data.unit_amount * quantity, 0);
  const automaticTax = params.automatic_tax?.enabled ?? false;
  const tax = automaticTax ? Math.round((subtotal * TAX_PERCENT) / 100) : 0;
  if (subtotal + tax > AMOUNT_MAX)
    throw new ApiError(`The total amount must be at most ${AMOUNT_MAX}.`, { code: 'amount_too_large' });
  return {
    ...{ currency, subtotal, tax, automaticTax, items: itemsFrom(params), expiresAt: expiryFrom(params, now) },
    ...{ metadata: params.metadata, paymentMetadata: params.payment_intent_data?.metadata ?? {} },
    paymentDescription: params.payment_intent_data?.description ?? null,
    ...{ clientReferenceId: params.client_reference_id ?? null, customerEmail: params.customer_email ?? null },
    ...{ successUrl: params.success_url, cancelUrl: params.cancel_url ?? null },
  };
}

function itemsFrom({ line_items }: SessionParams): Order['items'] {
  return line_items.map(({ price_data: { product_data, unit_amount }, quantity }) => {
    const { name, description = null } = product_data;
    return { id: newId('li'), name, description, unitAmount: unit_amount, quantity };
  });
}

function expiryFrom({ expires_at }: SessionParams, now: number): number {
  if (expires_at === undefined) return now + 24 * HOUR;
  // A minute of grace, since the caller's clock is another one and a call takes its time.
  if (expires_at < now + HOUR / 2 - 60 || expires_at > now + 24 * HOUR + 60) {
    const message = 'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.';
    throw new ApiError(message, { param: 'expires_at' });
  }
  return expires_at;
}
