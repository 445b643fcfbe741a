/** How much operators may still pay back of a purchase. */
import { expect } from 'chai';
import type { GameError } from '#protocol/errors.ts';
import { assertLeftToRefund, leftToRefund } from '#core/purchases/left-to-refund.ts';
import { newPurchase } from '#core/purchases/new-purchase.ts';
import type { Purchase } from '#core/purchases/purchase.ts';

const PACK = { id: 'ember', price: 1_000, currency: 'usd', credits: 10_000_000_000n, bonus: 0n };
const BOUGHT = newPurchase({ id: 'purchase', playerId: 'ana', pack: PACK, mode: 'test', at: new Date(0) });

describe('what is left to refund', () => {
  const stand = (paid: number, refunded: number, disputed: number): Purchase => ({ ...BOUGHT, paid, refunded, disputed });

  it('[PY2] is what was paid, less what went back and what is in dispute', () => {
    expect(leftToRefund(BOUGHT)).to.equal(0);
    expect(leftToRefund(stand(1_000, 0, 0))).to.equal(1_000);
    expect(leftToRefund(stand(1_000, 300, 200))).to.equal(500);
    expect(leftToRefund(stand(1_000, 700, 700))).to.equal(0);
  });

  it('[PY2] may be refunded whole or in part, and nothing beyond it', () => {
    const refused = (purchase: Purchase, amount: number | null) => {
      try {
        assertLeftToRefund(purchase, amount);
        return null;
      } catch (failure) {
        const { code, data } = failure as GameError;
        return { code, data };
      }
    };
    const half = stand(1_000, 500, 0);
    for (const amount of [1, 500, null]) expect(refused(half, amount), String(amount)).to.equal(null);
    expect(refused(half, 501)).to.deep.equal({ code: 'REFUND_TOO_LARGE', data: { left: 500 } });
    expect(refused(stand(1_000, 1_000, 0), null)).to.deep.equal({ code: 'REFUND_TOO_LARGE', data: { left: 0 } });
    expect(refused(BOUGHT, null)).to.deep.equal({ code: 'REFUND_TOO_LARGE', data: { left: 0 } });
  });
});
