/** Purchases on a real mongod, by standings made by hand: booked once, exactly, and the newest wins. */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { newPurchase } from '#core/purchases/new-purchase.ts';
import type { Pack } from '#core/purchases/pack.ts';
import type { PaymentStanding, Purchase, RefundOrder } from '#core/purchases/purchase.ts';
import type { Player } from '#core/players/player.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';
import { codeOf } from './code-of.ts';
import { changesSince, oplogNow } from './oplog.ts';

const PACK: Pack = { id: 'ember', price: 1_000, currency: 'usd', credits: credits(10_000), bonus: credits(500) };

describe('purchases in the database', () => {
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  async function opened(player?: Player): Promise<Purchase> {
    const { id: playerId } = player ?? (await test.player());
    const at = new Date();
    const { id } = await test.purchases.open(newPurchase({ id: randomUUID(), playerId, pack: PACK, mode: 'sandbox', at }));
    return test.purchases.attachSession(id, { sessionId: `cs_${id}`, url: 'http://localhost', expiresAt: at });
  }

  const standing = ({ id, playerId }: Purchase, so: Partial<PaymentStanding> = {}): PaymentStanding => ({
    ...{ sessionId: `cs_${id}`, paymentId: `pi_${id}`, state: 'paid', isLive: false, currency: 'usd' },
    ...{ subtotal: 1_000, total: 1_080, purchaseId: id, playerId, packId: 'ember', refunded: 0, disputed: 0 },
    ...so,
  });

  /** Reads, and books this standing. */
  const book = async ({ id }: Purchase, so: Partial<PaymentStanding> = {}) => {
    const purchase = await test.purchases.find(id);
    return test.purchases.book(purchase, standing(purchase, so), new Date());
  };

  const entriesOf = ({ playerId }: Purchase) =>
    test.database.entries.find({ parties: playerId }).sort({ at: 1, 'after.seq': 1 }).toArray();

  it('[LG2] opens one, however often and how many at once', async () => {
    const { id: playerId } = await test.player();
    const purchase = newPurchase({ id: randomUUID(), playerId, pack: PACK, mode: 'sandbox', at: new Date() });
    const all = await Promise.all(Array.from({ length: 10 }, () => test.purchases.open(purchase)));
    expect(new Set(all.map(({ id }) => id)).size).to.equal(1);
    const otherPack = { ...purchase, pack: { ...PACK, id: 'spark' } };
    expect(await codeOf(test.purchases.open(otherPack))).to.equal('KEY_REUSED');
    expect(await codeOf(test.purchases.open({ ...purchase, playerId: 'other' }))).to.equal('KEY_REUSED');
  });

  it('[PY1] one purchase for a session, and for a payment', async () => {
    const [first, second] = [await opened(), await opened()];
    await book(first);
    expect((await test.purchases.findBySession(`cs_${first.id}`))?.id).to.equal(first.id);
    expect((await test.purchases.findByPayment(`pi_${first.id}`))?.id).to.equal(first.id);
    expect(await test.purchases.findBySession('cs_zork')).to.equal(null);
    const { purchases } = test.database;
    for (const field of ['sessionId', 'paymentId'] as const) {
      const taken = (await test.purchases.find(first.id))[field];
      const failure: unknown = await purchases
        .updateOne({ _id: second.id }, { $set: { [field]: taken } })
        .catch((thrown: unknown) => thrown);
      expect(failure).to.have.property('code', 11_000);
    }
    const plan = await purchases.find({ paymentId: 'pi_zork' }).explain('queryPlanner');
    expect(inspect(plan, { depth: null }))
      .to.contain('paymentId_1')
      .and.not.to.contain('COLLSCAN');
  });

  it('[PY1] keeps the first session', async () => {
    const purchase = await opened();
    const again = await test.purchases.attachSession(purchase.id, { sessionId: 'cs_b', url: 'b', expiresAt: new Date() });
    expect(again).to.deep.equal(purchase);
  });

  it('[PY1] twenty at once book once, and the others are stale or find nothing to do', async () => {
    const purchase = await opened();
    const booking = Array.from({ length: 20 }, () => test.purchases.book(purchase, standing(purchase), new Date()));
    const booked = await Promise.all(booking);
    expect(booked.filter((each) => each !== 'stale' && each.changed).length).to.equal(1);
    expect(booked.filter((each) => each === 'stale').length).to.equal(19);
    const [entry, ...others] = await entriesOf(purchase);
    expect(others).to.deep.equal([]);
    expect(entry).to.deep.include({ _id: `stripe:session:cs_${purchase.id}`, kind: 'purchase', by: purchase.playerId });
    expect(entry!.after).to.deep.include({ balance: credits(10_500) });
    expect((await test.purchases.find(purchase.id)).paid).to.equal(1_080);
  });

  it('[PY1] writes nothing when nothing changed', async () => {
    const purchase = await opened();
    await book(purchase, { refunded: 40 });
    const mark = await oplogNow(test.database);
    const again = await book(purchase, { refunded: 40 });
    expect(again).to.deep.include({ changed: false, wallet: null });
    expect(await book(purchase, { state: 'open' })).to.deep.include({ changed: false });
    expect((await changesSince(test.database, mark)).filter(({ collection }) => collection !== 'processes')).to.deep.equal([]);
  });

  it('[PY2] of an older and a newer standing at once, the newer stays', async () => {
    for (let round = 0; round < 10; round++) {
      const purchase = await opened();
      await book(purchase);
      const read = await test.purchases.find(purchase.id);
      const bookRead = (refunded: number) => test.purchases.book(read, standing(read, { refunded }), new Date());
      const both = await Promise.all(round % 2 ? [bookRead(270), bookRead(540)] : [bookRead(540), bookRead(270)]);
      expect(both.filter((each) => each === 'stale').length).to.equal(1);
      await book(purchase, { refunded: 540 }); // The stale one reads and asks again.
      const wallet = await test.wallets.find(purchase.playerId);
      expect([wallet.pockets.purchase, wallet.pockets.bonus]).to.deep.equal([credits(5_000), credits(250)]);
      expect(await bookRead(0)).to.equal('stale');
    }
  });

  it('[PY2] paid and already partly refunded when it is first asked: both entries, in order', async () => {
    const purchase = await opened();
    await book(purchase, { refunded: 108, disputed: 108 });
    const entries = await entriesOf(purchase);
    expect(entries.map(({ _id, kind, reason }) => [_id, kind, reason])).to.deep.equal([
      [`stripe:session:cs_${purchase.id}`, 'purchase', 'USD 10.80'],
      [`purchase:${purchase.id}:2`, 'claw-back', 'USD 1.08 refunded and USD 1.08 disputed, of USD 10.80'],
    ]);
    expect(entries.at(-1)?.after?.balance).to.equal(credits(8_400));
  });

  it('[PY2][LG4] repays debt by what is reinstated', async () => {
    const purchase = await opened();
    await book(purchase);
    const { playerId } = purchase;
    await test.wallets.adjust({
      id: randomUUID(),
      playerId,
      amount: -credits(9_500),
      reason: 'spent',
      by: 'test',
      at: new Date(),
    });
    await book(purchase, { disputed: 1_080 });
    expect(await test.wallets.find(playerId)).to.deep.include({ debt: credits(9_500) });
    await book(purchase, { disputed: 540 });
    expect(await test.wallets.find(playerId)).to.deep.include({ debt: credits(4_250) });
    await book(purchase);
    const wallet = await test.wallets.find(playerId);
    expect([wallet.debt, wallet.pockets.purchase + wallet.pockets.bonus]).to.deep.equal([0n, credits(1_000)]);
    expect((await entriesOf(purchase)).map(({ kind }) => kind)).to.deep.equal([
      ...['purchase', 'adjust', 'claw-back', 'reinstate', 'repay', 'reinstate', 'repay'],
    ]);
  });

  it('[PY1] a player without a wallet gets nothing, and the purchase stays as it was', async () => {
    const purchase = await opened({ id: randomUUID() } as Player);
    expect(await codeOf(book(purchase))).to.equal('PLAYER_NOT_FOUND');
    expect(await test.purchases.find(purchase.id)).to.deep.equal(purchase);
    expect(await codeOf(book({ ...purchase, id: randomUUID() }))).to.equal('PURCHASE_NOT_FOUND');
  });

  it('[PY2] keeps an order of a refund beside a booking, once', async () => {
    const purchase = await opened();
    const order: RefundOrder = {
      ...{ id: randomUUID(), amount: 5, reason: 'asked for', by: 'operator', at: new Date(), state: 'ordered', fault: null },
    };
    await Promise.all([book(purchase), ...Array.from({ length: 5 }, () => test.purchases.keepRefundOrder(purchase.id, order))]);
    const { refundOrders, state } = await test.purchases.find(purchase.id);
    expect({ refundOrders, state }).to.deep.equal({ refundOrders: [order], state: 'paid' });
    expect(await codeOf(test.purchases.keepRefundOrder(purchase.id, { ...order, amount: null }))).to.equal('KEY_REUSED');
    expect(await codeOf(test.purchases.keepRefundOrder(randomUUID(), order))).to.equal('PURCHASE_NOT_FOUND');
  });

  it('lists a player’s own, newest first', async () => {
    const ana = await test.player();
    const [first, second] = [await opened(ana), await opened(ana)];
    await test.database.purchases.updateOne({ _id: first.id }, { $set: { createdAt: new Date(0) } });
    expect((await test.purchases.listFor(ana.id, 10)).map(({ id }) => id)).to.deep.equal([second.id, first.id]);
    expect(await test.purchases.listFor(ana.id, 1)).to.have.length(1);
    expect(await test.purchases.countOpen(ana.id, new Date(1))).to.equal(1);
  });
});
