/** Idempotency keys of the Stripe sandbox: the first answer again, refusals too, and never twice the work. */
import { expect } from 'chai';
import Stripe from 'stripe';
import { refused } from './refused.ts';
import { checkout, paidIntent, startSandboxBench } from './sandbox-bench.ts';
import type { SandboxBench } from './sandbox-bench.ts';

describe('Stripe sandbox: idempotency keys', () => {
  let bench: SandboxBench;
  before(async () => {
    bench = await startSandboxBench({ delivery: 'held' });
  });
  after(() => bench.end());

  it('answer the same again with the first answer, over a restart too', async () => {
    const first = await bench.stripe.checkout.sessions.create(checkout(), { idempotencyKey: 'same' });
    expect(first.lastResponse.headers).to.not.have.property('idempotent-replayed');
    await bench.sandbox.control.pay(first.id);
    await bench.restart();
    const again = await bench.stripe.checkout.sessions.create(checkout(), { idempotencyKey: 'same' });
    expect(again.id).to.equal(first.id);
    expect(again.status).to.equal('open'); // As it was answered, not as it is.
    expect(again.lastResponse.headers).to.include({ 'idempotent-replayed': 'true' });
    expect(again.lastResponse.headers['original-request']).to.equal(first.lastResponse.requestId);
  });

  it('refuse something else under the same key', async () => {
    await bench.stripe.checkout.sessions.create(checkout(), { idempotencyKey: 'other' });
    const changed = checkout({ client_reference_id: 'player-2' });
    const failure = await refused(bench.stripe.checkout.sessions.create(changed, { idempotencyKey: 'other' }), /same parameters/);
    expect(failure)
      .to.be.instanceOf(Stripe.errors.StripeIdempotencyError)
      .and.include({ statusCode: 400, rawType: 'idempotency_error' });
    const payment_intent = await paidIntent(bench);
    await refused(bench.stripe.refunds.create({ payment_intent }, { idempotencyKey: 'other' }), /same parameters/);
  });

  it('keep refusals, but not those of what was never begun', async () => {
    const payment_intent = await paidIntent(bench);
    const { id } = await bench.stripe.refunds.create({ payment_intent });
    const again = () => bench.stripe.refunds.create({ payment_intent, amount: 1 }, { idempotencyKey: 'refusal' });
    await refused(again(), /already been refunded/);
    await bench.sandbox.control.failRefund(id);
    const kept = await refused(again(), /already been refunded/);
    expect(kept).to.include({ statusCode: 400, code: 'charge_already_refunded' });
    expect(kept.headers).to.include({ 'idempotent-replayed': 'true' });

    const key = { idempotencyKey: 'misspelled' };
    await refused(bench.stripe.refunds.create({ payment_intent, amount: 1.5 }, key), /Invalid integer/);
    expect(await bench.stripe.refunds.create({ payment_intent, amount: 2 }, key)).to.include({ amount: 2 });
  });

  it('let one of many at the same moment through, and tell the others to wait', async () => {
    const payment_intent = await paidIntent(bench);
    const one = () => bench.stripe.refunds.create({ payment_intent, amount: 10 }, { idempotencyKey: 'crowd' });
    const done = await Promise.allSettled(Array.from({ length: 20 }, one));
    const ids = new Set(done.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : [])));
    expect(ids).to.have.property('size', 1);
    const refusals = done.flatMap((each) => (each.status === 'rejected' ? [each.reason as Stripe.errors.StripeError] : []));
    expect(refusals).to.not.be.empty;
    for (const refusal of refusals) expect(refusal).to.include({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect(await one()).to.have.property('id', [...ids][0]);
    expect((await bench.stripe.refunds.list({ payment_intent })).data).to.have.length(1);
  });

  it('are what the SDK retries with: nobody notices a 409', async () => {
    const payment_intent = await paidIntent(bench);
    const patient = { idempotencyKey: 'patient', maxNetworkRetries: 5 };
    const made = await Promise.all([1, 2, 3].map(() => bench.stripe.refunds.create({ payment_intent, amount: 10 }, patient)));
    expect(new Set(made.map(({ id }) => id))).to.have.property('size', 1);
  });

  it('make broken calls safe to repeat: one that failed, and one whose answer was lost', async () => {
    const payment_intent = await paidIntent(bench);
    const order = { payment_intent, amount: 10 };
    bench.sandbox.control.breakApi('failed', 'lost');
    const failed = await refused(bench.stripe.refunds.create(order, { idempotencyKey: 'broken' }), /told to fail/);
    expect(failed).to.be.instanceOf(Stripe.errors.StripeAPIError).and.include({ statusCode: 500 });
    // The SDK itself repeats a call whose connection broke.
    const made = await bench.stripe.refunds.create(order, { idempotencyKey: 'broken', maxNetworkRetries: 1 });
    expect(made.lastResponse.headers).to.include({ 'idempotent-replayed': 'true' });
    expect((await bench.stripe.refunds.list({ payment_intent })).data.map(({ id }) => id)).to.deep.equal([made.id]);
  });
});
