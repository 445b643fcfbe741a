/** Whatever raises a pocket repays debt first, in the same transaction (LG4). */
import { playerAccount, receivableAccount } from '#core/ledger/accounts.ts';
import { balancedPostings } from '#core/ledger/entry.ts';
import type { Posting } from '#core/ledger/entry.ts';
import { smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { burn, POCKETS, totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';

/** How much of what came in goes to the debt, from which pockets, and the postings of the repayment's own entry. */
export function repayment(
  playerId: string,
  debt: Microcredits,
  raised: Pockets,
): { repaid: Pockets; amount: Microcredits; postings: readonly Posting[] } {
  const amount = smaller(debt, totalOf(raised));
  const repaid = burn(raised, amount);
  const postings = balancedPostings([
    ...POCKETS.map((pocket) => ({ account: playerAccount(playerId, pocket), amount: -repaid[pocket] })),
    { account: receivableAccount(playerId), amount },
  ]);
  return { repaid, amount, postings };
}
