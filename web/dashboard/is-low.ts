/** Whether to warn of a low balance: below the player's own limit, but not who never had credits and plays on free turns. */
import type { WalletView } from '#sdk/index.ts';

export function isLow({ available, warnBelow, freeTurnsLeft }: Pick<WalletView, 'available' | 'warnBelow' | 'freeTurnsLeft'>) {
  if (warnBelow === null || available >= warnBelow) return false;
  return available > 0 || freeTurnsLeft === 0;
}
