/** What is paid when its player has left for good goes back whole (PY2): nobody could spend it. */
import { leftToRefund } from './left-to-refund.ts';
import type { Purchase, RefundOrder } from './purchase.ts';

/** Orders by this are carried out by the server itself, as often as it takes. */
export const ORDERED_BY_ITSELF = 'system';

/** One for each purchase, under its own id, so that it is paid back once; null when nothing is left to pay back. */
export function lateRefund(purchase: Purchase, at: Date): RefundOrder | null {
  if (leftToRefund(purchase) === 0) return null;
  const reason = 'paid after the account was deleted';
  return { id: purchase.id, amount: null, reason, by: ORDERED_BY_ITSELF, at, state: 'ordered', fault: null };
}

/** What is still to be ordered by the server itself. */
export function openLateRefund({ refundOrders }: Purchase): RefundOrder | null {
  return refundOrders.find(({ by, state }) => by === ORDERED_BY_ITSELF && state === 'ordered') ?? null;
}
