/** Repays debt from what was just raised, in the transaction that raised it (LG4). */
import type { ClientSession } from 'mongodb';
import { repaymentKey, requestHash } from '#core/ledger/entry.ts';
import type { Entry } from '#core/ledger/entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { mapPockets } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import { repayment } from '#core/wallet/raise-pockets.ts';
import { bookEntry } from './book-entry.ts';
import type { Database } from './database.ts';
import type { WalletDocument } from './documents/wallet-document.ts';

/** The entry that raised the pocket; or a key whose hold came back once more, and the wallet's `seq` then. */
type RepaymentCause = Pick<Entry, 'key' | 'at'> & { readonly again?: number };

/**
 * LG4: what was just raised in the pockets of a wallet in debt repays it, under an entry of its own, in the same transaction.
 * The wallet as it then is; without debt nothing is read or written.
 */
export async function repayDebt(
  database: Database,
  wallet: WalletDocument,
  raised: Pockets,
  cause: RepaymentCause,
  session: ClientSession,
): Promise<WalletDocument> {
  const { repaid, amount, postings } = repayment(wallet._id, wallet.debt, raised);
  if (amount === 0n) return wallet;
  const after = await database.wallets.findOneAndUpdate(
    { _id: wallet._id },
    { $inc: { ...pocketIncrements(mapPockets((pocket) => -repaid[pocket])), debt: -amount, seq: 1 } },
    { session, returnDocument: 'after' },
  );
  if (!after) throw new Error(`wallet ${wallet._id} is gone`);
  await bookEntry(database, repaymentEntry(cause, wallet._id, postings), after, session);
  return after;
}

/** The repayment's own entry, in the transaction of the entry that raised the pocket. */
function repaymentEntry(cause: RepaymentCause, playerId: string, postings: Entry['postings']): Entry {
  return {
    key: repaymentKey(cause.key, cause.again),
    kind: 'repay',
    state: null,
    reason: `repays debt from ${cause.key}`,
    hash: requestHash(repaymentKey(cause.key, cause.again)),
    by: 'system',
    parties: [playerId],
    at: cause.at,
    postings,
    reverses: null,
    meta: {},
  };
}

/** `$inc` of all four pockets. */
export function pocketIncrements(change: Pockets): Record<`pockets.${keyof Pockets}`, Microcredits> {
  return {
    'pockets.grant': change.grant,
    'pockets.bonus': change.bonus,
    'pockets.earning': change.earning,
    'pockets.purchase': change.purchase,
  };
}
