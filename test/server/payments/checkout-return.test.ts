/** Whoever comes back from paying is told what is booked, not what was hoped for. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { GameClient } from '#sdk/index.ts';
import { paidWords } from '#server/payments/paid-words.ts';
import { signIn } from '../../support/players.ts';
import { assertBooks, checkOut, startSelling } from './selling.ts';
import type { Bought, Selling } from './selling.ts';

const MICRO = 1_000_000n;

describe('coming back from paying', () => {
  let selling: Selling;
  before(async () => (selling = await startSelling()));
  after(() => selling.server.stop());
  afterEach(() => assertBooks(selling));

  async function buy(packId: string, player: Bought['player']): Promise<Bought> {
    const bought = await checkOut(selling, packId, player);
    await selling.sandbox.control.pay(bought.sessionId);
    await selling.sandbox.control.deliverAll();
    return bought;
  }

  /** As anybody may ask, without a sign-in. */
  const returned = ({ sessionId }: Bought) =>
    new GameClient({ url: selling.server.url }).api.purchases.checkoutReturn({ sessionId });
  const textOf = async (bought: Bought) => (await returned(bought)).sentence;

  it('[PY2][LG4] says what repaid debt, what is owed still, and what was taken back', async () => {
    const player = await signIn(selling.server);
    const { playerId } = player;
    const first = await buy('ember', player);
    expect(await textOf(first)).to.match(/^10,500 credits were added to your wallet\./);
    await selling.server.wallets.adjust({
      ...{ id: randomUUID(), playerId, amount: -10_500n * MICRO, reason: 'spent', by: 'test', at: new Date() },
    });
    await selling.sandbox.control.refund(first.sessionId);
    await selling.sandbox.control.deliverAll();
    expect(await textOf(first))
      .to.contain('10,500 were taken back')
      .and.to.contain('You still owe 10,500 credits.');
    const second = await buy('spark', player);
    expect(await textOf(second)).to.match(
      /^5,000 credits came in; all of them repaid what you owed\. You still owe 5,500 credits\./,
    );
    const third = await buy('ember', player);
    expect(await textOf(third)).to.match(/^10,500 credits came in; 5,500 of them repaid what you owed, 5,000 were added/);
    expect(await textOf(third)).to.not.contain('still owe');
    expect(await returned(first)).to.deep.include({ state: 'paid', credits: 10_500e6, repaid: 0, takenBack: 10_500e6, debt: 0 });
    expect(await returned(third)).to.deep.include({ state: 'paid', credits: 10_500e6, repaid: 5_500e6, takenBack: 0, debt: 0 });

    const { rows } = await player.client.api.wallet.history({});
    expect(rows.toReversed().map(({ kind, amount, debt }) => [kind, amount / 1_000_000, debt / 1_000_000])).to.deep.equal([
      ['purchase', 10_500, 0],
      ['adjust', -10_500, 0],
      ['claw-back', 0, 10_500],
      ['purchase', 5_000, 0],
      ['repay', -5_000, -5_000],
      ['purchase', 10_500, 0],
      ['repay', -5_500, -5_500],
    ]);
    const { token } = player.client;
    const csv = await fetch(`${selling.server.url}/api/wallet/history.csv?kind=claw-back`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect((await csv.text()).split('\r\n').map((line) => line.split(',').slice(1, 5))).to.deep.include.members([
      ['kind', 'credits', 'balance', 'debt'],
      ['claw-back', '0', '0', '10500'],
    ]);
  });

  it('[PY2] has a sentence for each', () => {
    const words = (repaid: bigint, takenBack: bigint, debt: bigint) =>
      paidWords({ given: 10n * MICRO, repaid: repaid * MICRO, takenBack: takenBack * MICRO, debt: debt * MICRO });
    expect(words(0n, 0n, 0n)).to.equal('10 credits were added to your wallet. You can close this page and go on playing.');
    expect(words(4n, 5n, 1n)).to.equal(
      '10 credits came in; 4 of them repaid what you owed, 6 were added to your wallet. ' +
        '5 were taken back, since the payment was refunded or is disputed. You still owe 1 credits. You can close this page.',
    );
  });

  it('[PY1] a checkout that has ended is opened no second time', async () => {
    const { control } = selling.sandbox;
    for (const [state, end] of [
      ['paid', (id: string) => control.pay(id)],
      ['expired', (id: string) => control.expire(id)],
      ['failed', (id: string) => control.pay(id, 'delayed').then(() => control.finishDelayed(id, 'failed'))],
    ] as const) {
      const { player, purchaseId, sessionId } = await checkOut(selling);
      const again = () => player.client.api.purchases.checkout({ id: purchaseId, packId: 'ember' });
      expect((await again()).purchaseId).to.equal(purchaseId);
      await end(sessionId);
      await control.deliverAll();
      const failure: unknown = await again().catch((thrown: unknown) => thrown);
      expect(failure, state).to.deep.include({ code: 'CHECKOUT_ENDED', status: 409, data: { id: purchaseId, state } });
      expect(await player.client.api.purchases.checkoutReturn({ sessionId })).to.include({ state, credits: 10_500e6 });
    }
    const late = await checkOut(selling);
    await selling.server.database.purchases.updateOne({ _id: late.purchaseId }, { $set: { 'checkout.expiresAt': new Date(0) } });
    const failure: unknown = await late.player.client.api.purchases
      .checkout({ id: late.purchaseId, packId: 'ember' })
      .catch((thrown: unknown) => thrown);
    expect(failure).to.deep.include({ code: 'CHECKOUT_ENDED', data: { id: late.purchaseId, state: 'expired' } });
  });
});
