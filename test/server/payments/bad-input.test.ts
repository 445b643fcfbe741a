/** Webhooks, payments and refunds that are not what they should be: a clear error in log and answer, nothing moved. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { pino } from 'pino';
import Stripe from 'stripe';
import { GameError } from '#protocol/errors.ts';
import type { ErrorBody } from '#protocol/errors.ts';
import { readConfig } from '#server/config.ts';
import { connectPayments } from '#server/payments/connect-payments.ts';
import { createStripePayments } from '#server/payments/stripe-payments.ts';
import { codeOf } from '../../models/code-of.ts';
import { signIn } from '../../support/players.ts';
import type { TestPlayer } from '../../support/players.ts';
import { assertBooks, checkOut, entryKinds, outcome, startSelling } from './selling.ts';
import type { Bought, Selling } from './selling.ts';

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly data?: unknown;
}

describe('what payments refuse', function () {
  this.timeout(60_000);
  let selling: Selling;
  let stripe: Stripe;
  let operator: TestPlayer;
  let logged: LogLine[] = [];

  before(async () => {
    const write = (line: string) => void logged.push(JSON.parse(line) as LogLine);
    selling = await startSelling({ log: pino({ base: undefined }, { write }) });
    const { hostname: host, port } = new URL(selling.sandbox.url);
    stripe = new Stripe(selling.sandbox.secretKey, { host, port, protocol: 'http', telemetry: false });
    operator = await signIn(selling.server);
    await selling.server.players.setRole(operator.playerId, 'operator');
  });
  after(() => selling.server.stop());
  beforeEach(() => (logged = []));
  afterEach(() => assertBooks(selling));

  /** Sends a body as it is, with a signature of our own making. */
  async function post(body: string, { secret = selling.sandbox.webhookSecret, at = Date.now(), header = '' } = {}) {
    const timestamp = Math.floor(at / 1_000);
    const signature = header || stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const response = await fetch(`${selling.server.url}/api/stripe/webhook`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as { code?: string; data?: object; purchaseId?: string } };
  }

  const eventAbout = (object: object, { type = 'checkout.session.completed', livemode = false } = {}) =>
    JSON.stringify({ id: `evt_${randomUUID()}`, object: 'event', type, livemode, data: { object } });

  async function paid(packId?: string): Promise<Bought> {
    const bought = await checkOut(selling, packId);
    await selling.sandbox.control.pay(bought.sessionId);
    return bought;
  }

  const nothingMoved = async (bought: Bought) => {
    expect(await entryKinds(selling, bought)).to.deep.equal([]);
    expect((await outcome(selling, bought)).state).to.equal('open');
  };

  it('[PY1] a bad, stale, missing or other endpoint’s signature', async () => {
    const bought = await paid();
    const body = eventAbout({ id: bought.sessionId, object: 'checkout.session', metadata: {} });
    const refused = [
      await post(body, { secret: 'whsec_another' }),
      await post(body, { at: Date.now() - 301_000 }),
      await post(body, { header: 't=1,v1=zork' }),
      await post(body, { header: 'zork' }),
      await post('', {}),
      await post('zork', {}),
      await fetch(`${selling.server.url}/api/stripe/webhook`, { method: 'POST', body }).then(async (response) => ({
        status: response.status,
        body: (await response.json()) as { code?: string },
      })),
    ];
    expect(refused.map(({ status, body: { code } }) => [status, code])).to.deep.equal(Array(7).fill([400, 'WEBHOOK_REFUSED']));
    expect(logged.filter(({ msg }) => msg.startsWith('a webhook was refused')).length).to.equal(7);
    await nothingMoved(bought);
    // The same bytes, rightly signed, are taken: it was the signature.
    expect((await post(body)).body).to.include({ purchaseId: bought.purchaseId });
  });

  it('[PY1] a body that was changed by one space, or is signed and too large', async () => {
    const bought = await paid();
    const body = eventAbout({ id: bought.sessionId, object: 'checkout.session', metadata: {} });
    const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret: selling.sandbox.webhookSecret });
    expect((await post(`${body} `, { header })).body.code).to.equal('WEBHOOK_REFUSED');
    expect((await post(eventAbout({ text: 'x'.repeat(2_000_000) }))).status).to.equal(400);
    await nothingMoved(bought);
  });

  it('[PY1] an event of the other mode', async () => {
    const bought = await paid();
    const live = eventAbout({ id: bought.sessionId, object: 'checkout.session', metadata: {} }, { livemode: true });
    expect(await post(live)).to.deep.include({ status: 400 });
    await nothingMoved(bought);
    const { log } = selling.server.shop;
    const account = { secretKey: 'sk_live_key', webhookSecret: selling.sandbox.webhookSecret };
    const payments = createStripePayments(account, log);
    const body = Buffer.from(eventAbout({}));
    const signed = stripe.webhooks.generateTestHeaderString({ payload: body.toString(), secret: account.webhookSecret });
    expect(await codeOf(payments.readEvent(body, signed))).to.equal('WEBHOOK_REFUSED');
  });

  it('[PY1] ignores what is not ours, and kinds of events that concern no purchase', async () => {
    const foreign = await openSession({});
    await selling.sandbox.control.pay(foreign.id);
    await selling.sandbox.control.refund(foreign.id, 1);
    const deliveries = await selling.sandbox.control.deliverAll();
    expect(deliveries.map(({ status }) => status)).to.deep.equal(Array(deliveries.length).fill(200));
    expect(logged.some(({ msg, level }) => level > 30 && msg !== '')).to.equal(false);
    const strange = [eventAbout({ id: 're_zork', object: 'refund', payment_intent: 'pi_zork' }, { type: 'refund.created' })];
    strange.push(eventAbout({ id: 're_zork', object: 'refund', payment_intent: null }, { type: 'refund.updated' }));
    strange.push(eventAbout({ id: 'cus_zork', object: 'customer' }, { type: 'customer.created' }));
    logged = [];
    for (const body of strange)
      expect(await post(body)).to.deep.include({ status: 200, body: { received: true, purchaseId: null } });
    // A kind that concerns no purchase is every day's; ours, about nothing that was sold here, may be worth a look.
    expect(logged.map(({ msg }) => msg)).to.deep.equal(
      Array(2).fill('an event is about a payment for nothing that was sold here; it is ignored'),
    );
  });

  /** A paid session that somebody else made on the same account, with metadata like ours. */
  async function openSession(metadata: Record<string, string>, { amount = 1_000, currency = 'usd' } = {}) {
    const product_data = { name: 'credits' };
    return stripe.checkout.sessions.create({
      ...{ mode: 'payment', metadata, success_url: 'http://localhost', payment_intent_data: { metadata } },
      line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, product_data } }],
    });
  }

  it('[PY1] a paid session for a purchase that does not exist', async () => {
    const session = await openSession({ purchaseId: randomUUID(), playerId: operator.playerId, packId: 'ember' });
    await selling.sandbox.control.pay(session.id);
    const event = (await selling.sandbox.control.pending()).findLast(({ type }) => type === 'checkout.session.completed')!;
    const { status, body } = await selling.sandbox.control.deliver(event.id);
    expect([status, (JSON.parse(body) as { code: string }).code]).to.deep.equal([404, 'PURCHASE_NOT_FOUND']);
    expect(logged.find(({ level }) => level === 50)).to.have.property('msg', 'an event moved nothing');
  });

  it('[PY1] a second paid session that says it is for a purchase that has its own', async () => {
    const bought = await checkOut(selling);
    const { purchaseId, player } = bought;
    const session = await openSession({ purchaseId, playerId: player.playerId, packId: 'ember' });
    await selling.sandbox.control.pay(session.id);
    const event = (await selling.sandbox.control.pending()).findLast(({ type }) => type === 'checkout.session.completed')!;
    const { status, body } = await selling.sandbox.control.deliver(event.id);
    expect([status, (JSON.parse(body) as { code: string }).code]).to.deep.equal([409, 'PURCHASE_MISMATCH']);
    await nothingMoved(bought);
  });

  const DIFFERENCES: [title: string, change: object, issue: string][] = [
    ['a changed amount', { 'pack.price': 1_001 }, 'the subtotal is 1000, not 1001'],
    ['another currency', { 'pack.currency': 'eur' }, 'the currency is usd, not eur'],
    ['an unknown pack', { 'pack.id': 'zork' }, 'the pack is ember, not zork'],
    ['another player', { playerId: 'ana' }, 'the player is'],
  ];
  for (const [title, change, issue] of DIFFERENCES) {
    it(`[PY1] ${title} gives nothing, in log and answer`, async () => {
      const bought = await paid();
      const { purchases } = selling.server.database;
      const before = await purchases.findOne({ _id: bought.purchaseId });
      await purchases.updateOne({ _id: bought.purchaseId }, { $set: change });
      const event = eventAbout({ id: bought.sessionId, object: 'checkout.session', metadata: {} });
      const { status, body } = await post(event);
      expect([status, body.code]).to.deep.equal([409, 'PURCHASE_MISMATCH']);
      expect(JSON.stringify(body.data)).to.contain(issue);
      const line = logged.find(({ level }) => level === 50);
      expect(JSON.stringify(line?.data)).to.contain(issue);
      await nothingMoved(bought);
      const returned = await fetch(`${selling.server.url}/api/checkout/return?sessionId=${bought.sessionId}`);
      const told = (await returned.json()) as ErrorBody;
      expect([returned.status, told.code]).to.deep.equal([409, 'PURCHASE_MISMATCH']);
      expect(told.message).to.contain('not the one that was agreed on');
      await purchases.replaceOne({ _id: bought.purchaseId }, before!);
      expect((await post(event)).status).to.equal(200);
    });
  }

  it('[PY1] an unknown player gets nothing', async () => {
    const bought = await paid();
    const { wallets } = selling.server.database;
    const wallet = await wallets.findOne({ _id: bought.player.playerId });
    await wallets.deleteOne({ _id: bought.player.playerId });
    const { status, body } = await post(eventAbout({ id: bought.sessionId, object: 'checkout.session', metadata: {} }));
    expect([status, body.code]).to.deep.equal([404, 'PLAYER_NOT_FOUND']);
    await wallets.insertOne(wallet!);
    await nothingMoved(bought);
  });

  it('[PY1] Stripe not answering makes the webhook come again', async () => {
    const bought = await paid();
    const { shop } = selling.server;
    const real = shop.payments!;
    shop.payments = { ...real, standingOf: () => Promise.reject(new GameError('PAYMENTS_UNAVAILABLE')) };
    const event = eventAbout({ id: bought.sessionId, object: 'checkout.session', metadata: {} });
    expect(await post(event)).to.have.property('status', 503);
    shop.payments = real;
    await nothingMoved(bought);
    expect(await post(event)).to.have.property('status', 200);
  });

  it('[PY1] a service that is not there, or does not know our key, is PAYMENTS_UNAVAILABLE', async () => {
    const { log } = selling.server.shop;
    const webhookSecret = 'whsec_zork';
    const nobody = createStripePayments({ secretKey: 'sk_test_a', webhookSecret, apiBase: 'http://127.0.0.1:9' }, log);
    const stranger = createStripePayments({ secretKey: 'sk_test_a', webhookSecret, apiBase: selling.sandbox.url }, log);
    for (const payments of [nobody, stranger])
      expect(await codeOf(payments.standingOf('cs_test'))).to.equal('PAYMENTS_UNAVAILABLE');
    expect(logged.filter(({ level }) => level === 50).length).to.equal(2);
    expect(await codeOf(selling.server.shop.payments!.standingOf('cs_test_zork'))).to.equal('PURCHASE_NOT_FOUND');
  });

  it('[PY1] production sells nothing without a key, and says so', async () => {
    const { shop, database } = selling.server;
    const config = readConfig({ NODE_ENV: 'production', AUTH_SECRET: 'a secret that only tests know, long enough' });
    const off = { ...shop, payments: null };
    const parts = { config, db: database.db, localUrl: selling.server.url, withSandbox: true };
    expect(await connectPayments(off, parts)).to.equal(null);
    expect(off.payments).to.equal(null);
    expect(logged.at(-1)?.msg).to.contain('nothing is sold: set STRIPE_SECRET_KEY');
    const keyed = readConfig({ STRIPE_SECRET_KEY: 'sk_live_a', STRIPE_WEBHOOK_SECRET: 'whsec_a' });
    const on = { ...shop };
    expect(await connectPayments(on, { ...parts, config: keyed })).to.equal(null);
    expect(on.payments).to.include({ isLive: true, mode: 'live' });

    // Test cards would buy real turns.
    const loud = () => logged.filter(({ level, msg }) => level === 40 && msg.includes('test card numbers buy real turns')).length;
    expect(loud()).to.equal(0);
    for (const secretKey of ['sk_test_a', 'rk_test_a']) {
      const tested = readConfig({ STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: 'whsec_a' });
      await connectPayments(on, { ...parts, config: tested });
      expect([on.payments?.mode, loud()]).to.deep.equal(['test', 0]);
      await connectPayments(on, { ...parts, config: { ...tested, production: true } });
      expect(loud()).to.equal(1);
      logged = [];
    }
  });

  describe('operators’ refunds', () => {
    const refund = (bought: Bought, order: object = {}, as = operator) =>
      as.client.api.admin.refundPurchase({
        ...{ purchaseId: bought.purchaseId, playerId: bought.player.playerId, id: randomUUID(), reason: 'asked for' },
        ...order,
      });

    async function bought(): Promise<Bought> {
      const purchase = await paid();
      await selling.sandbox.control.deliverAll();
      return purchase;
    }

    it('[PY2] pay back a part, the rest, and no more; who ordered it is kept', async () => {
      const purchase = await bought();
      const id = randomUUID();
      expect(await refund(purchase, { id, amount: 300 })).to.include({ refunded: 300, takenBack: 3_150_000_000 });
      expect(await refund(purchase, { id, amount: 300 })).to.include({ refunded: 300 });
      // A day later Stripe has forgotten the idempotency key.
      await selling.server.database.db.collection('stripeSandbox').deleteMany({ kind: 'answer' });
      expect(await refund(purchase, { id, amount: 300 })).to.include({ refunded: 300 });
      expect(await codeOf(refund(purchase, { id, amount: 301 }))).to.equal('KEY_REUSED');
      const failure: unknown = await refund(purchase, { amount: 701 }).catch((thrown: unknown) => thrown);
      expect(failure).to.deep.include({ code: 'REFUND_TOO_LARGE', data: { left: 700 } });
      expect(await refund(purchase)).to.include({ refunded: 1_000, takenBack: 10_500_000_000 });
      expect(await codeOf(refund(purchase))).to.equal('REFUND_TOO_LARGE');
      expect(await outcome(selling, purchase)).to.deep.include({ purchase: 0n, bonus: 0n, debt: 0n });
      const [shown] = await operator.client.api.admin.purchases({ playerId: purchase.player.playerId });
      expect(shown!.refundOrders.map(({ amount, by, reason }) => ({ amount, by, reason }))).to.deep.equal([
        { amount: 300, by: operator.playerId, reason: 'asked for' },
        { amount: null, by: operator.playerId, reason: 'asked for' },
      ]);
      await selling.sandbox.control.deliverAll();
      expect(await entryKinds(selling, purchase)).to.deep.equal(['purchase', 'claw-back', 'claw-back']);
    });

    it('[PY2] the same order by ten at once pays back once', async () => {
      const purchase = await bought();
      const id = randomUUID();
      await Promise.allSettled(Array.from({ length: 10 }, () => refund(purchase, { id, amount: 100 })));
      expect(await refund(purchase, { id, amount: 100 })).to.include({ refunded: 100 });
      await selling.sandbox.control.deliverAll();
      expect(await outcome(selling, purchase)).to.deep.include({ refunded: 100, purchase: 9_000n, bonus: 450n });
    });

    it('[PY2] refuse what is negative, fractional, huge, unpaid, in dispute, or another player’s', async () => {
      const purchase = await bought();
      const open = await checkOut(selling);
      const refused = (order: object) => codeOf(refund(purchase, order));
      for (const amount of [-1, 0, 0.5, 1e300, NaN, '5']) expect(await refused({ amount }), String(amount)).to.equal('BAD_INPUT');
      expect(await refused({ amount: Number.MAX_SAFE_INTEGER })).to.equal('REFUND_TOO_LARGE');
      expect(await refused({ playerId: operator.playerId })).to.equal('PURCHASE_NOT_FOUND');
      expect(await refused({ purchaseId: randomUUID() })).to.equal('PURCHASE_NOT_FOUND');
      for (const reason of ['', '\u200b\u200b\u200b']) expect(await refused({ reason })).to.equal('BAD_INPUT');
      expect(await refused({ id: 'zork' })).to.equal('BAD_INPUT');
      expect(await codeOf(refund(open))).to.equal('REFUND_TOO_LARGE');
      expect(await codeOf(refund(purchase, {}, purchase.player))).to.equal('FORBIDDEN');
      expect(await outcome(selling, purchase)).to.deep.include({ refunded: 0, purchase: 10_000n, bonus: 500n });

      const dispute = await selling.sandbox.control.openDispute(purchase.sessionId, 600);
      await selling.sandbox.control.withdrawFunds(dispute.id);
      expect(await refused({ amount: 401 })).to.equal('REFUND_TOO_LARGE');
      expect(await refused({ amount: 400 })).to.equal('REFUND_TOO_LARGE'); // Stripe refunds nothing of a disputed charge.
      await selling.sandbox.control.deliverAll();
      expect(await outcome(selling, purchase)).to.deep.include({ refunded: 0, disputed: 600, purchase: 4_000n, bonus: 200n });
    });

    it('[PY2] are listed with what operators gave and took, and with what Stripe said', async () => {
      const purchase = await bought();
      const { playerId } = purchase.player;
      const { admin } = operator.client.api;
      await refund(purchase, { amount: 300, reason: 'asked nicely' });
      await admin.adjust({ id: randomUUID(), playerId, credits: '1', reason: 'a gift' });
      const { shop } = selling.server;
      const real = shop.payments!;
      shop.payments = { ...real, refund: () => Promise.reject(new GameError('PAYMENTS_UNAVAILABLE')) };
      const id = randomUUID();
      expect(await codeOf(refund(purchase, { id, amount: 10, reason: 'Stripe is down' }))).to.equal('PAYMENTS_UNAVAILABLE');
      shop.payments = real;
      const dispute = await selling.sandbox.control.openDispute(purchase.sessionId, 600);
      await selling.sandbox.control.withdrawFunds(dispute.id);
      expect(await codeOf(refund(purchase, { amount: 100, reason: 'too late' }))).to.equal('REFUND_TOO_LARGE');
      await selling.sandbox.control.deliverAll();

      const { rows } = await admin.actions({ playerId });
      const about = { purchaseId: purchase.purchaseId, currency: 'usd' };
      const fault = rows[0]!.refund!.fault;
      expect(fault)
        .to.be.a('string')
        .and.match(/disputed|charged back/);
      const mine = { by: operator.playerId, byName: (await operator.client.api.me({})).name, playerId };
      expect(rows.map(({ key: _key, at: _at, ...row }) => row)).to.deep.equal([
        ...[
          { reason: 'too late', refund: { ...about, amount: 100, state: 'refused', fault } },
          { reason: 'Stripe is down', refund: { ...about, amount: 10, state: 'ordered', fault: null } },
        ].map((row) => ({ ...mine, kind: 'refund', amount: 0, creatorShare: 0, turn: null, ...row })),
        { ...mine, kind: 'adjust', amount: 1_000_000, creatorShare: 0, turn: null, reason: 'a gift', refund: null },
        {
          ...{ ...mine, kind: 'refund', amount: 0, creatorShare: 0, turn: null, reason: 'asked nicely' },
          refund: { ...about, amount: 300, state: 'done', fault: null },
        },
      ]);
      const paged = [];
      for (let cursor: string | undefined | null; cursor !== null;) {
        const page = await admin.actions({ playerId, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        paged.push(...page.rows);
        cursor = page.nextCursor;
      }
      expect(paged).to.deep.equal(rows);
      expect((await admin.actions({ playerId, by: 'nobody' })).rows).to.deep.equal([]);
    });
  });
});
