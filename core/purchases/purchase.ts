/** One checkout and what became of its payment: what was given for it, and what was taken back (PY1, PY2). */
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Pack } from './pack.ts';

/** `pending`: the player did all they could, and the bank takes its time (delayed payment methods). */
export type PurchaseState = 'open' | 'pending' | 'paid' | 'failed' | 'expired';

/** Which money it is about: everybody's, Stripe's test cards', or the sandbox's. One of another mode cannot be asked about. */
export type PaymentsMode = 'live' | 'test' | 'sandbox';

export interface Purchase {
  /** Made by whoever opened the checkout; asking for the same again opens no second one. */
  readonly id: string;
  readonly playerId: string;
  /** The guest who opened it, where it passed to the account they merged into: Stripe's session, and what it gave before, name them (LK3). */
  readonly guestId?: string;
  /** What this server sold with when it was opened. */
  readonly mode: PaymentsMode;
  /** As it was sold: later changes of the packs change nothing for this purchase. */
  readonly pack: Pack;
  /** Stripe's checkout session; null until Stripe has answered. */
  readonly sessionId: string | null;
  /** Stripe's page where it is paid, and until when; null until Stripe has answered. */
  readonly checkout: { readonly url: string; readonly expiresAt: Date } | null;
  /** Stripe's payment intent; null until there is one. */
  readonly paymentId: string | null;
  readonly state: PurchaseState;
  /** What was paid, taxes included, in the currency's smallest unit; 0 until then. */
  readonly paid: number;
  /** Refunds that stand, all together: Stripe's truth when it was last asked. */
  readonly refunded: number;
  /** Disputes that are open or lost, less what came back of them. */
  readonly disputed: number;
  /** Taken back so far: floor(given × min(paid, refunded + disputed) / paid), of the credits and of the bonus (PY2). */
  readonly clawed: PackCredits;
  /** Rises with every write, so that what was asked of Stripe before another write is not booked after it. */
  readonly seq: number;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  /** What operators ordered to be paid back. Whether it was is Stripe's to say: `refunded`. */
  readonly refundOrders: readonly RefundOrder[];
}

/** As the account has it into which its player merged. */
export function passedOn(purchase: Purchase, accountId: string): Purchase {
  const { playerId } = purchase;
  return playerId === accountId ? purchase : { ...purchase, playerId: accountId, guestId: playerId };
}

/** By which names Stripe and the journal may know its player. */
export function ownersOf({ playerId, guestId }: Pick<Purchase, 'playerId' | 'guestId'>): readonly string[] {
  return guestId === undefined ? [playerId] : [playerId, guestId];
}

/** Credits by where they go: to the purchase pocket and to the bonus pocket. */
export interface PackCredits {
  readonly credits: Microcredits;
  readonly bonus: Microcredits;
}

export interface RefundOrder {
  /** The operator's own id for it: sending it again refunds nothing more. */
  readonly id: string;
  /** In the currency's smallest unit; null for all that is left. */
  readonly amount: number | null;
  readonly reason: string;
  /** The operator's player id; `system` for what came too late to somebody who left. */
  readonly by: string;
  readonly at: Date;
  /** What Stripe said to it: `ordered` until it has answered. */
  readonly state: RefundOrderState;
  /** Stripe's words where it refused. */
  readonly fault: string | null;
}

export type RefundOrderState = 'ordered' | 'done' | 'refused';

/** How Stripe says that a payment stands, read anew for every booking: events only say when to ask. */
export interface PaymentStanding {
  readonly sessionId: string;
  readonly paymentId: string | null;
  readonly state: PurchaseState;
  /** Whether real money was meant, or Stripe's test mode. */
  readonly isLive: boolean;
  readonly currency: string;
  /** Before and after taxes, in the currency's smallest unit. */
  readonly subtotal: number;
  readonly total: number;
  /** What we wrote into the session's metadata when we opened it. */
  readonly purchaseId: string | null;
  readonly playerId: string | null;
  readonly packId: string | null;
  /** Refunds that arrived or are under way, all together, in the currency's smallest unit. */
  readonly refunded: number;
  /** Disputes that are open or lost, less what came back of them, in the currency's smallest unit. */
  readonly disputed: number;
}
