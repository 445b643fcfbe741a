/** What purchases need of a payment service. Its answers are asked for anew whenever money is booked; its events only say when. */
import type { PaymentsMode, PaymentStanding, Purchase, RefundOrder } from '#core/purchases/purchase.ts';
import type { OpenedSession } from '#models/purchase-store.ts';

export interface Payments {
  /** Whether money moves, or payments are only tried out. */
  readonly isLive: boolean;
  /** Purchases of another mode are none that it knows. */
  readonly mode: PaymentsMode;
  /** Throws PAYMENTS_UNAVAILABLE, as all of these do. The same purchase again gives the same session. */
  openCheckout(purchase: Purchase, returnTo: string): Promise<OpenedSession>;
  /** So that nobody pays it any more; nothing is done where it has ended already. */
  expireCheckout(sessionId: string): Promise<void>;
  /** Throws PURCHASE_NOT_FOUND. */
  standingOf(sessionId: string): Promise<PaymentStanding>;
  /** Which purchase a payment says it is for; null for payments that are none of ours. */
  purchaseIdOf(paymentId: string): Promise<string | null>;
  /** Orders a refund, once for each order. Throws REFUND_TOO_LARGE with the service's own words. */
  refund(paymentId: string, purchaseId: string, order: RefundOrder): Promise<void>;
  /** Reads the exact bytes of a webhook. Throws WEBHOOK_REFUSED. */
  readEvent(body: Buffer, signature: string): Promise<PaymentEvent>;
  /** All events since then that may concern a purchase, whether or not a webhook came. */
  eventsSince(since: Date): AsyncIterable<PaymentEvent>;
}

/** That something happened, and to what: no amount is ever read from it (PY1). */
export interface PaymentEvent {
  readonly id: string;
  readonly type: string;
  /** null for kinds of events that concern no purchase. */
  readonly about: PaymentReference | null;
}

export interface PaymentReference {
  readonly sessionId: string | null;
  readonly paymentId: string | null;
  /** As its metadata says. */
  readonly purchaseId: string | null;
}
