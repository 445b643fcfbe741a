/** Paid credits: given once whoever asks, taken back as far as they are there, owed beyond that. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ERRORS, GameError } from '#protocol/errors.ts';
import type { CheckoutReturn } from '#protocol/rest-contract.ts';
import type { WalletChange } from '#rooms/news.ts';
import type { PaymentStanding } from '#core/purchases/purchase.ts';
import { SharedWork } from '#server/payments/shared-work.ts';
import { bookPurchase } from '#server/payments/book-purchase.ts';
import type { Payments } from '#server/payments/payments.ts';
import { catchUpWithStripe } from '#server/jobs/catch-up-with-stripe-job.ts';
import { codeOf } from '../../models/code-of.ts';
import { signIn, until } from '../../support/players.ts';
import { assertBooks, checkOut, entryKinds, outcome, startSelling } from './selling.ts';
import type { Bought, Selling } from './selling.ts';

describe('purchases, end to end', function () {
  this.timeout(60_000);
  let selling: Selling;
  before(async () => (selling = await startSelling()));
  after(() => selling.server.stop());
  afterEach(() => assertBooks(selling));

  async function buy(packId?: string, player?: Bought['player']): Promise<Bought> {
    const bought = await checkOut(selling, packId, player);
    await selling.sandbox.control.pay(bought.sessionId);
    await selling.sandbox.control.deliverAll();
    return bought;
  }

  async function spend({ player: { playerId } }: Bought, credits: number): Promise<void> {
    const amount = BigInt(-credits) * 1_000_000n;
    await selling.server.wallets.adjust({ id: randomUUID(), playerId, amount, reason: 'spent', by: 'test', at: new Date() });
  }

  /** As anybody may ask, without a sign-in. */
  const returned = async (query: string) => {
    const response = await fetch(`${selling.server.url}/api/checkout/return${query}`);
    const { state, sentence, ...rest } = (await response.json()) as CheckoutReturn;
    return { status: response.status, state, text: sentence, rest: JSON.stringify(rest) };
  };

  it('[PY1] twenty at once give once: webhooks, the return page, the player looking, the server itself', async () => {
    const bought = await checkOut(selling);
    const { sessionId, purchaseId, player } = bought;
    await selling.sandbox.control.pay(sessionId);
    const completed = (await selling.sandbox.control.pending()).find(({ type }) => type === 'checkout.session.completed')!;
    await Promise.all(
      Array.from({ length: 5 }, () => [
        selling.sandbox.control.deliver(completed.id),
        returned(`?sessionId=${sessionId}`),
        player.client.api.purchases.get({ purchaseId }),
        bookPurchase({ purchaseId }, selling.server.shop),
      ]).flat(),
    );
    expect(await outcome(selling, bought)).to.deep.include({ state: 'paid', purchase: 10_000n, bonus: 500n });
    expect(await entryKinds(selling, bought)).to.deep.equal(['purchase']);
  });

  it('[PY1] a webhook replayed a thousand times moves nothing more', async function () {
    this.timeout(120_000);
    const bought = await buy();
    const events = await selling.sandbox.control.events();
    const { id } = events.findLast(({ type }) => type === 'checkout.session.completed')!;
    const { seq } = await selling.server.purchases.find(bought.purchaseId);
    for (let sent = 0; sent < 1_000; sent += 20) {
      const deliveries = await Promise.all(Array.from({ length: 20 }, () => selling.sandbox.control.deliver(id)));
      expect(deliveries.map(({ status }) => status)).to.deep.equal(Array(20).fill(200));
    }
    expect(await entryKinds(selling, bought)).to.deep.equal(['purchase']);
    expect((await selling.server.purchases.find(bought.purchaseId)).seq).to.equal(seq);
  });

  it('[PY1][PY2] an event about a payment that we never heard of finds its purchase', async () => {
    for (const type of ['refund.created', 'charge.refunded', 'charge.dispute.created']) {
      const bought = await checkOut(selling);
      const { control } = selling.sandbox;
      await control.pay(bought.sessionId);
      await (type.includes('dispute') ? control.openDispute(bought.sessionId, 100) : control.refund(bought.sessionId, 100));
      const event = (await control.pending()).findLast((each) => each.type === type)!;
      expect(await control.deliver(event.id)).to.include({ status: 200 });
      expect(await outcome(selling, bought)).to.deep.include({ state: 'paid', purchase: 9_000n, bonus: 450n });
    }
    await selling.sandbox.control.deliverAll();
  });

  it('[PY1] tells the player’s rooms that the wallet moved, after it did, with its seq', async () => {
    const told: WalletChange[] = [];
    const stop = selling.server.shop.walletNews.listen((change) => told.push(change));
    const { player } = await buy();
    const { seq } = await selling.server.wallets.find(player.playerId);
    await until(() => told.length > 0);
    stop();
    expect(told).to.deep.equal([{ playerId: player.playerId, seq }]);
  });

  it('[PY2][LG4] what was spent of a refunded purchase is owed, and the next purchase repays it first', async () => {
    const bought = await buy();
    await spend(bought, 10_300);
    await selling.sandbox.control.refund(bought.sessionId);
    await selling.sandbox.control.deliverAll();
    expect(await outcome(selling, bought)).to.deep.include({ purchase: 0n, bonus: 0n, debt: 10_300n, back: 10_500n });

    await buy('spark', bought.player);
    expect(await outcome(selling, bought)).to.deep.include({ purchase: 0n, bonus: 0n, debt: 5_300n });
    await buy('ember', bought.player);
    expect(await outcome(selling, bought)).to.deep.include({ purchase: 5_200n, bonus: 0n, debt: 0n });
    expect(await entryKinds(selling, bought)).to.deep.equal([
      ...['purchase', 'adjust', 'claw-back', 'purchase', 'repay', 'purchase', 'repay'],
    ]);
  });

  it('[PY2] what a lost dispute took from other pockets comes back to its own when it is won after all', async () => {
    const bought = await buy();
    const { playerId } = bought.player;
    await spend(bought, 10_000);
    await selling.server.wallets.adjust({
      ...{ id: randomUUID(), playerId, amount: 4_000_000_000n, reason: 'a gift', by: 'test', at: new Date() },
    });
    const dispute = await selling.sandbox.control.openDispute(bought.sessionId);
    await selling.sandbox.control.deliverAll();
    expect(await outcome(selling, bought)).to.deep.include({ purchase: 0n, bonus: 0n, debt: 6_000n, disputed: 1_000 });
    await selling.sandbox.control.closeDispute(dispute.id, 'won');
    await selling.sandbox.control.deliverAll();
    // 10,500 come back, 6,000 of them repay.
    expect(await outcome(selling, bought)).to.deep.include({ purchase: 4_500n, bonus: 0n, debt: 0n, disputed: 0 });
  });

  it('[PY2] leaves alone what running turns hold', async () => {
    const bought = await buy('spark');
    const { playerId } = bought.player;
    const { game } = selling.server;
    const ceiling = 3_000_000_000n;
    const held = await game.turns.hold({
      ...{ key: `turn:journey:${randomUUID()}`, hash: 'text', playerId, journeyId: 'journey', fence: 1, narratorId: 'hearth' },
      ...{ priceVersion: game.prices.current(game.clock()).version, ceiling, ceilingMin: ceiling, ceilingSeen: ceiling },
      ...{ freeEligible: false, freeTurnsPerDay: 3, at: game.clock(), ttlMs: 300_000 },
    });
    await selling.sandbox.control.refund(bought.sessionId);
    await selling.sandbox.control.deliverAll();
    expect(await outcome(selling, bought)).to.deep.include({ purchase: 0n, debt: 3_000n, holds: 1 });
    if (held.type !== 'held') throw new Error('was not held');
    await game.turns.release({ hold: held.hold, reason: 'narrator-failed', at: new Date(), incomplete: null });
    expect(await outcome(selling, bought)).to.deep.include({ purchase: 0n, debt: 0n, holds: 0 });
  });

  /** Answers of Stripe's that a test lets go when it likes. */
  function slowPayments(standings: Promise<PaymentStanding>[]): Selling['server']['shop'] {
    const { shop } = selling.server;
    const real = shop.payments!;
    const payments: Payments = { ...real, standingOf: (id) => standings.shift() ?? real.standingOf(id) };
    return { ...shop, payments, booking: new SharedWork() }; // As in another process.
  }

  it('[PY1][PY2] an older answer of Stripe that comes later does not stay', async () => {
    for (const withWrite of [true, false]) {
      const bought = await buy();
      const { purchaseId, sessionId } = bought;
      const refund = await selling.sandbox.control.refund(sessionId, 500);
      const older = await selling.server.shop.payments!.standingOf(sessionId);
      const answer = Promise.withResolvers<PaymentStanding>();
      const slow = bookPurchase({ purchaseId }, slowPayments([answer.promise]));
      // Meanwhile the refund fails: one that asks now finds something to write, or nothing at all.
      if (withWrite) await bookPurchase({ purchaseId }, selling.server.shop);
      await selling.sandbox.control.failRefund(refund.id);
      await bookPurchase({ purchaseId }, selling.server.shop);
      answer.resolve(older);
      await slow;
      expect(await outcome(selling, bought)).to.deep.include({ refunded: 0, purchase: 10_000n, bonus: 500n });
      await selling.sandbox.control.deliverAll();
    }
  });

  it('[PY1] catches up with what no webhook told', async () => {
    const [paid, refunded, expired, foreign] = [
      ...[await checkOut(selling), await buy(), await checkOut(selling), await checkOut(selling)],
    ] as [Bought, Bought, Bought, Bought];
    await selling.sandbox.control.pay(paid.sessionId);
    await selling.sandbox.control.refund(refunded.sessionId, 100);
    await selling.sandbox.control.expire(expired.sessionId);
    await catchUpWithStripe(selling.server.shop);
    await catchUpWithStripe(selling.server.shop);
    expect(await outcome(selling, paid)).to.deep.include({ state: 'paid', purchase: 10_000n });
    expect(await outcome(selling, refunded)).to.deep.include({ refunded: 100, purchase: 9_000n, bonus: 450n });
    expect(await outcome(selling, expired)).to.deep.include({ state: 'expired', purchase: 0n });
    expect(await outcome(selling, foreign)).to.deep.include({ state: 'open', purchase: 0n });
    await selling.sandbox.control.deliverAll();
  });

  it('[PY1] asks about checkouts that ended without an event', async () => {
    const bought = await checkOut(selling);
    await selling.sandbox.control.pay(bought.sessionId);
    const { shop, database } = selling.server;
    await database.purchases.updateOne({ _id: bought.purchaseId }, { $set: { 'checkout.expiresAt': new Date(0) } });
    const deaf: Payments = { ...shop.payments!, eventsSince: async function* () {} };
    await catchUpWithStripe({ ...shop, payments: deaf });
    expect(await outcome(selling, bought)).to.deep.include({ state: 'paid', purchase: 10_000n });
    await selling.sandbox.control.deliverAll();
  });

  it('[PY1] says to who comes back what became of the payment', async () => {
    const bought = await checkOut(selling);
    const at = `?sessionId=${bought.sessionId}`;
    const open = await returned(at);
    expect(open).to.include({ status: 200, state: 'open' });
    expect(open.text).to.contain('Not paid');
    await selling.sandbox.control.pay(bought.sessionId, 'delayed');
    const pending = await returned(at);
    expect(pending).to.include({ status: 200, state: 'pending' });
    expect(pending.text).to.contain('Your bank has not paid yet; that can take days. 10,500 credits are added');
    await selling.sandbox.control.finishDelayed(bought.sessionId, 'succeeded');
    const paid = await returned(at);
    expect(paid).to.include({ status: 200, state: 'paid' });
    expect(paid.text).to.contain('10,500 credits were added to your wallet.');
    const unknown = await returned('?sessionId=cs_test_<script>');
    expect(unknown).to.include({ status: 404 });
    expect(unknown.rest).to.contain('PURCHASE_NOT_FOUND').and.to.not.contain('cs_test_<script>');
    const canceled = await returned('');
    expect(canceled).to.include({ status: 200, state: 'canceled' });
    expect(canceled.text).to.contain('Nothing was taken');
    expect(await returned('?sessionId=one&sessionId=two')).to.include({ status: 400 });
    await selling.sandbox.control.deliverAll();
  });

  it('[LG2] the same id opens one checkout, and no other', async () => {
    const player = await signIn(selling.server);
    const other = await signIn(selling.server);
    const request = { id: randomUUID(), packId: 'ember' };
    const checkout = (as = player, packId = 'ember') => as.client.api.purchases.checkout({ ...request, packId });
    const [first, ...same] = await Promise.all([checkout(), checkout(), checkout()]);
    expect(same).to.deep.equal([first, first]);
    expect(await checkout()).to.deep.equal(first);
    expect(await codeOf(checkout(player, 'spark'))).to.equal('KEY_REUSED');
    expect(await codeOf(checkout(other))).to.equal('KEY_REUSED');
    const list = await player.client.api.purchases.list({});
    expect(list.map(({ purchaseId, state, url }) => ({ purchaseId, state, url }))).to.deep.equal([
      { purchaseId: request.id, state: 'open', url: first.url },
    ]);
    expect(await other.client.api.purchases.list({})).to.deep.equal([]);
    const looking = other.client.api.purchases.get({ purchaseId: request.id });
    expect(await codeOf(looking)).to.equal('PURCHASE_NOT_FOUND');
  });

  it('[PY1] sells only what is sold, to wallets that can hold it', async () => {
    const player = await signIn(selling.server);
    const checkout = (packId: string) => player.client.api.purchases.checkout({ id: randomUUID(), packId });
    expect(await codeOf(checkout('zork'))).to.equal('PACK_NOT_FOUND');
    const amount = 999_995_000n * 1_000_000n;
    const { playerId } = player;
    await selling.server.wallets.adjust({ id: randomUUID(), playerId, amount, reason: 'rich', by: 'test', at: new Date() });
    expect(await codeOf(checkout('ember'))).to.equal('WALLET_FULL');
    expect(await codeOf(checkout('spark'))).to.equal('none');
    for (let open = 1; open < 20; open++) await checkout('spark');
    expect(await codeOf(checkout('spark'))).to.equal('TOO_MANY_CHECKOUTS');
  });

  it('[PY1] says that payments are down, keeps the purchase, and goes on when they are back', async () => {
    const { server } = selling;
    const player = await signIn(server);
    const id = randomUUID();
    const real = server.shop.payments!;
    const down = () => Promise.reject(new GameError('PAYMENTS_UNAVAILABLE'));
    server.shop.payments = { ...real, openCheckout: down };
    const checkout = () => player.client.api.purchases.checkout({ id, packId: 'spark' });
    expect(await codeOf(checkout())).to.equal('PAYMENTS_UNAVAILABLE');
    server.shop.payments = null;
    expect(await codeOf(checkout())).to.equal('PURCHASES_OFF');
    expect(await player.client.api.purchases.packs()).to.include({
      mode: 'off',
      reason: ERRORS.PURCHASES_OFF.sentence,
    });
    server.shop.payments = real;
    const anybody = await fetch(`${server.url}/api/packs`); // Without a sign-in.
    expect(((await anybody.json()) as { mode: string }).mode).to.equal('test');
    expect((await checkout()).purchaseId).to.equal(id);
    server.shop.payments = { ...real, standingOf: down };
    const { sessionId } = await server.purchases.find(id);
    expect(await returned(`?sessionId=${sessionId}`)).to.include({ status: 503 });
    server.shop.payments = real;
    expect(await returned(`?sessionId=${sessionId}`)).to.include({ status: 200, state: 'open' });
  });
});
