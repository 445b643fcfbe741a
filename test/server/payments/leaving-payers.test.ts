/** Deleting an account while payments are under way: none lands where nobody has it, and none is lost. */
import { expect } from 'chai';
import { GameError } from '#protocol/errors.ts';
import { DELETION_CONFIRMED } from '#protocol/constants.ts';
import { GameClient } from '#sdk/index.ts';
import { catchUpWithStripe } from '#server/jobs/catch-up-with-stripe-job.ts';
import type { Payments } from '#server/payments/payments.ts';
import { codeOf } from '../../models/code-of.ts';
import type { TestPlayer } from '../../support/players.ts';
import { assertBooks, checkOut, entryKinds, outcome, startSelling } from './selling.ts';
import type { Bought, Selling } from './selling.ts';

describe('deleting the account of somebody who pays', function () {
  this.timeout(60_000);
  let selling: Selling;
  before(async () => (selling = await startSelling()));
  after(() => selling.server.stop());
  afterEach(() => assertBooks(selling));

  const remove = ({ client }: TestPlayer) => client.api.account.delete({ confirm: DELETION_CONFIRMED });
  const paymentsOf = async ({ client }: TestPlayer) => (await client.api.account.deletion()).payments;
  const control = () => selling.sandbox.control;
  const down = () => Promise.reject(new GameError('PAYMENTS_UNAVAILABLE'));

  /** As long as the work runs, Stripe does not do this. */
  async function without<T>(payments: Partial<Payments>, work: () => Promise<T>): Promise<T> {
    const { shop } = selling.server;
    const real = shop.payments!;
    shop.payments = { ...real, ...payments };
    return work().finally(() => (shop.payments = real));
  }

  async function expectPaidBack(bought: Bought): Promise<void> {
    expect(await outcome(selling, bought)).to.deep.include({
      ...{ state: 'paid', paid: 1_000, refunded: 1_000, purchase: 0n, bonus: 0n, debt: 0n },
    });
    expect(await entryKinds(selling, bought)).to.deep.equal(['close', 'purchase', 'claw-back']);
    const { refundOrders } = await selling.server.purchases.find(bought.purchaseId);
    expect(refundOrders.map(({ by, state, amount }) => ({ by, state, amount }))).to.deep.equal([
      { by: 'system', state: 'done', amount: null },
    ]);
  }

  it('[PY1] ends open checkouts, which are shown before: nobody can pay them any more', async () => {
    const bought = await checkOut(selling);
    const [shown, ...others] = await paymentsOf(bought.player);
    expect([shown, others]).to.deep.equal([
      {
        ...{ purchaseId: bought.purchaseId, state: 'open' },
        pack: { packId: 'ember', price: 1_000, currency: 'usd', credits: 10_000_000_000, bonus: 500_000_000 },
      },
      [],
    ]);
    expect(await remove(bought.player)).to.deep.equal({ deleted: true });
    expect(await outcome(selling, bought)).to.include({ state: 'expired' });
    const failure: unknown = await control()
      .pay(bought.sessionId)
      .catch((thrown: unknown) => thrown);
    expect(String(failure)).to.contain('expired');
    await control().deliverAll();
  });

  it('[PY1] waits for the bank, and then for whoever has not seen what the bank paid', async () => {
    const [failed, paid] = [await checkOut(selling), await checkOut(selling)];
    for (const { sessionId } of [failed, paid]) await control().pay(sessionId, 'delayed');
    for (const { player, purchaseId } of [failed, paid]) {
      const failure: unknown = await remove(player).catch((thrown: unknown) => thrown);
      const purchases = [{ purchaseId, state: 'pending' }];
      expect(failure).to.deep.include({ code: 'PAYMENT_PENDING', status: 409, data: { purchases } });
      expect((await paymentsOf(player)).map(({ state }) => state)).to.deep.equal(['pending']);
    }
    await control().finishDelayed(failed.sessionId, 'failed');
    expect(await remove(failed.player)).to.deep.equal({ deleted: true });
    await control().finishDelayed(paid.sessionId, 'succeeded');
    expect(await codeOf(remove(paid.player))).to.equal('PAYMENT_PENDING');
    expect(await paid.player.client.api.account.deletion()).to.deep.include({ credits: 10_500_000_000, payments: [] });
    expect(await remove(paid.player)).to.deep.equal({ deleted: true });
    expect(await outcome(selling, paid)).to.deep.include({ refunded: 0, purchase: 0n }); // Given up, like any credits.
    await control().deliverAll();
  });

  it('[PY1] refuses in the very transaction what the bank said meanwhile', async () => {
    const bought = await checkOut(selling);
    const { departures, purchases } = selling.server;
    await control().pay(bought.sessionId, 'delayed');
    await control().deliverAll();
    expect((await purchases.find(bought.purchaseId)).state).to.equal('pending');
    const leave = (mode?: 'sandbox' | 'live') => departures.leave(bought.player.playerId, new Date(), mode);
    expect(await codeOf(leave('sandbox'))).to.equal('PAYMENT_PENDING');
    expect((await selling.server.wallets.find(bought.player.playerId)).closed).to.equal(false);
    expect((await leave('live')).closed).to.equal(true); // A payment of another mode comes never.
    await control().finishDelayed(bought.sessionId, 'failed');
    await control().deliverAll();
  });

  it('[PY2] pays back in full, once, what is paid after all', async () => {
    const bought = await checkOut(selling);
    await without({ expireCheckout: down, standingOf: down }, () => remove(bought.player));
    await control().pay(bought.sessionId);
    await control().deliverAll({ times: 3, atOnce: true });
    await control().deliverAll();
    await expectPaidBack(bought);
    const returned = await new GameClient({ url: selling.server.url }).api.purchases.checkoutReturn({
      sessionId: bought.sessionId,
    });
    expect(returned).to.include({ state: 'too-late' });
    expect(returned.sentence).to.contain('paid back in full');
    const refunds = (await control().events()).filter(({ type }) => type === 'refund.created');
    expect(refunds).to.have.length(1);
  });

  it('[PY2] pays it back in the night when Stripe does not answer at first', async () => {
    const bought = await checkOut(selling);
    await without({ expireCheckout: down }, () => remove(bought.player));
    await control().pay(bought.sessionId);
    await without({ refund: down }, () => control().deliverAll());
    expect(await outcome(selling, bought)).to.deep.include({ state: 'paid', refunded: 0, purchase: 10_000n });
    await catchUpWithStripe(selling.server.shop);
    await control().deliverAll();
    await expectPaidBack(bought);
  });

  it('[PY2] leaves alone what was paid before', async () => {
    const bought = await checkOut(selling);
    await control().pay(bought.sessionId);
    await control().deliverAll();
    await remove(bought.player);
    const events = await control().events();
    await control().deliver(events.findLast(({ type }) => type === 'checkout.session.completed')!.id);
    expect(await outcome(selling, bought)).to.deep.include({ state: 'paid', refunded: 0 });
    expect((await selling.server.purchases.find(bought.purchaseId)).refundOrders).to.deep.equal([]);
  });
});
