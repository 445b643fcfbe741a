/** Purchases: opened once, and booked by how their payment stands, exactly once whoever asks, and how often (PY1, PY2). */
import type { Filter } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import { purchaseKey, repaymentKey } from '#core/ledger/entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { lateRefund } from '#core/purchases/late-refund.ts';
import { nextPurchase } from '#core/purchases/next-purchase.ts';
import { changeBooking, giveBooking } from '#core/purchases/purchase-entries.ts';
import { passedOn } from '#core/purchases/purchase.ts';
import type { PaymentsMode, PaymentStanding, Purchase, RefundOrder } from '#core/purchases/purchase.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import { isDuplicateKey } from './database.ts';
import type { Database } from './database.ts';
import { purchaseDocument, purchaseOf } from './documents/purchase-document.ts';
import type { PurchaseDocument } from './documents/purchase-document.ts';
import { walletOf } from './documents/wallet-document.ts';
import { changeWallet, findHeir } from './wallet-store.ts';

export interface BookedPurchase {
  readonly purchase: Purchase;
  /** Whether anything was written. */
  readonly changed: boolean;
  /** Where credits moved. */
  readonly wallet: Wallet | null;
}

export interface OpenedSession {
  readonly sessionId: string;
  readonly url: string;
  readonly expiresAt: Date;
}

export interface PurchaseStore {
  /** The same id again gives the first one; for another player or pack it throws KEY_REUSED. */
  open(purchase: Purchase): Promise<Purchase>;
  /** Keeps the checkout session that Stripe opened for it; the first one stays. */
  attachSession(purchaseId: string, session: OpenedSession): Promise<Purchase>;
  /** Throws PURCHASE_NOT_FOUND. */
  find(purchaseId: string): Promise<Purchase>;
  findById(purchaseId: string): Promise<Purchase | null>;
  findBySession(sessionId: string): Promise<Purchase | null>;
  findByPayment(paymentId: string): Promise<Purchase | null>;
  /** Newest first. */
  listFor(playerId: string, limit: number): Promise<Purchase[]>;
  /** How many checkouts a player opened since then that are not paid yet. */
  countOpen(playerId: string, since: Date): Promise<number>;
  /** Ids of those whose session has ended by now without us knowing how. */
  unbooked(now: Date, mode: PaymentsMode): AsyncIterable<string>;
  /** How much debt the credits of this checkout session repaid when they came (LG4). */
  repaidBy(sessionId: string): Promise<Microcredits>;
  /** A player's checkouts that are open still, or wait for the bank. */
  unfinishedOf(playerId: string, mode: PaymentsMode): Promise<Purchase[]>;
  /** Keeps an operator's order before Stripe hears of it. Again gives the first one; with another body it throws KEY_REUSED. */
  keepRefundOrder(purchaseId: string, order: RefundOrder): Promise<RefundOrder>;
  /** Keeps what Stripe said to an order; what it has once taken stays so. */
  endRefundOrder(purchaseId: string, orderId: string, end: Pick<RefundOrder, 'state' | 'fault'>): Promise<void>;
  /**
   * Books how the payment stands. `purchase` is as it was read before Stripe was asked: `stale` when it was written since, so that
   * nothing older is booked after something newer. What is paid into a closed wallet is at once ordered to be paid back. Throws
   * PURCHASE_MISMATCH and PLAYER_NOT_FOUND, and then nothing has moved.
   */
  book(purchase: Purchase, standing: PaymentStanding, at: Date): Promise<BookedPurchase | 'stale'>;
}

export function createPurchaseStore(database: Database): PurchaseStore {
  const { purchases, lanes } = database;

  async function open(purchase: Purchase): Promise<Purchase> {
    try {
      await purchases.insertOne(purchaseDocument(purchase));
      return purchase;
    } catch (failure) {
      if (!isDuplicateKey(failure)) throw failure;
    }
    const first = await find(purchase.id);
    const isSame = first.playerId === purchase.playerId && first.pack.id === purchase.pack.id;
    if (!isSame) throw new GameError('KEY_REUSED', { id: purchase.id });
    return first;
  }

  async function attachSession(purchaseId: string, { sessionId, ...checkout }: OpenedSession): Promise<Purchase> {
    await purchases.updateOne({ _id: purchaseId, checkout: null }, { $set: { sessionId, checkout }, $inc: { seq: 1 } });
    return find(purchaseId);
  }

  async function find(purchaseId: string): Promise<Purchase> {
    const found = await findBy({ _id: purchaseId });
    if (!found) throw new GameError('PURCHASE_NOT_FOUND', { purchaseId });
    return found;
  }

  async function findBy(filter: Filter<PurchaseDocument>): Promise<Purchase | null> {
    const document = await purchases.findOne(filter);
    return document && purchaseOf(document);
  }

  async function listFor(playerId: string, limit: number): Promise<Purchase[]> {
    const documents = await purchases.find({ playerId }).sort({ createdAt: -1, _id: 1 }).limit(limit).toArray();
    return documents.map(purchaseOf);
  }

  async function repaidBy(sessionId: string): Promise<Microcredits> {
    const repayment = await database.entries.findOne({ _id: repaymentKey(purchaseKey(sessionId)) });
    return repayment?.postings.find(({ account }) => account.startsWith('receivable:'))?.amount ?? 0n;
  }

  async function unfinishedOf(playerId: string, mode: PaymentsMode): Promise<Purchase[]> {
    const unfinished = { playerId, mode, state: { $in: ['open', 'pending'] } } as const;
    return (await purchases.find(unfinished).toArray()).map(purchaseOf);
  }

  async function* unbooked(now: Date, mode: PaymentsMode): AsyncGenerator<string> {
    const ended = { mode, state: { $in: ['open', 'pending'] }, 'checkout.expiresAt': { $lt: now } } as const;
    for await (const { _id } of purchases.find(ended, { projection: { _id: 1 } })) yield _id;
  }

  async function keepRefundOrder(purchaseId: string, order: RefundOrder): Promise<RefundOrder> {
    const isNew = { _id: purchaseId, 'refundOrders.id': { $ne: order.id } };
    await purchases.updateOne(isNew, { $push: { refundOrders: order } });
    const first = (await find(purchaseId)).refundOrders.find(({ id }) => id === order.id);
    const isSame = first?.amount === order.amount && first.reason === order.reason;
    if (!isSame) throw new GameError('KEY_REUSED', { id: order.id });
    return first;
  }

  async function endRefundOrder(purchaseId: string, orderId: string, { state, fault }: Pick<RefundOrder, 'state' | 'fault'>) {
    const unfinished = { _id: purchaseId, refundOrders: { $elemMatch: { id: orderId, state: { $ne: 'done' } } } } as const;
    await purchases.updateOne(unfinished, { $set: { 'refundOrders.$.state': state, 'refundOrders.$.fault': fault } });
  }

  async function book(purchase: Purchase, standing: PaymentStanding, at: Date): Promise<BookedPurchase | 'stale'> {
    return lanes.run(async (session) => {
      const document = await purchases.findOne({ _id: purchase.id }, { session });
      if (!document) throw new GameError('PURCHASE_NOT_FOUND', { purchaseId: purchase.id });
      if (document.seq !== purchase.seq) return 'stale';
      const owner = await findHeir(database, document.playerId, session); // a guest may have merged meanwhile (LK2)
      const before = passedOn(purchaseOf(document), owner?._id ?? document.playerId);
      const step = nextPurchase(before, standing, at);
      if (!step) return { purchase: before, changed: false, wallet: null };

      // refundOrders are ordered beside this, without a new seq.
      const { refundOrders: _, ...written } = purchaseDocument(step.purchase);
      await purchases.updateOne({ _id: purchase.id, seq: purchase.seq }, { $set: { ...written, askedAt: at } }, { session });
      const changes = step.clawed.credits !== 0n || step.clawed.bonus !== 0n;
      if (!step.gives && !changes) return { purchase: step.purchase, changed: true, wallet: null };

      if (!owner) throw new GameError('PLAYER_NOT_FOUND', { playerId: document.playerId });
      const late = step.gives && owner.closed ? lateRefund(step.purchase, at) : null;
      if (late) await purchases.updateOne({ _id: purchase.id }, { $push: { refundOrders: late } }, { session });
      let wallet = walletOf(owner);
      if (step.gives) wallet = await changeWallet(database, wallet, giveBooking(step, at), session);
      if (changes) wallet = await changeWallet(database, wallet, changeBooking(step, wallet.pockets, at), session);
      return { purchase: step.purchase, changed: true, wallet };
    });
  }

  return {
    ...{ open, attachSession, find, listFor, unbooked, unfinishedOf, repaidBy, keepRefundOrder, endRefundOrder, book },
    findById: (purchaseId) => findBy({ _id: purchaseId }),
    findBySession: (sessionId) => findBy({ sessionId }),
    findByPayment: (paymentId) => findBy({ paymentId }),
    countOpen: (playerId, since) => purchases.countDocuments({ playerId, state: 'open', createdAt: { $gt: since } }),
  };
}
