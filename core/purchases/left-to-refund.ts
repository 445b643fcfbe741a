/** How much of a purchase operators may still pay back (PY2). */
import { GameError } from '#protocol/errors.ts';
import type { Purchase } from './purchase.ts';

/** In the currency's smallest unit: nothing of an unpaid purchase, and nothing that is in dispute. */
export function leftToRefund({ paid, refunded, disputed }: Purchase): number {
  return Math.max(0, paid - refunded - disputed);
}

/** `amount`: null for all that is left. Throws REFUND_TOO_LARGE. */
export function assertLeftToRefund(purchase: Purchase, amount: number | null): void {
  const left = leftToRefund(purchase);
  if (left === 0 || (amount ?? left) > left) throw new GameError('REFUND_TOO_LARGE', { left });
}
