/** Webhooks of the Stripe sandbox: signed, retried, duplicated, reordered, held back; and the events behind them. */
import { expect } from 'chai';
import Stripe from 'stripe';
import { checkout, paidIntent, startSandboxBench } from './sandbox-bench.ts';
import type { SandboxBench } from './sandbox-bench.ts';

const PAID = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'];

describe('Stripe sandbox: webhooks', () => {
  let bench: SandboxBench;
  afterEach(() => bench.end());

  const types = () => bench.received.map(({ type }) => type);

  describe('by themselves', () => {
    it('arrive signed, as full events', async () => {
      bench = await startSandboxBench();
      const { id } = await bench.stripe.checkout.sessions.create(checkout(), { idempotencyKey: 'open-1' });
      await bench.stripe.checkout.sessions.expire(id, {}, { idempotencyKey: 'expire-1' });
      await bench.arrived(1);
      const [event] = bench.received; // The receiver verified its signature.
      expect(event).to.include({ object: 'event', type: 'checkout.session.expired', livemode: false });
      expect(event?.api_version).to.equal(Stripe.API_VERSION);
      expect(event?.request).to.include({ idempotency_key: 'expire-1' });
      expect(event?.data.object).to.include({ id, object: 'checkout.session', status: 'expired' });
      expect(await bench.stripe.events.retrieve(event?.id ?? '')).to.deep.equal(event);
    });

    it('are tried again until they are taken, and then no more', async () => {
      bench = await startSandboxBench({ retryPauses: Array.from({ length: 100 }, () => 5) });
      bench.answer(500);
      await paidIntent(bench);
      await bench.arrived(12);
      bench.answer(200);
      await untilNothingWaits();
      expect(new Set(types())).to.deep.equal(new Set(PAID));
      const before = bench.received.length;
      await bench.restart();
      expect(await bench.sandbox.control.pending()).to.deep.equal([]);
      expect(bench.received).to.have.length(before);
    });

    it('are given up in the end, and can be sent by hand', async () => {
      bench = await startSandboxBench({ retryPauses: [1, 1] });
      bench.answer(503);
      const { id } = await bench.stripe.checkout.sessions.create(checkout());
      await bench.stripe.checkout.sessions.expire(id);
      await bench.arrived(3);
      await untilNothingWaits();
      expect(bench.received).to.have.length(3);
      bench.answer(200);
      const delivery = await bench.sandbox.control.deliver(bench.received[0]?.id ?? '');
      expect(delivery).to.include({ status: 200, body: 'answered 200', type: 'checkout.session.expired' });
      expect(bench.received).to.have.length(4);
    });

    it('are sent after a restart when they were not before', async () => {
      bench = await startSandboxBench();
      bench.sandbox.control.setDelivery('held');
      const intent = await paidIntent(bench);
      const { id } = (await bench.stripe.checkout.sessions.list({ payment_intent: intent })).data[0]!;
      await bench.restart();
      await bench.arrived(4);
      expect(types()).to.have.members(PAID);
      expect(await bench.stripe.paymentIntents.retrieve(intent)).to.include({ status: 'succeeded' });
      expect(await bench.stripe.checkout.sessions.retrieve(id)).to.include({ payment_status: 'paid' });
    });

    it('come twice and out of order on demand', async () => {
      bench = await startSandboxBench();
      bench.sandbox.control.chaos({ duplicates: true, reorder: true, seed: 7 });
      for (let count = 0; count < 5; count++) await paidIntent(bench);
      await untilNothingWaits();
      const firsts = [...new Map(bench.received.map((event) => [event.id, event])).values()];
      expect(firsts).to.have.length(5 * PAID.length);
      expect(bench.received.length).to.be.above(firsts.length);
      const created = (await bench.sandbox.control.events()).map(({ id }) => id);
      expect(firsts.map(({ id }) => id))
        .to.have.members(created)
        .and.not.deep.equal(created);
    });

    async function untilNothingWaits() {
      while ((await bench.sandbox.control.pending()).length > 0) await new Promise(setImmediate);
    }
  });

  describe('held', () => {
    it('wait for the word, one by one', async () => {
      bench = await startSandboxBench({ delivery: 'held' });
      await paidIntent(bench);
      const pending = await bench.sandbox.control.pending();
      expect(pending.map(({ type }) => type)).to.deep.equal(PAID);
      expect(bench.received).to.have.length(0);
      const last = pending.at(-1)?.id ?? '';
      await bench.sandbox.control.deliver(last, 3);
      expect(bench.received.map(({ id }) => id)).to.deep.equal([last, last, last]);
      expect(await bench.sandbox.control.pending()).to.have.length(3);
      bench.answer(500);
      await bench.sandbox.control.deliver(last);
      expect(await bench.sandbox.control.deliver(pending[0]?.id ?? '')).to.include({ status: 500, body: 'answered 500' });
      expect(await bench.sandbox.control.pending()).to.have.length(3);
    });

    it('go out in any order, duplicated, the same for the same seed', async () => {
      bench = await startSandboxBench({ delivery: 'held' });
      bench.answer(500); // So that they wait still.
      await paidIntent(bench);
      const { control } = bench.sandbox;
      const order = async (options: object) => (await control.deliverAll(options)).map(({ type }) => type);
      expect(await order({})).to.deep.equal(PAID);
      expect(await order({ order: 'reversed' })).to.deep.equal(PAID.toReversed());
      const shuffled = await order({ order: 'shuffled', times: 3, seed: 5 });
      expect(shuffled)
        .to.have.length(12)
        .and.have.members([...PAID, ...PAID, ...PAID]);
      expect(await order({ order: 'shuffled', times: 3, seed: 5 })).to.deep.equal(shuffled);
      expect(await order({ order: 'shuffled', times: 3, seed: 6 })).to.not.deep.equal(shuffled);
      expect(await order({ atOnce: true, times: 2 })).to.have.length(8);
    });

    it('go by themselves once they are let go', async () => {
      bench = await startSandboxBench({ delivery: 'held' });
      await paidIntent(bench);
      bench.sandbox.control.setDelivery('automatic');
      await bench.arrived(4);
      expect(types()).to.have.members(PAID);
    });
  });

  it('keeps every event, page by page, newest first', async () => {
    let now = new Date('2026-11-20T12:00:00Z');
    bench = await startSandboxBench({ delivery: 'held', clock: () => now });
    for (let count = 0; count < 6; count++) {
      await paidIntent(bench);
      now = new Date(now.getTime() + 1_000 * (count % 2));
    }
    const all = await bench.stripe.events.list({ limit: 5 }).autoPagingToArray({ limit: 1_000 });
    const created = (await bench.sandbox.control.events()).map(({ id }) => id);
    expect(created).to.have.length(24);
    expect(all.map(({ id }) => id)).to.deep.equal(created.toReversed());

    const some = { types: ['checkout.session.completed', 'charge.succeeded'], created: { gte: all[0]?.created ?? 0 } };
    const recent = await bench.stripe.events.list({ ...some, limit: 1 }).autoPagingToArray({ limit: 1_000 });
    expect(recent.map(({ type }) => type)).to.deep.equal([PAID[3], PAID[1], PAID[3], PAID[1]]); // Two payments in that second.
    const firstPage = await bench.stripe.events.list({ limit: 3 });
    expect(firstPage).to.include({ has_more: true, url: '/v1/events' });
    const before = await bench.stripe.events.list({ ending_before: all[10]?.id, limit: 4 });
    expect(before.data.map(({ id }) => id)).to.deep.equal(all.slice(6, 10).map(({ id }) => id));
    const refunds = await bench.stripe.events.list({ type: 'refund.*' });
    expect(refunds).to.deep.include({ data: [], has_more: false });
  });
});
