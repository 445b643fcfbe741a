/** What closes the wallet of a player who leaves for good: credits are given up, debt is written off, the books stay balanced. */
import { GameError } from '#protocol/errors.ts';
import { mapPockets, POCKETS, totalOf } from '#core/money/pockets.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import { ABSORBED, FORFEITED, playerAccount, receivableAccount } from './accounts.ts';
import { balancedPostings, closingKey, requestHash } from './entry.ts';
import type { Entry } from './entry.ts';

/** The entry, and what each pocket and the debt change by. Throws `TURNS_RUNNING` while credits or free turns are held. */
export function closingOf(wallet: Wallet, at: Date): { entry: Entry; change: Pockets; debt: Microcredits } {
  const { playerId, pockets, holds } = wallet;
  if (holds.length > 0) throw new GameError('TURNS_RUNNING', { turns: holds.length });
  const postings = balancedPostings([
    ...POCKETS.map((pocket) => ({ account: playerAccount(playerId, pocket), amount: -pockets[pocket] })),
    { account: FORFEITED, amount: totalOf(pockets) },
    { account: receivableAccount(playerId), amount: wallet.debt },
    { account: ABSORBED, amount: -wallet.debt },
  ]);
  const entry: Entry = {
    ...{ key: closingKey(playerId), kind: 'close', state: null, reason: null, by: playerId },
    hash: requestHash('close', playerId),
    parties: [playerId],
    ...{ at, postings, reverses: null, meta: {} },
  };
  return { entry, change: mapPockets((pocket) => -pockets[pocket]), debt: -wallet.debt };
}
