/** Reads and opens wallets, and books what changes one outside of turns: welcome grants and operators' adjustments. */
import type { ClientSession } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import { adjustmentHash, adjustmentOf, welcomeGrant } from '#core/ledger/adjustment.ts';
import type { Adjustment } from '#core/ledger/adjustment.ts';
import { adjustmentKey } from '#core/ledger/entry.ts';
import type { Entry } from '#core/ledger/entry.ts';
import { NO_CREDITS, POCKETS } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { newWallet } from '#core/wallet/new-wallet.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import { bookEntry, movedAt } from './book-entry.ts';
import type { Database } from './database.ts';
import { walletDocument, walletOf } from './documents/wallet-document.ts';
import type { WalletDocument } from './documents/wallet-document.ts';
import { passToHeir } from './pass-to-heir.ts';
import { pocketIncrements, repayDebt } from './repay-debt.ts';

export interface WalletStore {
  find(playerId: string): Promise<Wallet>;
  /** Opens an empty wallet, or one with the welcome grant of an account; a second call changes nothing. */
  open(playerId: string, welcome: Microcredits, at: Date): Promise<void>;
  /** Throws PLAYER_NOT_FOUND, ADJUSTMENT_TOO_LARGE, or KEY_REUSED when the id was used for another adjustment. */
  adjust(adjustment: Adjustment): Promise<Wallet>;
  /** What the player lets turns take, and where they want to be warned; what is left out stays. Throws PLAYER_NOT_FOUND. */
  limit(playerId: string, limits: Partial<Pick<Wallet, 'caps' | 'warnBelow'>>): Promise<Wallet>;
}

export function createWalletStore(database: Database): WalletStore {
  const { entries, lanes } = database;

  async function open(playerId: string, welcome: Microcredits, at: Date): Promise<void> {
    await lanes.run((session) => openWallet(database, { playerId, welcome, at }, session));
  }

  async function adjust(adjustment: Adjustment): Promise<Wallet> {
    return lanes.run(async (session) => {
      const earlier = await entries.findOne({ _id: adjustmentKey(adjustment.id) }, { session });
      const document = await findHeir(database, adjustment.playerId, session);
      if (!document) throw new GameError('PLAYER_NOT_FOUND', { playerId: adjustment.playerId });
      if (earlier) {
        if (earlier.hash !== adjustmentHash(adjustment)) throw new GameError('KEY_REUSED', { id: adjustment.id });
        return walletOf(document);
      }
      const { entry, change } = adjustmentOf(adjustment, walletOf(document));
      return changeWallet(database, walletOf(document), { pockets: change, entry }, session);
    });
  }

  async function limit(playerId: string, limits: Partial<Pick<Wallet, 'caps' | 'warnBelow'>>): Promise<Wallet> {
    const after = await database.wallets.findOneAndUpdate(
      { _id: playerId },
      { $set: limits, $inc: { seq: 1 } },
      { returnDocument: 'after' },
    );
    if (!after) throw new GameError('PLAYER_NOT_FOUND', { playerId });
    return walletOf(after);
  }

  return { find: (playerId) => findWallet(database, playerId), open, adjust, limit };
}

/** For use inside a transaction; one that is open stays as it is. */
export async function openWallet(
  database: Database,
  { playerId, welcome, at }: { playerId: string; welcome: Microcredits; at: Date },
  session: ClientSession,
): Promise<void> {
  if (await database.wallets.findOne({ _id: playerId }, { session })) return;
  const grant = welcome > 0n ? welcomeGrant(playerId, welcome, at) : null;
  const wallet = walletDocument(newWallet(playerId, grant?.change ?? NO_CREDITS, at));
  await database.wallets.insertOne(wallet, { session });
  if (grant) await bookEntry(database, grant.entry, wallet, session);
}

/** Throws PLAYER_NOT_FOUND. */
export async function findWallet({ wallets }: Database, playerId: string): Promise<Wallet> {
  const document = await wallets.findOne({ _id: playerId });
  if (!document) throw new GameError('PLAYER_NOT_FOUND', { playerId });
  return walletOf(document);
}

/** The player's wallet, or of a merged guest their account's: where what a wallet has decides (LK2). For use inside a transaction. */
export async function findHeir({ wallets }: Database, playerId: string, session: ClientSession): Promise<WalletDocument | null> {
  const wallet = await wallets.findOne({ _id: playerId }, { session });
  return wallet === null || wallet.mergedInto === null ? wallet : wallets.findOne({ _id: wallet.mergedInto }, { session });
}

/** An entry, and what it changes one wallet by. */
export interface Booking {
  readonly pockets: Pockets;
  /** What is owed more, or less, than before; what raised pockets repay comes on top, by itself. */
  readonly debt?: Microcredits;
  readonly entry: Entry;
}

/**
 * Books an entry and changes the wallet by it, repaying debt from what it raises (LG4). For use inside a transaction that read the
 * wallet: any other change of it meanwhile makes the transaction run again. What comes to a merged guest is passed on at once (LK2):
 * then the account's wallet is answered with.
 */
export async function changeWallet(
  database: Database,
  wallet: Wallet,
  { pockets: change, debt = 0n, entry }: Booking,
  session: ClientSession,
): Promise<Wallet> {
  const after = await database.wallets.findOneAndUpdate(
    { _id: wallet.playerId, seq: wallet.seq },
    { $inc: { ...pocketIncrements(change), debt, seq: 1 }, ...movedAt(entry.at) },
    { session, returnDocument: 'after' },
  );
  if (!after) throw new Error(`wallet ${wallet.playerId} changed under its own snapshot`);
  await bookEntry(database, entry, after, session);
  const raises = POCKETS.some((pocket) => change[pocket] > 0n);
  const repaid = raises ? await repayDebt(database, after, change, entry, session) : after;
  const passed = await passToHeir(database, repaid, { cause: entry.key, at: entry.at }, session);
  return walletOf(passed?.heir ?? repaid);
}
