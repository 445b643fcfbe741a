/** Money that is not what was agreed on, as Stripe's API would tell it: of the other mode, or in another currency. */
import { expect } from 'chai';
import { bookPurchase } from '#server/payments/book-purchase.ts';
import { createStripePayments } from '#server/payments/stripe-payments.ts';
import { startAlteredStripe } from './altered-stripe.ts';
import type { Alteration } from './altered-stripe.ts';
import { assertBooks, bookApart, checkOut, entryKinds, outcome, startSelling } from './selling.ts';
import type { Bought, Selling } from './selling.ts';

describe('other money than was agreed on', () => {
  let selling: Selling;
  before(async () => {
    selling = await startSelling();
    bookApart(selling);
  });
  after(() => selling.server.stop());
  afterEach(() => assertBooks(selling));

  /** What booking throws while Stripe says this. */
  async function failureWhile(alter: Alteration, { purchaseId }: Bought): Promise<unknown> {
    const { sandbox, server } = selling;
    const stripe = await startAlteredStripe(sandbox.url, alter);
    const { secretKey, webhookSecret } = sandbox;
    const account = { secretKey, webhookSecret, apiBase: stripe.url, isSandbox: true };
    const shop = { ...server.shop, payments: createStripePayments(account, server.shop.log) };
    return bookPurchase({ purchaseId }, shop)
      .then(
        () => null,
        (failure: unknown) => failure,
      )
      .finally(() => stripe.stop());
  }

  const only =
    (kind: string, change: object): Alteration =>
    (object) =>
      object['object'] === kind ? { ...object, ...change } : object;

  it('[PY1] a paid session whose mode is not the key’s gives nothing', async () => {
    const bought = await checkOut(selling);
    await selling.sandbox.control.pay(bought.sessionId);
    const failure = await failureWhile(only('checkout.session', { livemode: true }), bought);
    expect(failure).to.deep.include({ code: 'PURCHASE_MISMATCH' });
    expect(JSON.stringify((failure as { data: object }).data)).to.contain('mode');
    expect(await entryKinds(selling, bought)).to.deep.equal([]);
    expect(await failureWhile((object) => object, bought)).to.equal(null); // It was the mode.
    expect(await outcome(selling, bought)).to.deep.include({ state: 'paid', purchase: 10_000n });
  });

  for (const kind of ['refund', 'dispute']) {
    it(`[PY2] a ${kind} in another currency is never counted`, async () => {
      const bought = await checkOut(selling);
      const { control } = selling.sandbox;
      await control.pay(bought.sessionId);
      await bookPurchase(bought, selling.server.shop);
      await (kind === 'refund' ? control.refund(bought.sessionId, 400) : control.openDispute(bought.sessionId, 400));
      const failure = await failureWhile(only(kind, { currency: 'jpy' }), bought);
      expect(failure).to.deep.include({ code: 'PURCHASE_MISMATCH' });
      expect(JSON.stringify((failure as { data: object }).data)).to.contain('is in jpy, not usd');
      expect(await outcome(selling, bought)).to.deep.include({ refunded: 0, disputed: 0, purchase: 10_000n, bonus: 500n });
      expect(await failureWhile((object) => object, bought)).to.equal(null);
      expect(await outcome(selling, bought)).to.deep.include({ back: 4_200n, purchase: 6_000n, bonus: 300n });
    });
  }
});
