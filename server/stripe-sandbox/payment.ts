/** What the sandbox keeps of one checkout and everything that became of its payment: one document, so that each change is atomic. */

export interface Payment {
  /** The checkout session's id. */
  readonly _id: string;
  readonly kind: 'payment';
  /** Every id under which it can be asked for: payment intent, charges, refunds, disputes. */
  readonly ids: string[];
  /** Rises with every object made, so that objects of one second still have an order. */
  readonly seq: number;
  /** Unix seconds, like all times here: Stripe's own unit. */
  readonly created: number;
  readonly order: Order;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  /** Made with the first attempt to pay, as Stripe does. */
  intent: { readonly id: string; readonly created: number; canceledAt: number | null } | null;
  /** One for each attempt; the last one counts. */
  readonly charges: Charge[];
  readonly refunds: Refund[];
  readonly disputes: Dispute[];
}

/** What was asked for when the session was opened; never changed. */
export interface Order {
  readonly items: readonly Item[];
  readonly currency: string;
  readonly subtotal: number;
  readonly tax: number;
  readonly automaticTax: boolean;
  readonly metadata: Record<string, string>;
  readonly paymentMetadata: Record<string, string>;
  readonly paymentDescription: string | null;
  readonly clientReferenceId: string | null;
  readonly customerEmail: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  readonly expiresAt: number;
}

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly unitAmount: number;
  readonly quantity: number;
}

export interface Charge {
  readonly id: string;
  readonly created: number;
  readonly delayed: boolean;
  status: 'pending' | 'succeeded' | 'failed';
  /** Stripe's code for why it failed. */
  failure: string | null;
  readonly transactionId: string;
}

export interface Refund {
  readonly id: string;
  readonly seq: number;
  readonly created: number;
  readonly chargeId: string;
  readonly amount: number;
  readonly reason: string | null;
  readonly metadata: Record<string, string>;
  status: 'pending' | 'succeeded' | 'failed';
  readonly transactionId: string;
}

export interface Dispute {
  readonly id: string;
  readonly seq: number;
  readonly created: number;
  readonly chargeId: string;
  readonly amount: number;
  readonly reason: string;
  status: DisputeStatus;
  /** Money that left (negative) and came back (positive). */
  readonly movements: { readonly id: string; readonly created: number; readonly amount: number; readonly fee: number }[];
}

export type DisputeStatus =
  'warning_needs_response' | 'warning_under_review' | 'warning_closed' | 'needs_response' | 'under_review' | 'won' | 'lost';

export function totalOf({ subtotal, tax }: Order): number {
  return subtotal + tax;
}

/** What counts as refunded: pending ones too, as at Stripe. */
export function refundedOf({ refunds }: Payment, chargeId: string): number {
  return refunds
    .filter((refund) => refund.chargeId === chargeId && refund.status !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** What a dispute holds now: what left, less what came back. */
export function withdrawnOf({ movements }: Dispute): number {
  return -movements.reduce((sum, { amount }) => sum + amount, 0);
}

export function isInquiry({ status }: Dispute): boolean {
  return status.startsWith('warning_');
}

/** Not decided yet. */
export function isStanding({ status }: Dispute): boolean {
  return status.endsWith('needs_response') || status.endsWith('under_review');
}

/** Stripe's `is_charge_refundable`: as long as the dispute holds no money and is not lost. */
export function leavesRefundable(dispute: Dispute): boolean {
  return dispute.status !== 'lost' && withdrawnOf(dispute) === 0;
}
