/** The `entries` collection: the journal. Inserted, never edited or deleted (LG3). */
import { Schema } from 'mongoose';
import type { Entry } from '#core/ledger/entry.ts';

export type EntryDocument = Omit<Entry, 'key'> & { _id: string };

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
  },
  { collection: 'entries', versionKey: false, minimize: false },
);
entrySchema.index({ parties: 1, at: 1, _id: 1 });

export function entryDocument<E extends Entry>({ key, ...entry }: E): Omit<E, 'key'> & { _id: string } {
  return { _id: key, ...entry };
}

export function entryOf({ _id, ...entry }: EntryDocument): Entry {
  return { key: _id, ...entry };
}
