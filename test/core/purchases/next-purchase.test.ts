/** What becomes of a purchase, and its entries, by arithmetic alone: every way of refunds and disputes comes out exact. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { GameError } from '#protocol/errors.ts';
import { mapPockets, NO_CREDITS, totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import { nextPurchase } from '#core/purchases/next-purchase.ts';
import { changeBooking, giveBooking } from '#core/purchases/purchase-entries.ts';
import type { PaymentStanding, Purchase, PurchaseState } from '#core/purchases/purchase.ts';
import { always, SEED } from '../property.ts';

const AT = new Date('2026-11-23T10:00:00Z');

const PURCHASE: Purchase = {
  ...{ id: 'purchase', playerId: 'ana', mode: 'sandbox', state: 'open', createdAt: AT, paidAt: null, seq: 1, refundOrders: [] },
  pack: { id: 'ember', price: 999, currency: 'usd', credits: 10_000_000_001n, bonus: 500_000_003n },
  ...{ sessionId: 'cs_1', checkout: null, paymentId: null },
  ...{ paid: 0, refunded: 0, disputed: 0, clawed: { credits: 0n, bonus: 0n } },
};

const PAID: PaymentStanding = {
  ...{ sessionId: 'cs_1', paymentId: 'pi_1', state: 'paid', isLive: false, currency: 'usd', subtotal: 999, total: 1_079 },
  ...{ purchaseId: 'purchase', playerId: 'ana', packId: 'ember', refunded: 0, disputed: 0 },
};

const step = (before: Purchase, so: Partial<PaymentStanding> = {}) => nextPurchase(before, { ...PAID, ...so }, AT);
const paid = step(PURCHASE)!.purchase;

describe(`what becomes of a purchase, seed ${SEED}`, () => {
  it('[PY1] gives the stored pack when it is paid for the first time, and never again', () => {
    const first = step(PURCHASE)!;
    expect(first).to.deep.include({ gives: true, clawed: { credits: 0n, bonus: 0n } });
    expect(first.purchase).to.deep.include({ state: 'paid', paid: 1_079, paymentId: 'pi_1', paidAt: AT, seq: 2 });
    expect(step(paid)).to.equal(null);
    expect(step(paid, { refunded: 1 })).to.deep.include({ gives: false });
    expect(giveBooking(first, AT)).to.deep.include({
      pockets: { ...NO_CREDITS, purchase: 10_000_000_001n, bonus: 500_000_003n },
    });
  });

  const WAYS: [from: PurchaseState, to: PurchaseState, moves: boolean][] = [
    ['open', 'open', false],
    ['open', 'pending', true],
    ['open', 'expired', true],
    ['pending', 'open', false],
    ['pending', 'failed', true],
    ['pending', 'paid', true],
    ['failed', 'pending', false],
    ['failed', 'paid', true],
    ['expired', 'open', false],
    ['expired', 'paid', true],
    ['paid', 'open', false],
    ['paid', 'failed', false],
    ['paid', 'expired', false],
  ];
  for (const [from, to, moves] of WAYS) {
    it(`[PY1] ${from}, then ${to}: ${moves ? 'goes on' : 'changes nothing'}`, () => {
      const before = from === 'paid' ? paid : { ...PURCHASE, state: from, paymentId: 'pi_1' };
      const next = step(before, { state: to });
      expect(next !== null).to.equal(moves);
      if (next) expect([next.purchase.state, next.gives]).to.deep.equal([to, to === 'paid']);
    });
  }

  const MISMATCHES: [so: Partial<PaymentStanding>, issue: string][] = [
    [{ sessionId: 'cs_2' }, 'the session is cs_2, not cs_1'],
    [{ purchaseId: null }, 'the purchase is null, not purchase'],
    [{ playerId: 'ben' }, 'the player is ben, not ana'],
    [{ packId: 'hearth' }, 'the pack is hearth, not ember'],
    [{ currency: 'eur' }, 'the currency is eur, not usd'],
    [{ subtotal: 998 }, 'the subtotal is 998, not 999'],
    [{ total: 998 }, 'the total 998 is below the subtotal 999'],
    [{ total: 1_079.5 }, 'the total 1079.5 is not a whole amount'],
    [{ refunded: -1 }, 'the refunded -1 is not a whole amount'],
    [{ disputed: NaN }, 'the disputed NaN is not a whole amount'],
    [{ disputed: 2 ** 60 }, 'is not a whole amount'],
  ];
  for (const [so, issue] of MISMATCHES) {
    it(`[PY1] refuses a payment that was not agreed on: ${issue}`, () => {
      for (const before of [PURCHASE, paid]) {
        const refused = refusal(() => step(before, so));
        expect(refused.code).to.equal('PURCHASE_MISMATCH');
        expect((refused.data as { issues: string[] }).issues.join()).to.contain(issue);
      }
    });
  }

  it('[PY1] refuses another payment, and another amount, for what is paid', () => {
    expect(refusal(() => step(paid, { paymentId: 'pi_2' })).code).to.equal('PURCHASE_MISMATCH');
    expect(refusal(() => step(paid, { total: 1_080 })).code).to.equal('PURCHASE_MISMATCH');
  });

  const amount = fc.integer({ min: 0, max: 3_000 });
  const pocket = fc.bigInt({ min: 0n, max: 20_000_000_000n });
  const pockets = fc.record({ grant: pocket, bonus: pocket, earning: pocket, purchase: pocket });

  it('[PY2] takes back floor(given × T / paid) in all, whatever the way there; whole when all is gone, nothing when nothing is', () => {
    const ways = fc.array(fc.record({ refunded: amount, disputed: amount }), { minLength: 1, maxLength: 8 });
    always(
      fc.property(ways, (way) => {
        let purchase = paid;
        let sum = { credits: 0n, bonus: 0n };
        for (const so of way) {
          const next = step(purchase, so);
          if (!next) continue;
          purchase = next.purchase;
          sum = { credits: sum.credits + next.clawed.credits, bonus: sum.bonus + next.clawed.bonus };
        }
        const { refunded, disputed } = way.at(-1)!;
        const back = BigInt(Math.min(1_079, refunded + disputed));
        const expected = { credits: (10_000_000_001n * back) / 1_079n, bonus: (500_000_003n * back) / 1_079n };
        expect(purchase.clawed).to.deep.equal(expected);
        expect(sum).to.deep.equal(expected);
      }),
    );
    expect(step(paid, { refunded: 1_079 })?.purchase.clawed).to.deep.equal({ credits: 10_000_000_001n, bonus: 500_000_003n });
    expect(step(step(paid, { disputed: 1_079 })!.purchase)?.purchase.clawed).to.deep.equal({ credits: 0n, bonus: 0n });
  });

  it('[PY2][LG1] takes the own pockets first, never more than is there, owes the rest, and gives the same back', () => {
    always(
      fc.property(amount, pockets, (refunded, available: Pockets) => {
        const next = step(paid, { refunded });
        if (!next) return;
        const { credits, bonus } = next.clawed;
        if (credits === 0n && bonus === 0n) return;
        const taken = changeBooking(next, available, AT);
        const left = mapPockets((name) => available[name] + taken.pockets[name]);
        for (const amountLeft of Object.values(left)) expect(amountLeft >= 0n).to.equal(true);
        expect(taken.debt - totalOf(taken.pockets)).to.equal(credits + bonus);
        if (taken.debt > 0n) expect(totalOf(left)).to.equal(0n);
        if (available.purchase >= credits && available.bonus >= bonus)
          expect(taken.pockets).to.deep.equal({ ...NO_CREDITS, purchase: -credits, bonus: -bonus });
        // The platform's accounts only ever see what was sold and what was granted.
        const platform = taken.entry.postings.filter(({ account }) => account.startsWith('platform:'));
        expect(platform.map(({ amount: posted }) => posted).filter((posted) => posted !== 0n)).to.deep.equal(
          [credits, bonus].filter((posted) => posted !== 0n),
        );

        const back = step(next.purchase)!;
        const given = changeBooking(back, left, AT);
        expect(given).to.deep.include({ pockets: { ...NO_CREDITS, purchase: credits, bonus }, debt: 0n });
        expect([taken.entry.kind, given.entry.kind]).to.deep.equal(['claw-back', 'reinstate']);
        expect(new Set([taken.entry.key, given.entry.key]).size).to.equal(2);
      }),
    );
  });

  it('[PY2] takes what is missing in burn order', () => {
    const next = step(paid, { refunded: 1_079 })!;
    const available = { grant: 100n, bonus: 500_000_001n, earning: 7n, purchase: 10_000_000_000n - 50n };
    const { pockets: change, debt, entry } = changeBooking(next, available, AT);
    expect(change).to.deep.equal({ grant: -53n, bonus: -500_000_001n, earning: 0n, purchase: -9_999_999_950n });
    expect(debt).to.equal(0n);
    expect(entry.reason).to.equal('USD 10.79 refunded, of USD 10.79');
  });
});

function refusal(work: () => unknown): GameError {
  try {
    work();
  } catch (failure) {
    if (failure instanceof GameError) return failure;
  }
  throw new Error('was not refused');
}
