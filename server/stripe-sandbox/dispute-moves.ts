/** A customer disputes a charge at the bank: opened, money withdrawn, won or lost, money reinstated. */
import { ApiError, noSuch } from './api-error.ts';
import type { Change } from './change.ts';
import { newId } from './new-id.ts';
import { isInquiry, isStanding, totalOf, withdrawnOf } from './payment.ts';
import type { Dispute } from './payment.ts';

/** Stripe's fee for a dispute; ours to bear, never part of what was disputed. */
const DISPUTE_FEE = 1_500;

export interface NewDispute {
  /** The whole charge when absent. */
  readonly amount?: number | undefined;
  /** The bank only asks so far: nothing is withdrawn, and it may become a dispute. */
  readonly inquiry?: boolean | undefined;
  readonly reason?: string | undefined;
}

/** Answers with the new dispute's id. No money leaves yet: that is `withdrawFunds`. */
export function openDispute(change: Change, { amount, inquiry = false, reason = 'fraudulent' }: NewDispute = {}): string {
  const { payment, now } = change;
  const charge = payment.charges.findLast(({ status }) => status === 'succeeded');
  if (!charge) throw new ApiError(`${payment._id} has no charge to dispute.`);
  if (payment.disputes.some(isStanding)) throw new ApiError(`${charge.id} is disputed already.`);
  const disputed = amount ?? totalOf(payment.order);
  if (!Number.isSafeInteger(disputed) || disputed < 1 || disputed > totalOf(payment.order)) {
    throw new ApiError(`A dispute is about 1 to ${totalOf(payment.order)}, not ${disputed}.`, { param: 'amount' });
  }
  const status = inquiry ? 'warning_needs_response' : 'needs_response';
  const made = { id: change.name('dp'), seq: change.nextSeq(), created: now, chargeId: charge.id, amount: disputed };
  payment.disputes.push({ ...made, reason, status, movements: [] });
  change.emit('charge.dispute.created', made.id);
  return made.id;
}

/** The money leaves the account; an inquiry becomes a dispute by it. */
export function withdrawFunds(change: Change, disputeId: string): void {
  const dispute = disputeIn(change, disputeId);
  if (!isStanding(dispute)) throw new ApiError(`Dispute ${disputeId} is closed.`);
  if (withdrawnOf(dispute) > 0) throw new ApiError(`The funds of ${disputeId} are withdrawn already.`);
  if (isInquiry(dispute)) {
    dispute.status = 'needs_response';
    change.emit('charge.dispute.updated', disputeId);
  }
  move(change, dispute, { amount: -dispute.amount, fee: DISPUTE_FEE });
  change.emit('charge.dispute.funds_withdrawn', disputeId);
}

/** Our evidence is in, and the bank reads it. */
export function reviewDispute(change: Change, disputeId: string): void {
  const dispute = disputeIn(change, disputeId);
  if (!dispute.status.endsWith('needs_response')) throw new ApiError(`Dispute ${disputeId} is ${dispute.status}.`);
  dispute.status = isInquiry(dispute) ? 'warning_under_review' : 'under_review';
  change.emit('charge.dispute.updated', disputeId);
}

/** The bank decides; an inquiry that comes to nothing is `warning_closed`. Money comes back by `reinstateFunds` alone. */
export function closeDispute(change: Change, disputeId: string, outcome: 'won' | 'lost'): void {
  const dispute = disputeIn(change, disputeId);
  if (!isStanding(dispute)) throw new ApiError(`Dispute ${disputeId} is closed.`);
  if (outcome === 'lost' && isInquiry(dispute)) throw new ApiError(`${disputeId} is only an inquiry; withdraw its funds first.`);
  dispute.status = isInquiry(dispute) ? 'warning_closed' : outcome;
  change.emit('charge.dispute.closed', disputeId);
}

/** Withdrawn money comes back, perhaps in part. */
export function reinstateFunds(change: Change, disputeId: string, amount?: number): void {
  const dispute = disputeIn(change, disputeId);
  const withdrawn = withdrawnOf(dispute);
  const back = amount ?? withdrawn;
  if (!Number.isSafeInteger(back) || back < 1 || back > withdrawn) {
    throw new ApiError(`${disputeId} holds ${withdrawn}; ${back} of it cannot come back.`, { param: 'amount' });
  }
  move(change, dispute, { amount: back, fee: 0 });
  change.emit('charge.dispute.funds_reinstated', disputeId);
}

function move({ now }: Change, { movements }: Dispute, { amount, fee }: { amount: number; fee: number }): void {
  movements.push({ id: newId('txn'), created: now, amount, fee });
}

function disputeIn({ payment }: Change, disputeId: string): Dispute {
  const found = payment.disputes.find(({ id }) => id === disputeId);
  if (!found) throw noSuch('dispute', disputeId);
  return found;
}
