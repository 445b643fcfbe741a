/** The wallet that a player begins with. */
import type { Pockets } from '#core/money/pockets.ts';
import { NO_CAPS, NOTHING_SPENT, WARN_BELOW_USUALLY } from './caps.ts';
import type { Wallet } from './wallet.ts';

export function newWallet(playerId: string, pockets: Pockets, at: Date): Wallet {
  return {
    ...{ playerId, pockets, debt: 0n, free: { day: '', used: 0 } },
    ...{ caps: NO_CAPS, spent: NOTHING_SPENT, warnBelow: WARN_BELOW_USUALLY },
    ...{ seq: 0, mergedInto: null, closed: false, holds: [], movedAt: at, cancels: [] },
  };
}
