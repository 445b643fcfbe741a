/** The one place that writes the journal. */
import type { ClientSession } from 'mongodb';
import type { BookedEntry, Entry } from '#core/ledger/entry.ts';
import { balanceOf } from '#core/wallet/wallet.ts';
import type { Database } from './database.ts';
import { entryDocument } from './documents/entry-document.ts';
import type { WalletDocument } from './documents/wallet-document.ts';

/** What an update of a wallet adds so that its entry has its place in the wallet's history. */
export function movedAt(at: Date): { $max: { movedAt: Date } } {
  return { $max: { movedAt: at } };
}

/**
 * Inserts an entry beside the wallet that it moved, as the same transaction's update left it (with `movedAt`), or beside none. The
 * wallet's document orders its entries: none has an earlier time than the one booked before it.
 */
export async function bookEntry<E extends Entry>(
  { entries }: Database,
  entry: E,
  wallet: WalletDocument | null,
  session: ClientSession,
): Promise<E & BookedEntry> {
  const at = wallet?.movedAt ?? entry.at;
  const booked = { ...entry, at, after: wallet && { seq: wallet.seq, balance: balanceOf(wallet) } };
  await entries.insertOne(entryDocument(booked), { session });
  return booked;
}
