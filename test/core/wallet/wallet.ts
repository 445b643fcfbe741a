/** A wallet without anything, to build others from. */
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Wallet } from '#core/wallet/wallet.ts';

export const emptyWallet: Wallet = {
  playerId: 'ana',
  pockets: NO_CREDITS,
  debt: 0n,
  free: { day: '', used: 0 },
  seq: 0,
  mergedInto: null,
  closed: false,
  movedAt: null,
  holds: [],
  cancels: [],
};
