/** What can happen to a checkout: paid, declined, paid by a slow bank, expired. Each move alters the draft and says the events. */
import { ApiError } from './api-error.ts';
import type { Change } from './change.ts';
import { newId } from './new-id.ts';
import type { Charge } from './payment.ts';

export type PayOutcome = 'paid' | 'declined' | 'delayed';

export function pay(change: Change, outcome: PayOutcome): void {
  const { payment } = change;
  const { status, order } = payment;
  if (status !== 'open' || isOverdue(change)) throw notOpen(change, 'be paid');
  if (order.subtotal + order.tax === 0) throw new ApiError('There is nothing to pay.');
  const intentId = begin(change);
  if (outcome === 'declined') {
    attempt(change, 'failed');
    change.emit('payment_intent.payment_failed', intentId);
    return;
  }
  payment.status = 'complete';
  if (outcome === 'delayed') {
    attempt(change, 'pending');
    change.emit('payment_intent.processing', intentId);
    change.emit('checkout.session.completed', payment._id);
    return;
  }
  payment.paid = true;
  attempt(change, 'succeeded');
  change.emit('payment_intent.succeeded', intentId);
  change.emit('checkout.session.completed', payment._id);
}

/** The slow bank's word on a delayed payment. */
export function finishDelayed(change: Change, outcome: 'succeeded' | 'failed'): void {
  const { payment } = change;
  const charge = payment.charges.at(-1);
  if (charge?.status !== 'pending' || !payment.intent) throw new ApiError(`${payment._id} waits for no bank.`);
  charge.status = outcome;
  if (outcome === 'succeeded') {
    payment.paid = true;
    change.emit('charge.succeeded', charge.id);
    change.emit('payment_intent.succeeded', payment.intent.id);
    change.emit('checkout.session.async_payment_succeeded', payment._id);
  } else {
    charge.failure = 'insufficient_funds';
    change.emit('charge.failed', charge.id);
    change.emit('payment_intent.payment_failed', payment.intent.id);
    change.emit('checkout.session.async_payment_failed', payment._id);
  }
}

export function expire(change: Change): void {
  const { payment } = change;
  if (payment.status !== 'open') throw notOpen(change, 'expire');
  payment.status = 'expired';
  if (payment.intent) {
    payment.intent.canceledAt = change.now;
    change.emit('payment_intent.canceled', payment.intent.id);
  }
  change.emit('checkout.session.expired', payment._id);
}

/** Expires what nobody paid in time; the same again does nothing. */
export function expireOverdue(change: Change): void {
  if (isOverdue(change)) expire(change);
}

function isOverdue({ payment, now }: Change): boolean {
  return payment.status === 'open' && payment.order.expiresAt <= now;
}

function begin(change: Change): string {
  const { payment, now } = change;
  if (!payment.intent) {
    payment.intent = { id: change.name('pi'), created: now, canceledAt: null };
    change.emit('payment_intent.created', payment.intent.id);
  }
  return payment.intent.id;
}

const EVENTS = { pending: 'charge.pending', succeeded: 'charge.succeeded', failed: 'charge.failed' };

function attempt(change: Change, status: Charge['status']): void {
  const { payment, now } = change;
  const failure = status === 'failed' ? 'card_declined' : null;
  const charge = { id: change.name('ch'), created: now, delayed: status === 'pending', status, failure };
  payment.charges.push({ ...charge, transactionId: newId('txn') });
  change.emit(EVENTS[status], charge.id);
}

function notOpen({ payment }: Change, what: string): ApiError {
  const message = `Only Checkout Sessions with a status in ["open"] can ${what}. This Session is ${payment.status}.`;
  return new ApiError(message, { param: 'session' });
}
