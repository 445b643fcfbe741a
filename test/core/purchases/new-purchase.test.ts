/** Who may begin a purchase, asked before anything is paid. */
import { expect } from 'chai';
import type { GameError } from '#protocol/errors.ts';
import { WALLET_MAX } from '#core/ledger/adjustment.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import { assertMayBuy, newPurchase, OPEN_CHECKOUTS_MAX } from '#core/purchases/new-purchase.ts';
import type { Pack } from '#core/purchases/pack.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import { emptyWallet } from '../wallet/wallet.ts';

const PACK: Pack = { id: 'ember', price: 1_000, currency: 'usd', credits: 10_000_000_000n, bonus: 500_000_000n };
const ROOM = WALLET_MAX - PACK.credits - PACK.bonus;

describe('who may begin a purchase', () => {
  const refusal = (wallet: Partial<Wallet>, openCheckouts = 0) => {
    try {
      assertMayBuy(PACK, { wallet: { ...emptyWallet, ...wallet }, openCheckouts });
      return null;
    } catch (failure) {
      return (failure as GameError).code;
    }
  };
  const holding = (earning: bigint) => ({ pockets: { ...NO_CREDITS, earning } });

  it('[PY1] everybody whose wallet can hold the pack, to the last microcredit', () => {
    expect(refusal({})).to.equal(null);
    expect(refusal(holding(ROOM))).to.equal(null);
    expect(refusal(holding(ROOM + 1n))).to.equal('WALLET_FULL');
  });

  it('[PY1] nobody into a wallet that was merged or closed', () => {
    expect(refusal({ mergedInto: 'ben' })).to.equal('WALLET_MERGED');
    expect(refusal({ closed: true })).to.equal('PLAYER_LEFT');
  });

  it('[PY1] nobody with twenty unpaid checkouts', () => {
    expect(refusal({}, OPEN_CHECKOUTS_MAX - 1)).to.equal(null);
    expect(refusal({}, OPEN_CHECKOUTS_MAX)).to.equal('TOO_MANY_CHECKOUTS');
  });

  it('[PY1] begins unpaid, with the pack as it is sold now', () => {
    const at = new Date('2026-11-23T10:00:00Z');
    const purchase = newPurchase({ id: 'purchase', playerId: 'ana', pack: PACK, mode: 'test', at });
    expect(purchase).to.deep.include({ id: 'purchase', playerId: 'ana', pack: PACK, state: 'open', seq: 0, createdAt: at });
    expect(purchase).to.deep.include({ sessionId: null, checkout: null, paymentId: null, paidAt: null, refundOrders: [] });
    expect(purchase).to.deep.include({ paid: 0, refunded: 0, disputed: 0, clawed: { credits: 0n, bonus: 0n } });
  });
});
