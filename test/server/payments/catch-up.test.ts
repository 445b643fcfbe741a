/** The nightly catch-up after a long absence: nothing that Stripe still knows stays unbooked, events or not. */
import { expect } from 'chai';
import { GameError } from '#protocol/errors.ts';
import { catchUpWithStripe } from '#server/jobs/catch-up-with-stripe-job.ts';
import type { Payments } from '#server/payments/payments.ts';
import type { Shop } from '#server/payments/shop.ts';
import { codeOf } from '../../models/code-of.ts';
import { assertBooks, checkOut, outcome, startSelling } from './selling.ts';
import type { Bought, Selling } from './selling.ts';

const DAY_MS = 86_400_000;

describe('catching up with Stripe', function () {
  this.timeout(60_000);
  let selling: Selling;
  before(async () => (selling = await startSelling()));
  after(() => selling.server.stop());
  beforeEach(() => database().collection('marks').deleteMany({}));
  afterEach(() => assertBooks(selling));

  const database = () => selling.server.database.db;
  const events = () => database().collection('stripeSandbox');

  async function buy(): Promise<Bought> {
    const bought = await checkOut(selling);
    await selling.sandbox.control.pay(bought.sessionId);
    await selling.sandbox.control.deliverAll();
    return bought;
  }

  /** The shop so many days from now. */
  function shopIn(days: number, payments: Partial<Payments> = {}): Shop {
    const { shop } = selling.server;
    const clock = () => new Date(Date.now() + days * DAY_MS);
    return { ...shop, clock, payments: { ...shop.payments!, ...payments } };
  }

  /** Where the events were read from, in days before then. */
  async function readFrom(shop: Shop): Promise<number> {
    const asked: Date[] = [];
    const real = shop.payments!;
    const listening: Payments = { ...real, eventsSince: (since) => (asked.push(since), real.eventsSince(since)) };
    await catchUpWithStripe({ ...shop, payments: listening });
    return (shop.clock().getTime() - asked[0]!.getTime()) / DAY_MS;
  }

  it('[PY2] books the refund and the dispute that Stripe has long given up telling', async () => {
    const [refunded, disputed] = [await buy(), await buy()];
    await catchUpWithStripe(selling.server.shop);
    await selling.sandbox.control.refund(refunded.sessionId, 100);
    await selling.sandbox.control.openDispute(disputed.sessionId, 200);
    await events().updateMany({ kind: 'event', delivery: 'waiting' }, { $set: { delivery: 'given-up' } });
    await catchUpWithStripe(shopIn(4));
    expect(await outcome(selling, refunded)).to.deep.include({ refunded: 100, purchase: 9_000n, bonus: 450n });
    expect(await outcome(selling, disputed)).to.deep.include({ disputed: 200, purchase: 8_000n, bonus: 400n });
  });

  it('[PY2] reads from before the last time that it read all, and at first from where Stripe begins', async () => {
    expect(await readFrom(shopIn(0))).to.be.closeTo(30, 0.1);
    expect(await readFrom(shopIn(0))).to.be.closeTo(1, 0.1);
    expect(await readFrom(shopIn(10))).to.be.closeTo(11, 0.1);
    expect(await readFrom(shopIn(5))).to.be.lessThan(1); // Another process, whose clock is behind, sets nothing back.
    expect(await readFrom(shopIn(100))).to.be.closeTo(30, 0.1);
  });

  it('[PY2] reads again what could not be booked, and is not held up by what never can be', async () => {
    const bought = await buy();
    await catchUpWithStripe(selling.server.shop);
    const { sessionId, purchaseId } = bought;
    await selling.sandbox.control.refund(sessionId, 100);
    const down = () => Promise.reject(new GameError('PAYMENTS_UNAVAILABLE'));
    await catchUpWithStripe(shopIn(4, { standingOf: down }));
    expect(await readFrom(shopIn(4))).to.be.closeTo(5, 0.1);
    expect(await outcome(selling, bought)).to.deep.include({ refunded: 100 });

    const real = shopIn(0).payments!;
    const strange = async (id: string) => ({ ...(await real.standingOf(id)), ...(id === sessionId && { playerId: 'zork' }) });
    await selling.sandbox.control.refund(sessionId, 100);
    await catchUpWithStripe(shopIn(5, { standingOf: strange }));
    expect(await readFrom(shopIn(5))).to.be.closeTo(1, 0.1);
    expect((await selling.server.purchases.find(purchaseId)).refunded).to.equal(100);
    await catchUpWithStripe(shopIn(13)); // Mended meanwhile, and asked about in its turn.
    expect(await outcome(selling, bought)).to.deep.include({ refunded: 200 });
  });

  it('[PY2] asks about paid purchases that nothing was heard of for long, even when every event is lost', async () => {
    const bought = await buy();
    await selling.sandbox.control.refund(bought.sessionId, 100);
    await events().deleteMany({ kind: 'event' });
    const { seq } = await selling.server.purchases.find(bought.purchaseId);
    await catchUpWithStripe(shopIn(6));
    expect((await selling.server.purchases.find(bought.purchaseId)).seq).to.equal(seq);
    await catchUpWithStripe(shopIn(8));
    expect(await outcome(selling, bought)).to.deep.include({ refunded: 100, purchase: 9_000n, bonus: 450n });

    await selling.sandbox.control.refund(bought.sessionId, 100);
    await events().deleteMany({ kind: 'event' });
    await catchUpWithStripe(shopIn(200));
    expect(await outcome(selling, bought)).to.deep.include({ refunded: 100 }); // Too old to be disputed.
  });

  it('[PY2] asks first about those that were asked about longest ago, so many at a time, and raises no seq', async () => {
    const { catchUps, purchases } = selling.server;
    const paidSince = new Date();
    const bought = [await buy(), await buy(), await buy()].map(({ purchaseId }) => purchaseId);
    const before = await Promise.all(bought.map((id) => purchases.find(id)));
    const later = (days: number) => new Date(Date.now() + days * DAY_MS);
    const ask = { mode: 'sandbox', paidSince, askedBefore: later(30) } as const;
    for (const [index, days] of [3, 1, 2].entries()) await catchUps.noteAsked(bought[index]!, later(days));
    expect(await catchUps.toAskAgain({ ...ask, limit: 2 })).to.deep.equal([bought[1], bought[2]]);
    expect(await catchUps.toAskAgain({ ...ask, limit: 9, mode: 'live' })).to.deep.equal([]);
    expect(await Promise.all(bought.map((id) => purchases.find(id)))).to.deep.equal(before);
  });

  it('[PY1] asks nothing about purchases of another mode, which read as they stand', async () => {
    const bought = await checkOut(selling);
    const { purchaseId, player } = bought;
    const { database: db, shop } = selling.server;
    await db.purchases.updateOne({ _id: purchaseId }, { $set: { mode: 'live', 'checkout.expiresAt': new Date(0) } });
    const asked: string[] = [];
    const real = shop.payments!;
    await catchUpWithStripe(shopIn(0, { standingOf: (id) => (asked.push(id), real.standingOf(id)) }));
    expect(asked).to.not.include(bought.sessionId);
    expect(await player.client.api.purchases.get({ purchaseId })).to.include({ purchaseId, state: 'open' });
    expect(await codeOf(player.client.api.purchases.checkout({ id: purchaseId, packId: 'ember' }))).to.equal('CHECKOUT_ENDED');
    const returned = await player.client.api.purchases.checkoutReturn({ sessionId: bought.sessionId });
    expect(returned).to.include({ state: 'open' });
    expect(returned.sentence).to.contain('Not paid');
    await selling.sandbox.control.pay(bought.sessionId);
    expect((await selling.sandbox.control.deliverAll()).map(({ status }) => status)).to.include(409);
    expect(await outcome(selling, bought)).to.deep.include({ state: 'open', purchase: 0n });
    await events().updateMany({ kind: 'event' }, { $set: { delivery: 'given-up' } });
  });
});
