/** Passes on what a merged guest's wallet has to the account's, in the transaction that brought it there (LK1, LK2). */
import type { ClientSession } from 'mongodb';
import { givenUp, linkOf } from '#core/ledger/link.ts';
import type { LinkEntry } from '#core/ledger/link.ts';
import { bookEntry } from './book-entry.ts';
import type { Database } from './database.ts';
import { walletOf } from './documents/wallet-document.ts';
import type { WalletDocument } from './documents/wallet-document.ts';
import { pocketIncrements, repayDebt } from './repay-debt.ts';

export interface PassedOn {
  readonly entry: LinkEntry;
  /** The guest's wallet, empty. */
  readonly left: WalletDocument;
  /** The account's. */
  readonly heir: WalletDocument;
}

/**
 * The wallet is as this transaction left it. Nothing happens while turns of the guest run: the last one to end passes on all there is, as
 * the link itself (`cause` null). What a later entry brings follows under a key of its own.
 */
export async function passToHeir(
  database: Database,
  wallet: WalletDocument,
  { cause, at }: { cause: string | null; at: Date },
  session: ClientSession,
): Promise<PassedOn | null> {
  if (wallet.mergedInto === null || wallet.holds.length > 0) return null;
  const { wallets } = database;
  const account = await wallets.findOne({ _id: wallet.mergedInto }, { session });
  if (!account) throw new Error(`${wallet.mergedInto}, whom ${wallet._id} merged into, has no wallet`);
  const { entry, moved, free } = linkOf(walletOf(wallet), walletOf(account), { cause, at });
  if (cause !== null && entry.postings.length === 0) return null;

  // One `seq` and one time in both wallets, so that the one entry has its place in both histories.
  const seq = Math.max(wallet.seq, account.seq) + 1;
  const movedAt = new Date(Math.max(at.getTime(), ...[wallet, account].map((each) => each.movedAt?.getTime() ?? 0)));
  const options = { session, returnDocument: 'after' } as const;
  const left = await wallets.findOneAndUpdate(
    { _id: wallet._id, seq: wallet.seq },
    { $inc: { ...pocketIncrements(givenUp(wallet)), debt: -wallet.debt }, $set: { seq, movedAt } },
    options,
  );
  const raised = await wallets.findOneAndUpdate(
    { _id: account._id, seq: account.seq },
    { $inc: { ...pocketIncrements(moved), debt: wallet.debt }, $set: { seq, movedAt, free } },
    options,
  );
  if (!left || !raised) throw new Error(`wallet ${wallet._id} or ${account._id} changed under its own snapshot`);
  const booked = await bookEntry(database, entry, raised, session);
  // Whatever is there repays, also debt that has only now come: the account shall not be blocked beside its credits (LG4).
  return { entry: booked, left, heir: await repayDebt(database, raised, raised.pockets, booked, session) };
}
