/** The `purchases` collection: every checkout, and how its payment stands (PY1, PY2). */
import { Schema } from 'mongoose';
import type { Purchase } from '#core/purchases/purchase.ts';

export type PurchaseDocument = Omit<Purchase, 'id'> & {
  _id: string;
  /** When Stripe last answered about it, as far as that was kept: an answer that changes nothing raises no `seq`. */
  askedAt?: Date;
};

const amount = { type: BigInt, required: true } as const;

export const purchaseSchema = new Schema<PurchaseDocument>(
  {
    _id: String,
    playerId: String,
    guestId: String,
    mode: String,
    pack: { id: String, price: Number, currency: String, credits: amount, bonus: amount },
    sessionId: String,
    checkout: Schema.Types.Mixed,
    paymentId: String,
    state: String,
    paid: Number,
    refunded: Number,
    disputed: Number,
    clawed: { credits: amount, bonus: amount },
    seq: Number,
    createdAt: Date,
    paidAt: Date,
    refundOrders: [
      { _id: false, id: String, amount: Number, reason: String, by: String, at: Date, state: String, fault: String },
    ],
    askedAt: Date,
  },
  { collection: 'purchases', versionKey: false },
);
purchaseSchema.index({ playerId: 1, createdAt: -1 });
purchaseSchema.index({ state: 1, createdAt: 1 });
purchaseSchema.index({ state: 1, mode: 1, askedAt: 1 }); // whom to ask about again
purchaseSchema.index({ 'refundOrders.at': -1 }, { sparse: true });
purchaseSchema.index({ 'refundOrders.by': 1, 'refundOrders.state': 1 }, { sparse: true }); // what is still to be paid back
// Above '' is every string and no null: one purchase for each of Stripe's objects, and any number that have none yet.
purchaseSchema.index({ sessionId: 1 }, { unique: true, partialFilterExpression: { sessionId: { $gt: '' } } });
purchaseSchema.index({ paymentId: 1 }, { unique: true, partialFilterExpression: { paymentId: { $gt: '' } } });

export function purchaseDocument({ id, ...purchase }: Purchase): PurchaseDocument {
  return { _id: id, ...purchase };
}

export function purchaseOf({ _id, askedAt: _, ...purchase }: PurchaseDocument): Purchase {
  return { ...purchase, id: _id };
}
