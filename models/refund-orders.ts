/** What operators ordered to be paid back, over all purchases, newest first. */
import type { RefundOrder } from '#core/purchases/purchase.ts';
import type { Database } from './database.ts';
import type { Place } from './place-cursor.ts';

/** An order, and what it is about. */
export interface OrderedRefund extends RefundOrder {
  readonly key: string;
  readonly purchaseId: string;
  readonly playerId: string;
  readonly currency: string;
}

export interface OrdersAsk {
  readonly since: Date;
  readonly by?: string | undefined;
  readonly playerId?: string | undefined;
  /** Only what comes after this place of the list. */
  readonly after: Place | null;
  readonly limit: number;
}

const ABOUT = { key: { $concat: ['refund:', '$_id', ':', '$refundOrders.id'] }, purchaseId: '$_id', currency: '$pack.currency' };

export async function listRefundOrders({ purchases }: Database, ask: OrdersAsk): Promise<OrderedRefund[]> {
  const { since, by, playerId, after, limit } = ask;
  const wanted = { at: { $gte: since }, ...(by === undefined ? {} : { by }) };
  const older = after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, key: { $lt: after.key } }] } : {};
  return purchases
    .aggregate<OrderedRefund>([
      { $match: { refundOrders: { $elemMatch: wanted }, ...(playerId === undefined ? {} : { playerId }) } },
      { $unwind: '$refundOrders' },
      { $replaceWith: { $mergeObjects: [{ playerId: '$playerId', ...ABOUT }, '$refundOrders'] } },
      { $match: { $and: [wanted, older] } },
      { $sort: { at: -1, key: -1 } },
      { $limit: limit },
    ])
    .toArray();
}
