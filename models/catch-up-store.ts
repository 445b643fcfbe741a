/** What the nightly catch-up with the payment service must remember: how far it has read, and whom it asked about when (PY1, PY2). */
import { ORDERED_BY_ITSELF } from '#core/purchases/late-refund.ts';
import type { PaymentsMode } from '#core/purchases/purchase.ts';
import type { Database } from './database.ts';

export interface AskAgain {
  readonly mode: PaymentsMode;
  readonly paidSince: Date;
  readonly askedBefore: Date;
  readonly limit: number;
}

export interface CatchUpStore {
  /** Up to when every event was read; null when none ever were. */
  eventsReadUntil(mode: PaymentsMode): Promise<Date | null>;
  /** Only ever moves on, whichever process says it. */
  noteEventsRead(mode: PaymentsMode, until: Date): Promise<void>;
  /** Ids of paid purchases that nothing was heard of for long; those that were asked about longest ago come first. */
  toAskAgain(ask: AskAgain): Promise<string[]>;
  noteAsked(purchaseId: string, at: Date): Promise<void>;
  /** Ids of those that are to be paid back because their player had left. */
  lateRefunds(mode: PaymentsMode): Promise<string[]>;
}

interface Mark {
  readonly _id: string;
  readonly at: Date;
}

export function createCatchUpStore({ db, purchases }: Database): CatchUpStore {
  const marks = db.collection<Mark>('marks');
  const markOf = (mode: PaymentsMode) => ({ _id: `payment-events-read/${mode}` });
  const idsOf = (found: readonly { _id: string }[]) => found.map(({ _id }) => _id);
  const onlyIds = { projection: { _id: 1 } } as const;

  return {
    eventsReadUntil: async (mode) => (await marks.findOne(markOf(mode)))?.at ?? null,
    async noteEventsRead(mode, until) {
      await marks.updateOne(markOf(mode), { $max: { at: until } }, { upsert: true });
    },
    async toAskAgain({ mode, paidSince, askedBefore, limit }) {
      const quiet = { state: 'paid', mode, askedAt: { $lt: askedBefore }, paidAt: { $gte: paidSince } } as const;
      return idsOf(await purchases.find(quiet, onlyIds).sort({ askedAt: 1 }).limit(limit).toArray());
    },
    async noteAsked(purchaseId, at) {
      await purchases.updateOne({ _id: purchaseId }, { $max: { askedAt: at } });
    },
    async lateRefunds(mode) {
      const due = { mode, refundOrders: { $elemMatch: { by: ORDERED_BY_ITSELF, state: 'ordered' } } } as const;
      return idsOf(await purchases.find(due, onlyIds).toArray());
    },
  };
}
