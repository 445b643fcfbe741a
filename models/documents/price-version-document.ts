/** The `priceVersions` collection: the price book, inserted only (PR1). */
import { Schema } from 'mongoose';
import type { PriceRow } from '#core/pricing/price-book.ts';

export interface PriceVersionDocument {
  /** The version's number. */
  _id: number;
  effectiveFrom: Date;
  rows: PriceRow[];
}

export const priceVersionSchema = new Schema<PriceVersionDocument>(
  { _id: Number, effectiveFrom: Date, rows: [Schema.Types.Mixed] },
  { collection: 'priceVersions', versionKey: false },
);
