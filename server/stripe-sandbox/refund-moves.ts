/** Refunds of a charge: made, finished, failed. */
import { ApiError, noSuch } from './api-error.ts';
import type { Change } from './change.ts';
import { newId } from './new-id.ts';
import { leavesRefundable, refundedOf, totalOf } from './payment.ts';
import type { Refund } from './payment.ts';

export interface NewRefund {
  /** All that is left when absent. */
  readonly amount?: number | undefined;
  readonly reason?: string | null | undefined;
  readonly metadata?: Record<string, string> | undefined;
  readonly pending?: boolean | undefined;
}

/** Answers with the new refund's id. */
export function refund(change: Change, { amount, reason = null, metadata = {}, pending = false }: NewRefund = {}): string {
  const { payment, now } = change;
  const chargeId = refundableCharge(change);
  const left = totalOf(payment.order) - refundedOf(payment, chargeId);
  const taken = amount ?? left;
  if (left === 0) throw new ApiError(`Charge ${chargeId} has already been refunded.`, { code: 'charge_already_refunded' });
  if (!Number.isSafeInteger(taken)) {
    throw new ApiError(`Invalid integer: ${taken}`, { param: 'amount', code: 'parameter_invalid_integer' });
  }
  if (taken < 1) {
    const message = 'This value must be greater than or equal to 1.';
    throw new ApiError(message, { param: 'amount', code: 'parameter_invalid_integer' });
  }
  if (taken > left) {
    const message = `Refund amount (${taken}) is greater than unrefunded amount on charge (${left})`;
    throw new ApiError(message, { param: 'amount' });
  }
  const made: Refund = {
    ...{ id: change.name('re'), seq: change.nextSeq(), created: now, chargeId, amount: taken, reason, metadata },
    ...{ status: pending ? 'pending' : 'succeeded', transactionId: newId('txn') },
  };
  payment.refunds.push(made);
  change.emit('charge.refunded', chargeId);
  change.emit('refund.created', made.id);
  return made.id;
}

/** A pending one arrives. */
export function finishRefund(change: Change, refundId: string): void {
  const found = refundIn(change, refundId);
  if (found.status !== 'pending') throw new ApiError(`Refund ${refundId} is ${found.status}.`);
  found.status = 'succeeded';
  change.emit('refund.updated', refundId);
}

/** The bank sends it back, as may happen long after it succeeded: the charge counts it no more. */
export function failRefund(change: Change, refundId: string): void {
  const found = refundIn(change, refundId);
  if (found.status === 'failed') throw new ApiError(`Refund ${refundId} has failed already.`);
  found.status = 'failed';
  change.emit('refund.updated', refundId);
  change.emit('refund.failed', refundId);
  change.emit('charge.updated', found.chargeId);
}

function refundableCharge({ payment }: Change): string {
  const charge = payment.charges.findLast(({ status }) => status === 'succeeded');
  if (!charge) {
    const what = payment.intent ? `This PaymentIntent (${payment.intent.id})` : `This Checkout Session (${payment._id})`;
    throw new ApiError(`${what} does not have a successful charge to refund.`);
  }
  if (!payment.disputes.every(leavesRefundable)) {
    throw new ApiError(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  }
  return charge.id;
}

function refundIn({ payment }: Change, refundId: string): Refund {
  const found = payment.refunds.find(({ id }) => id === refundId);
  if (!found) throw noSuch('refund', refundId);
  return found;
}
