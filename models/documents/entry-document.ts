/** The `entries` collection: the journal. Inserted, never edited or deleted (LG3). */
import { Schema } from 'mongoose';
import type { BookedEntry } from '#core/ledger/entry.ts';

export type EntryDocument = Omit<BookedEntry, 'key'> & { _id: string };

export const entrySchema = new Schema<EntryDocument>(
  {
    _id: String,
    kind: String,
    state: String,
    reason: String,
    hash: String,
    by: String,
    parties: [String],
    at: Date,
    postings: [{ _id: false, account: String, amount: BigInt }],
    reverses: String,
    meta: Schema.Types.Mixed,
    after: Schema.Types.Mixed,
  },
  { collection: 'entries', versionKey: false, minimize: false },
);
/** A party's history. Several entries of one moment are told apart by the wallet's `seq`, older ones by their key. */
export const HISTORY_INDEX = { parties: 1, at: 1, 'after.seq': 1, _id: 1 } as const;
entrySchema.index(HISTORY_INDEX);
/** The order of a history, as the index gives it backwards. */
export const NEWEST_FIRST = { at: -1, 'after.seq': -1, _id: -1 } as const;
/** What operators do by hand. Their actions have an index of their own, which turns are not in and pay nothing for. */
export const OPERATOR_KINDS = ['adjust', 'reverse'] as const;
entrySchema.index({ at: -1, _id: -1 }, { name: 'operators', partialFilterExpression: { kind: { $in: OPERATOR_KINDS } } });
/** A world's settled turns and their reversals; other entries belong to no world and are not in it. */
entrySchema.index({ 'meta.worldId': 1, at: 1 }, { partialFilterExpression: { 'meta.worldId': { $gt: '' } } });

export function entryDocument({ key, ...entry }: BookedEntry): EntryDocument {
  return { _id: key, ...entry };
}

export function entryOf({ _id, ...entry }: EntryDocument): BookedEntry {
  return { ...entry, key: _id, after: (entry as Partial<EntryDocument>).after ?? null };
}
