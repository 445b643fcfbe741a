/** What becomes of a purchase when Stripe says how its payment stands (PY1, PY2): however often, late or out of order it is asked. */
import { GameError } from '#protocol/errors.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { ownersOf } from './purchase.ts';
import type { PackCredits, PaymentStanding, Purchase, PurchaseState } from './purchase.ts';

export interface PurchaseStep {
  /** As it was. */
  readonly before: Purchase;
  /** As it is to be written. */
  readonly purchase: Purchase;
  /** Whether it is paid for the first time, so that the pack's credits are due. */
  readonly gives: boolean;
  /** How much more is taken back than before; below zero gives it again. */
  readonly clawed: PackCredits;
}

/** Nothing undoes what comes later in this order. */
const PROGRESS: Record<PurchaseState, number> = { open: 0, pending: 1, failed: 2, expired: 2, paid: 3 };

/** null when there is nothing to write. Throws PURCHASE_MISMATCH when the payment is not the one that was agreed on. */
export function nextPurchase(before: Purchase, standing: PaymentStanding, at: Date): PurchaseStep | null {
  const issues = mismatches(before, standing);
  if (issues.length > 0) throw new GameError('PURCHASE_MISMATCH', { purchaseId: before.id, issues });
  if (PROGRESS[standing.state] < PROGRESS[before.state]) return null;

  const { sessionId, state } = standing;
  const paymentId = standing.paymentId ?? before.paymentId;
  const reached = { ...before, sessionId, paymentId, state, seq: before.seq + 1 };
  const purchase = state === 'paid' ? paidPurchase(reached, standing, at) : reached;
  if (isSame(before, purchase)) return null;
  const clawed = {
    credits: purchase.clawed.credits - before.clawed.credits,
    bonus: purchase.clawed.bonus - before.clawed.bonus,
  };
  return { before, purchase, gives: state === 'paid' && before.state !== 'paid', clawed };
}

function paidPurchase(purchase: Purchase, { total, refunded, disputed }: PaymentStanding, at: Date): Purchase {
  const { pack, paidAt } = purchase;
  const back = Math.min(total, refunded + disputed); // A refund of what is in dispute takes nothing twice.
  const share = (given: Microcredits) => (given * BigInt(back)) / BigInt(total);
  const clawed = { credits: share(pack.credits), bonus: share(pack.bonus) };
  return { ...purchase, paid: total, refunded, disputed, clawed, paidAt: paidAt ?? at };
}

/** Everything that would mean giving for, or taking back, something else than was agreed on, in words for the log. */
function mismatches(purchase: Purchase, standing: PaymentStanding): string[] {
  const { pack } = purchase;
  const { currency, subtotal, total, refunded, disputed } = standing;
  const amounts = { subtotal, total, refunded, disputed };
  const differs = (what: string, agreed: string | number | null, found: string | number | null) =>
    agreed === found ? [] : [`the ${what} is ${String(found)}, not ${String(agreed)}`];
  return [
    ...differs('purchase', purchase.id, standing.purchaseId),
    ...(ownersOf(purchase).includes(standing.playerId ?? '') ? [] : differs('player', purchase.playerId, standing.playerId)),
    ...differs('pack', pack.id, standing.packId),
    ...differs('session', purchase.sessionId ?? standing.sessionId, standing.sessionId),
    ...differs('payment', purchase.paymentId ?? standing.paymentId, standing.paymentId ?? purchase.paymentId),
    ...differs('currency', pack.currency, currency),
    ...differs('subtotal', pack.price, subtotal),
    ...(total < subtotal ? [`the total ${total} is below the subtotal ${subtotal}`] : []),
    ...(purchase.state === 'paid' ? differs('total', purchase.paid, total) : []),
    ...Object.entries(amounts).flatMap(([what, amount]) =>
      Number.isSafeInteger(amount) && amount >= 0 ? [] : [`the ${what} ${amount} is not a whole amount`],
    ),
  ];
}

function isSame(a: Purchase, b: Purchase): boolean {
  return (
    a.sessionId === b.sessionId &&
    a.paymentId === b.paymentId &&
    a.state === b.state &&
    a.paid === b.paid &&
    a.refunded === b.refunded &&
    a.disputed === b.disputed &&
    a.clawed.credits === b.clawed.credits &&
    a.clawed.bonus === b.clawed.bonus
  );
}
