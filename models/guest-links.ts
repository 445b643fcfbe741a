/** Guests who link to an account they already have: one transaction merges the wallets, then what was theirs follows (LK1–LK3). */
import type { ClientSession } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import { linkKey } from '#core/ledger/entry.ts';
import type { LinkEntry } from '#core/ledger/link.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Database } from './database.ts';
import { entryOf } from './documents/entry-document.ts';
import { walletOf } from './documents/wallet-document.ts';
import { moveJourneys, movePurchases } from './move-belongings.ts';
import type { Merged } from './move-belongings.ts';
import { passToHeir } from './pass-to-heir.ts';

export interface MergeOrder extends Merged {
  readonly at: Date;
}

export interface MergedGuest extends Merged {
  /** What came to the account; null while turns of the guest still run: the last of them to end brings it. */
  readonly entry: LinkEntry | null;
  /** The account's, when this call changed it. */
  readonly wallet: Wallet | null;
}

export interface GuestLinks {
  /**
   * From the commit on, the guest holds no new turns. The same again gives the first answer. Throws PLAYER_NOT_FOUND, NOT_A_GUEST,
   * NOT_AN_ACCOUNT, PLAYER_LEFT, or WALLET_MERGED for a guest of another account; then nothing is done.
   */
  merge(order: MergeOrder): Promise<MergedGuest>;
  /** Goes on with merges that waited for turns to end, or that a crash cut short; answers with the accounts' wallets of those that are done. */
  finishLinks(): Promise<Wallet[]>;
}

export function createGuestLinks(database: Database): GuestLinks {
  async function merge(order: MergeOrder): Promise<MergedGuest> {
    const merged = await database.lanes.run((session) => mergeOnce(database, order, session));
    await finishLink(database, order);
    return merged;
  }

  async function finishLinks(): Promise<Wallet[]> {
    const found = await database.players.find({ linking: true }, { projection: { mergedInto: 1 } }).toArray();
    const done: Wallet[] = [];
    for (const { _id: guestId, mergedInto: accountId } of found) {
      if (accountId === null || !(await finishLink(database, { guestId, accountId }))) continue;
      const wallet = await database.wallets.findOne({ _id: accountId });
      if (wallet) done.push(walletOf(wallet));
    }
    return done;
  }

  return { merge, finishLinks };
}

async function mergeOnce(
  database: Database,
  { guestId, accountId, at }: MergeOrder,
  session: ClientSession,
): Promise<MergedGuest> {
  const { entries, players, wallets } = database;
  const known = await wallets.findOne({ _id: guestId }, { session });
  if (known?.mergedInto === accountId) {
    const first = await entries.findOne({ _id: linkKey(guestId, null) }, { session });
    return { guestId, accountId, entry: first && (entryOf(first) as LinkEntry), wallet: null };
  }
  await assertMayMerge(database, { guestId, accountId }, session);
  if (known?.mergedInto !== null) throw new GameError('WALLET_MERGED');

  // The name goes at once: what the account's owner is called is the account's. Who leaves writes these documents too (DR1).
  const merged = { mergedInto: accountId, linking: true, name: '', role: 'player' } as const;
  await players.updateOne({ _id: guestId }, { $set: merged }, { session });
  await players.updateOne({ _id: accountId }, { $addToSet: { guests: guestId } }, { session });
  await movePurchases(database, { guestId, accountId }, session); // a payment that is pending must be seen by who leaves
  const guest = await wallets.findOneAndUpdate(
    { _id: guestId, seq: known.seq },
    { $set: { mergedInto: accountId }, $inc: { seq: 1 } },
    { session, returnDocument: 'after' },
  );
  if (!guest) throw new Error(`wallet ${guestId} changed under its own snapshot`);
  const passed = await passToHeir(database, guest, { cause: null, at }, session);
  return { guestId, accountId, entry: passed?.entry ?? null, wallet: passed && walletOf(passed.heir) };
}

async function assertMayMerge({ players }: Database, { guestId, accountId }: Merged, session: ClientSession): Promise<void> {
  const [guest, account] = [
    await players.findOne({ _id: guestId }, { session }),
    await players.findOne({ _id: accountId }, { session }),
  ];
  if (!guest) throw new GameError('PLAYER_NOT_FOUND', { playerId: guestId });
  if (!account) throw new GameError('PLAYER_NOT_FOUND', { playerId: accountId });
  if (guest.kind !== 'guest') throw new GameError('NOT_A_GUEST');
  if (account.kind !== 'account') throw new GameError('NOT_AN_ACCOUNT');
  if (guest.leftAt || account.leftAt) throw new GameError('PLAYER_LEFT');
}

/** Whether all of what was the guest's is the account's. Who leaves finishes it too, as nothing must come to them afterwards. */
export async function finishLink(database: Database, { guestId, accountId }: Merged): Promise<boolean> {
  const guest = await database.wallets.findOne({ _id: guestId }, { projection: { holds: 1 } });
  const running = guest?.holds.map(({ journeyId }) => journeyId) ?? [];
  await movePurchases(database, { guestId, accountId });
  await moveJourneys(database, { guestId, accountId }, running);
  if (running.length > 0) return false;
  await database.players.updateOne({ _id: guestId }, { $unset: { linking: true } });
  return true;
}
