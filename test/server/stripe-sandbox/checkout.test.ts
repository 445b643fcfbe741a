/** Checkout sessions of the Stripe sandbox, by Stripe's own SDK: opened, paid, declined, delayed, expired. */
import { expect } from 'chai';
import Stripe from 'stripe';
import { refused } from './refused.ts';
import { SUCCESS_URL, checkout, clientOf, startSandboxBench } from './sandbox-bench.ts';
import type { SandboxBench } from './sandbox-bench.ts';

describe('Stripe sandbox: checkout', () => {
  let bench: SandboxBench;
  let now: Date | null = null;
  before(async () => {
    bench = await startSandboxBench({ delivery: 'held', clock: () => now ?? new Date() });
  });
  afterEach(() => void (now = null));
  after(() => bench.end());

  const typesAbout = async (sessionId: string) => {
    const session = await bench.stripe.checkout.sessions.retrieve(sessionId);
    const events = await bench.sandbox.control.events();
    const ids = [sessionId, session.payment_intent];
    return events
      .filter(
        ({ data: { object } }) => ids.includes(object.id) || ids.includes((object['payment_intent'] as string | null) ?? ''),
      )
      .map(({ type }) => type);
  };

  it('opens a session as asked', async () => {
    const session = await bench.stripe.checkout.sessions.create(checkout());
    expect(session.id).to.match(/^cs_test_\w{58}$/);
    expect(session).to.include({
      ...{ object: 'checkout.session', status: 'open', payment_status: 'unpaid', livemode: false, mode: 'payment' },
      ...{ currency: 'usd', amount_subtotal: 500, amount_total: 500, client_reference_id: 'player-1', payment_intent: null },
      ...{ success_url: SUCCESS_URL, url: `${bench.sandbox.url}/pay/${session.id}` },
    });
    expect(session.total_details?.amount_tax).to.equal(0);
    expect(session.metadata).to.deep.equal({ purchaseId: 'purchase-1', packId: 'spark' });
    expect(session.expires_at - session.created).to.equal(24 * 3_600);
    expect(await bench.stripe.checkout.sessions.retrieve(session.id)).to.deep.equal(session);
  });

  it('adds taxes when automatic tax is on', async () => {
    const session = await bench.stripe.checkout.sessions.create(checkout({ automatic_tax: { enabled: true } }));
    expect(session).to.include({ amount_subtotal: 500, amount_total: 600 });
    expect(session.total_details?.amount_tax).to.equal(100);
  });

  it('is paid once', async () => {
    const { id } = await bench.stripe.checkout.sessions.create(checkout());
    await bench.sandbox.control.pay(id);
    const expand = ['payment_intent.latest_charge', 'line_items'];
    const session = await bench.stripe.checkout.sessions.retrieve(id, { expand });
    expect(session).to.include({ status: 'complete', payment_status: 'paid', url: null });
    const intent = session.payment_intent as Stripe.PaymentIntent;
    expect(intent).to.include({ status: 'succeeded', amount: 500, amount_received: 500, currency: 'usd' });
    expect(intent.metadata).to.deep.equal({ purchaseId: 'purchase-1' });
    const charge = intent.latest_charge as Stripe.Charge;
    const standing = { status: 'succeeded', paid: true, amount: 500, amount_refunded: 0, refunded: false, disputed: false };
    expect(charge).to.include({ ...standing, payment_intent: intent.id });
    expect(session.line_items?.data[0]).to.include({ description: '5,000 credits', amount_total: 500 });
    expect(await typesAbout(id)).to.deep.equal([
      ...['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'],
    ]);
    await refused(bench.sandbox.control.pay(id), /Only Checkout Sessions with a status in \["open"\]/);
  });

  it('is paid once by twenty at the same moment', async () => {
    const { id } = await bench.stripe.checkout.sessions.create(checkout());
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => bench.sandbox.control.pay(id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect((await typesAbout(id)).filter((type) => type === 'checkout.session.completed')).to.have.length(1);
  });

  it('stays open after a declined card', async () => {
    const { id } = await bench.stripe.checkout.sessions.create(checkout());
    await bench.sandbox.control.pay(id, 'declined');
    const declined = await bench.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] });
    expect(declined).to.include({ status: 'open', payment_status: 'unpaid' });
    const intent = declined.payment_intent as Stripe.PaymentIntent;
    expect(intent.status).to.equal('requires_payment_method');
    expect(intent.latest_charge).to.include({ status: 'failed', failure_code: 'card_declined', paid: false });
    const paid = await bench.sandbox.control.pay(id);
    expect(paid).to.include({ status: 'complete', payment_status: 'paid', payment_intent: intent.id });
    expect((await bench.stripe.charges.list({ payment_intent: intent.id })).data).to.have.length(2);
  });

  for (const [outcome, status, type] of [
    ['succeeded', 'paid', 'checkout.session.async_payment_succeeded'],
    ['failed', 'unpaid', 'checkout.session.async_payment_failed'],
  ] as const) {
    it(`is complete but unpaid until a slow bank's payment has ${outcome}`, async () => {
      const { id } = await bench.stripe.checkout.sessions.create(checkout());
      const session = await bench.sandbox.control.pay(id, 'delayed');
      expect(session).to.include({ status: 'complete', payment_status: 'unpaid' });
      const completed = (await bench.sandbox.control.events()).findLast((event) => event.type === 'checkout.session.completed');
      expect(completed?.data.object).to.include({ id, payment_status: 'unpaid' });
      expect((await bench.stripe.paymentIntents.retrieve(String(session['payment_intent']))).status).to.equal('processing');

      await bench.sandbox.control.finishDelayed(id, outcome);
      expect(await bench.stripe.checkout.sessions.retrieve(id)).to.include({ status: 'complete', payment_status: status });
      expect((await typesAbout(id)).at(-1)).to.equal(type);
      await refused(bench.sandbox.control.finishDelayed(id, outcome), /waits for no bank/);
    });
  }

  it('expires when told, and only open ones', async () => {
    const { id } = await bench.stripe.checkout.sessions.create(checkout());
    const session = await bench.stripe.checkout.sessions.expire(id, { expand: ['payment_intent'] });
    expect(session).to.include({ status: 'expired', payment_status: 'unpaid', url: null });
    expect(await typesAbout(id)).to.deep.equal(['checkout.session.expired']);
    await refused(bench.stripe.checkout.sessions.expire(id), /This Session is expired/);
    await refused(bench.sandbox.control.pay(id), /This Session is expired/);
  });

  it('expires by itself when its time has passed', async () => {
    const expires_at = Math.floor(Date.now() / 1000) + 1_800;
    const { id } = await bench.stripe.checkout.sessions.create(checkout({ expires_at }));
    now = new Date((expires_at + 1) * 1000);
    await refused(bench.sandbox.control.pay(id), /can be paid/);
    await bench.sandbox.control.expireOverdue();
    expect(await bench.stripe.checkout.sessions.retrieve(id)).to.include({ status: 'expired' });
  });

  it('is found by its payment intent', async () => {
    const { id } = await bench.stripe.checkout.sessions.create(checkout());
    const session = await bench.sandbox.control.pay(id);
    const found = await bench.stripe.checkout.sessions.list({ payment_intent: String(session['payment_intent']) });
    expect(found.data.map((each) => each.id)).to.deep.equal([id]);
    expect((await bench.stripe.checkout.sessions.list({ payment_intent: 'pi_unknown' })).data).to.deep.equal([]);
  });

  const item = (price: object, quantity: unknown = 1) => ({
    line_items: [{ quantity, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'x' }, ...price } }],
  });
  const wrong: [string, object, string, string | undefined][] = [
    ['no lines', { line_items: undefined }, 'line_items', 'parameter_missing'],
    ['another mode', { mode: 'subscription' }, 'mode', undefined],
    ['a fraction', item({ unit_amount: 1.5 }), 'line_items[0][price_data][unit_amount]', 'parameter_invalid_integer'],
    ['less than nothing', item({ unit_amount: -5 }), 'line_items[0][price_data][unit_amount]', 'parameter_invalid_integer'],
    ['none of it', item({}, 0), 'line_items[0][quantity]', 'parameter_invalid_integer'],
    ['no currency', item({ currency: 'dollars' }), 'line_items[0][price_data][currency]', undefined],
    ['no address', { success_url: 'bought' }, 'success_url', 'url_invalid'],
    ['a slip of the pen', { succes_url: 'http://localhost' }, 'succes_url', 'parameter_unknown'],
    ['long metadata', { metadata: { note: 'x'.repeat(501) } }, 'metadata[note]', undefined],
    ['a time that has passed', { expires_at: 1_000 }, 'expires_at', undefined],
  ];
  for (const [what, changes, param, code] of wrong) {
    it(`refuses ${what}`, async () => {
      const failure = await refused(bench.stripe.checkout.sessions.create(checkout(changes)), /./);
      expect(failure).to.be.instanceOf(Stripe.errors.StripeInvalidRequestError);
      expect(failure).to.include({ statusCode: 400, param, code });
      expect(failure.requestId).to.match(/^req_/);
    });
  }

  it('answers 404 for what there is not', async () => {
    const failure = await refused(bench.stripe.checkout.sessions.retrieve('cs_test_nothing'), /No such checkout.session/);
    expect(failure).to.include({ statusCode: 404, code: 'resource_missing' });
    await refused(bench.stripe.paymentIntents.retrieve('pi_nothing'), /No such payment_intent: 'pi_nothing'/);
    await refused(bench.stripe.customers.list(), /Unrecognized request URL/);
    await refused(bench.stripe.checkout.sessions.list({ expand: ['data.nothing'] }), /cannot be expanded/);
  });

  it('refuses a wrong key', async () => {
    const stranger = clientOf({ url: bench.sandbox.url, secretKey: 'sk_test_of_somebody_else' });
    const failure = await refused(stranger.checkout.sessions.create(checkout()), /Invalid API Key provided: sk_test_\*+/);
    expect(failure).to.be.instanceOf(Stripe.errors.StripeAuthenticationError).and.include({ statusCode: 401 });
  });
});
