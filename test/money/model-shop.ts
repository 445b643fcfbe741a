/** Buys, refunds and disputes for the model: the real SDK over HTTP at the sandbox, whose webhooks come in by HTTP too. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { parsePacks } from '#core/purchases/pack.ts';
import { createCatchUpStore } from '#models/catch-up-store.ts';
import { News } from '#rooms/news.ts';
import type { WalletChange } from '#rooms/news.ts';
import { connectPayments } from '#server/payments/connect-payments.ts';
import { bookPurchase } from '#server/payments/book-purchase.ts';
import { createShop } from '#server/payments/shop.ts';
import type { Shop } from '#server/payments/shop.ts';
import { startCheckout } from '#server/payments/start-checkout.ts';
import { mountWebhook } from '#server/payments/webhook.ts';
import type { TestGame } from '../support/test-game.ts';
import type { StripeFact } from './reference-model.ts';

/** Worth a few turns each; two of the prices share nothing with the credits, so that shares have remainders. */
export const PACKS = parsePacks('small=7:11.000001+1.5,middle=9.97:20.123457,large=30:61+7.000003', 'usd');

/** Enough to have the same event twice, and others of the purchase before and behind it. */
const DELIVERIES = 3;

export interface ModelShop {
  checkOut(id: string, playerId: string, packId: string): Promise<void>;
  /** Throws where Stripe would refuse. */
  happen(event: StripeFact): Promise<void>;
  /** As the page that players come back to does. */
  look(id: string): Promise<void>;
  /** Some of everything that ever happened to it, in any order, all at once. */
  deliver(id: string, dice: number): Promise<void>;
  end(): Promise<void>;
}

export async function openModelShop(test: TestGame): Promise<ModelShop> {
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const { purchases, wallets, database, game } = test;
  const walletNews = new News<WalletChange>('wallet-changed');
  const parts = { packs: PACKS, purchases, catchUps: createCatchUpStore(database), wallets, walletNews, clock: game.clock, log };
  const shop: Shop = {
    ...createShop(parts),
    publicUrl: 'http://localhost',
    booking: { run: (_key, work) => work() }, // Each as in a process of its own.
  };
  const app = express();
  mountWebhook(app, shop);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const localUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = { stripe: null, production: false, host: '127.0.0.1' };
  const sandbox = await connectPayments(shop, { config, db: test.database.db, localUrl, withSandbox: true });
  if (!sandbox) throw new Error('the sandbox did not start');
  const { control } = sandbox;
  control.setDelivery('held');
  const sessionOf = async (id: string) => (await test.purchases.find(id)).sessionId ?? '';
  const latest = new Map<string, string>();

  async function happen(event: StripeFact): Promise<void> {
    const sessionId = await sessionOf(event.id);
    const dispute = () => latest.get(`dispute ${event.id}`) ?? '';
    switch (event.type) {
      case 'pay':
        await control.pay(sessionId, 'paid');
        return;
      case 'refund':
        latest.set(`refund ${event.id}`, (await control.refund(sessionId, Number(event.amount))).id);
        return;
      case 'fail-refund':
        await control.failRefund(latest.get(`refund ${event.id}`) ?? '');
        return;
      case 'dispute':
        latest.set(`dispute ${event.id}`, (await control.openDispute(sessionId, Number(event.amount))).id);
        if (event.withdrawn) await control.withdrawFunds(dispute());
        return;
      case 'close-dispute':
        await control.closeDispute(dispute(), event.won ? 'won' : 'lost');
        return;
      case 'reinstate':
        await control.reinstateFunds(dispute(), Number(event.amount));
    }
  }

  async function deliver(id: string, dice: number): Promise<void> {
    const { sessionId, paymentId } = await test.purchases.find(id);
    const about = [sessionId, paymentId].filter((reference) => reference !== null);
    const events = (await control.events()).filter((event) =>
      about.some((reference) => JSON.stringify(event).includes(reference)),
    );
    const chosen =
      events.length === 0 ? [] : Array.from({ length: DELIVERIES }, (_, index) => events[(dice * (index + 1)) % events.length]!);
    await Promise.all(chosen.map((event) => control.deliver(event.id)));
    await bookPurchase({ purchaseId: id }, shop); // Among those events may be none that has us look.
  }

  return {
    async checkOut(id, playerId, packId) {
      await startCheckout({ id, playerId, packId }, shop);
    },
    happen,
    async look(id) {
      await bookPurchase({ purchaseId: id }, shop);
    },
    deliver,
    async end() {
      await sandbox.stop();
      server.close();
      await once(server, 'close');
    },
  };
}
