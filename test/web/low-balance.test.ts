/** When the header warns that credits run low. */
import { expect } from 'chai';
import type { HistoryRow, WalletView } from '#sdk/index.ts';
import { balanceOf } from '#web/wallet/low-balance.ts';

const wallet = (overrides: Partial<WalletView>) =>
  ({ available: 100, debt: 0, warnBelow: null, freeTurnsLeft: 0, ...overrides }) as WalletView;
const turns = [30, 0, 50, 40].map((wouldHaveCost) => ({ turn: { wouldHaveCost } }) as HistoryRow);

describe('a balance', () => {
  it('is empty when it covers no turn like the latest ones and no free one is left', () => {
    expect(balanceOf(wallet({ available: 39 }), turns)).to.equal('empty');
    expect(balanceOf(wallet({ available: 40 }), turns)).to.equal('fine');
    expect(balanceOf(wallet({ available: 39, freeTurnsLeft: 1 }), turns)).to.equal('fine');
    expect(balanceOf(wallet({ available: 0 }), [])).to.equal('empty');
    expect(balanceOf(wallet({ available: 1 }), [])).to.equal('fine');
  });

  it('covers nothing while a debt blocks paid turns', () => {
    expect(balanceOf(wallet({ debt: 1 }), turns)).to.equal('empty');
  });

  it("is low below the player's own mark, unless one lives on free turns alone", () => {
    expect(balanceOf(wallet({ warnBelow: 101, freeTurnsLeft: 3 }), turns)).to.equal('low');
    expect(balanceOf(wallet({ warnBelow: 100 }), turns)).to.equal('fine');
    expect(balanceOf(wallet({ warnBelow: 101, available: 0, freeTurnsLeft: 3 }), turns)).to.equal('fine');
  });
});
