/** A wallet without anything, to build others from. */
import { NO_CREDITS } from '#core/money/pockets.ts';
import { NO_CAPS, NOTHING_SPENT } from '#core/wallet/caps.ts';
import type { Wallet } from '#core/wallet/wallet.ts';

export const emptyWallet: Wallet = {
  playerId: 'ana',
  pockets: NO_CREDITS,
  debt: 0n,
  free: { day: '', used: 0 },
  caps: NO_CAPS,
  spent: NOTHING_SPENT,
  warnBelow: null,
  seq: 0,
  mergedInto: null,
  closed: false,
  movedAt: null,
  holds: [],
  cancels: [],
};
