/** Refunds and disputes of the Stripe sandbox, by Stripe's own SDK. */
import { expect } from 'chai';
import type Stripe from 'stripe';
import { checkout, paidIntent, startSandboxBench } from './sandbox-bench.ts';
import type { SandboxBench } from './sandbox-bench.ts';
import { refused } from './refused.ts';

describe('Stripe sandbox: refunds and disputes', () => {
  let bench: SandboxBench;
  before(async () => {
    bench = await startSandboxBench({ delivery: 'held' });
  });
  after(() => bench.end());

  const chargeOf = async (payment_intent: string) => {
    const intent = await bench.stripe.paymentIntents.retrieve(payment_intent, { expand: ['latest_charge.refunds'] });
    return intent.latest_charge as Stripe.Charge;
  };
  const eventsAbout = async (id: string) =>
    (await bench.sandbox.control.events()).filter(({ data: { object } }) => object.id === id).map(({ type }) => type);

  describe('refunds', () => {
    it('are partial, add up, and end with the whole', async () => {
      const payment_intent = await paidIntent(bench);
      const metadata = { by: 'operator' };
      const first = await bench.stripe.refunds.create({ payment_intent, amount: 120, reason: 'requested_by_customer', metadata });
      expect(first).to.include({
        object: 'refund',
        amount: 120,
        status: 'succeeded',
        reason: 'requested_by_customer',
        payment_intent,
      });
      expect(first.metadata).to.deep.equal({ by: 'operator' });
      expect(await chargeOf(payment_intent)).to.include({ amount_refunded: 120, refunded: false });
      const { id: charge } = await chargeOf(payment_intent);
      const rest = await bench.stripe.refunds.create({ charge });
      expect(rest.amount).to.equal(380);
      const refunded = await chargeOf(payment_intent);
      expect(refunded).to.include({ amount_refunded: 500, refunded: true });
      expect(refunded.refunds?.data.map(({ id }) => id)).to.deep.equal([rest.id, first.id]);
      const listed = await bench.stripe.refunds.list({ payment_intent });
      expect(listed.data.map(({ id }) => id)).to.deep.equal([rest.id, first.id]);
      expect(await bench.stripe.refunds.retrieve(first.id)).to.deep.equal(first);
      expect(await eventsAbout(first.id)).to.deep.equal(['refund.created']);
      const refundings = (await bench.sandbox.control.events()).filter(({ data: { object }, type }) => {
        return object.id === charge && type === 'charge.refunded';
      });
      expect(refundings.map(({ data: { object } }) => object['amount_refunded'])).to.deep.equal([120, 500]);
      expect(refundings[1]?.data.previous_attributes).to.deep.include({ amount_refunded: 120, refunded: false });
    });

    const amounts: [unknown, RegExp, string | undefined][] = [
      [0, /greater than or equal to 1/, 'parameter_invalid_integer'],
      [-5, /greater than or equal to 1/, 'parameter_invalid_integer'],
      [1.5, /Invalid integer: 1.5/, 'parameter_invalid_integer'],
      ['1e2', /Invalid integer: 1e2/, 'parameter_invalid_integer'],
      ['', /Invalid integer/, 'parameter_invalid_integer'],
      [501, /greater than unrefunded amount/, undefined],
      [99_999_999_999, /greater than unrefunded amount/, undefined],
      [1e30, /Invalid integer/, 'parameter_invalid_integer'],
    ];
    for (const [amount, message, code] of amounts) {
      it(`refuse ${JSON.stringify(amount)}`, async () => {
        const payment_intent = await paidIntent(bench);
        const failure = await refused(bench.stripe.refunds.create({ payment_intent, amount: amount as number }), message);
        expect(failure).to.include({ statusCode: 400, param: 'amount', code });
        expect((await chargeOf(payment_intent)).amount_refunded).to.equal(0);
      });
    }

    it('refuse what is unknown, unpaid, unnamed or refunded already', async () => {
      const unknown = await refused(
        bench.stripe.refunds.create({ payment_intent: 'pi_nobody' }),
        /No such payment_intent: 'pi_nobody'/,
      );
      expect(unknown).to.include({ statusCode: 404, code: 'resource_missing', param: 'payment_intent' });
      expect(await refused(bench.stripe.refunds.create({}), /payment_intent or charge/)).to.include({
        code: 'parameter_missing',
      });
      const { id } = await bench.stripe.checkout.sessions.create(checkout());
      const { payment_intent } = await bench.sandbox.control.pay(id, 'delayed');
      await refused(bench.stripe.refunds.create({ payment_intent: String(payment_intent) }), /does not have a successful charge/);
      const paid = await paidIntent(bench);
      await bench.stripe.refunds.create({ payment_intent: paid });
      const again = await refused(bench.stripe.refunds.create({ payment_intent: paid, amount: 1 }), /already been refunded/);
      expect(again).to.include({ code: 'charge_already_refunded' });
    });

    it('never exceed the charge, however many come at once', async () => {
      const payment_intent = await paidIntent(bench);
      const tries = Array.from({ length: 12 }, () => bench.stripe.refunds.create({ payment_intent, amount: 100 }));
      const done = await Promise.allSettled(tries);
      expect(done.filter(({ status }) => status === 'fulfilled')).to.have.length(5);
      expect(await chargeOf(payment_intent)).to.include({ amount_refunded: 500, refunded: true });
    });

    it('may fail afterwards, and then count no more', async () => {
      const payment_intent = await paidIntent(bench);
      const { id } = await bench.stripe.refunds.create({ payment_intent });
      expect(await bench.sandbox.control.failRefund(id)).to.include({ status: 'failed' });
      expect(await chargeOf(payment_intent)).to.include({ amount_refunded: 0, refunded: false });
      expect(await eventsAbout(id)).to.deep.equal(['refund.created', 'refund.updated', 'refund.failed']);
      await refused(bench.sandbox.control.failRefund(id), /has failed already/);
      expect(await bench.stripe.refunds.create({ payment_intent })).to.include({ amount: 500 });
    });

    it('may be pending first', async () => {
      bench.sandbox.control.refundsBegin = 'pending';
      const payment_intent = await paidIntent(bench);
      const refund = await bench.stripe.refunds.create({ payment_intent, amount: 100 });
      bench.sandbox.control.refundsBegin = 'succeeded';
      expect(refund.status).to.equal('pending');
      expect(await chargeOf(payment_intent)).to.include({ amount_refunded: 100 });
      expect(await bench.sandbox.control.finishRefund(refund.id)).to.include({ status: 'succeeded' });
    });
  });

  describe('disputes', () => {
    const movements = ({ balance_transactions }: Stripe.Dispute) =>
      balance_transactions.map(({ amount, fee, net }) => [amount, fee, net]);

    it('take the funds, are won, and give them back', async () => {
      const { control } = bench.sandbox;
      const payment_intent = await paidIntent(bench);
      const { id } = await control.openDispute(payment_intent);
      const opened = await bench.stripe.disputes.retrieve(id);
      const standing = { object: 'dispute', status: 'needs_response', amount: 500, payment_intent, is_charge_refundable: true };
      expect(opened).to.include(standing);
      expect(opened.balance_transactions).to.deep.equal([]);
      expect(await chargeOf(payment_intent)).to.include({ disputed: true, amount_refunded: 0 });

      await control.withdrawFunds(id);
      const withdrawn = await bench.stripe.disputes.retrieve(id);
      expect(movements(withdrawn)).to.deep.equal([[-500, 1_500, -2_000]]);
      expect(withdrawn.is_charge_refundable).to.equal(false);
      const failure = await refused(bench.stripe.refunds.create({ payment_intent }), /charged back; cannot issue a refund/);
      expect(failure).to.include({ code: 'charge_disputed' });
      await refused(control.withdrawFunds(id), /withdrawn already/);

      await control.reviewDispute(id);
      await control.closeDispute(id, 'won');
      await refused(control.reinstateFunds(id, 501), /holds 500; 501 of it cannot come back/);
      await control.reinstateFunds(id, 200);
      await control.reinstateFunds(id);
      const won = await bench.stripe.disputes.retrieve(id);
      expect(won.status).to.equal('won');
      expect(movements(won).map(([amount]) => amount)).to.deep.equal([-500, 200, 300]);
      await refused(control.reinstateFunds(id), /cannot come back/);
      expect((await bench.stripe.refunds.create({ payment_intent })).amount).to.equal(500);
      const changes = ['created', 'funds_withdrawn', 'updated', 'closed', 'funds_reinstated', 'funds_reinstated'];
      expect(await eventsAbout(id)).to.deep.equal(changes.map((change) => `charge.dispute.${change}`));
    });

    it('are lost for a part, and stay so', async () => {
      const { control } = bench.sandbox;
      const payment_intent = await paidIntent(bench);
      const { id } = await control.openDispute(payment_intent, 300);
      await control.withdrawFunds(id);
      await control.closeDispute(id, 'lost');
      const [lost] = (await bench.stripe.disputes.list({ payment_intent })).data;
      expect(lost).to.include({ id, status: 'lost', amount: 300, is_charge_refundable: false });
      expect((await bench.stripe.disputes.list({ charge: lost?.charge as string })).data).to.have.length(1);
      await refused(control.closeDispute(id, 'won'), /is closed/);
      await refused(control.withdrawFunds(id), /is closed/);
    });

    it('begin as an inquiry that comes to nothing, or becomes a dispute', async () => {
      const { control } = bench.sandbox;
      const payment_intent = await paidIntent(bench);
      const asked = await control.openDispute(payment_intent, undefined, { inquiry: true });
      expect(asked).to.include({ status: 'warning_needs_response', is_charge_refundable: true });
      await refused(control.closeDispute(asked.id, 'lost'), /only an inquiry/);
      expect(await control.closeDispute(asked.id, 'won')).to.include({ status: 'warning_closed' });
      const again = await control.openDispute(payment_intent, undefined, { inquiry: true });
      await refused(control.openDispute(payment_intent), /disputed already/);
      expect(await control.withdrawFunds(again.id)).to.include({ status: 'needs_response', is_charge_refundable: false });
    });

    it('may follow a refund, as a bank does not ask', async () => {
      const payment_intent = await paidIntent(bench);
      await bench.stripe.refunds.create({ payment_intent });
      const { id } = await bench.sandbox.control.openDispute(payment_intent);
      expect(movements((await bench.sandbox.control.withdrawFunds(id)) as unknown as Stripe.Dispute)).to.have.length(1);
    });

    it('refuse amounts that cannot be, and payments that are not', async () => {
      const { control } = bench.sandbox;
      const payment_intent = await paidIntent(bench);
      for (const amount of [0, -1, 1.5, 501, NaN])
        await refused(control.openDispute(payment_intent, amount), /A dispute is about 1 to 500/);
      await refused(control.openDispute('pi_nobody'), /No such payment_intent/);
      const { id } = await bench.stripe.checkout.sessions.create(checkout());
      await refused(control.openDispute(id), /has no charge to dispute/);
    });

    it('are accepted by API', async () => {
      const { id } = await bench.sandbox.control.openDispute(await paidIntent(bench));
      expect(await bench.stripe.disputes.close(id)).to.include({ status: 'lost' });
    });
  });
});
