/** The `priceVersions` collection: the price book, inserted only (PR1). */
import { Schema } from 'mongoose';
import type { PriceRow } from '#core/pricing/price-book.ts';

export interface PriceVersionDocument {
  /** The version's number. */
  _id: number;
  effectiveFrom: Date;
  rows: readonly StoredPriceRow[];
}

/** Rows of early versions have prices and accepted ids only. */
export type StoredPriceRow = Omit<PriceRow, keyof PriceRowTerms> &
  Partial<PriceRowTerms> & {
    /** An operator wrote it: it stays as it is. */
    readonly published?: true;
  };

type PriceRowTerms = Pick<PriceRow, 'tier' | 'freeEligible' | 'contextTokens' | 'cacheLifetimeSeconds' | 'vendorUsd'>;

export const priceVersionSchema = new Schema<PriceVersionDocument>(
  { _id: Number, effectiveFrom: Date, rows: [Schema.Types.Mixed] },
  { collection: 'priceVersions', versionKey: false },
);

const EARLY_TERMS: PriceRowTerms = {
  tier: 'standard',
  freeEligible: true,
  contextTokens: 4_096,
  cacheLifetimeSeconds: 0,
  vendorUsd: { input: '0', output: '0' },
};

/** Holds and audits refer to early versions for ever, so these stay readable. */
export function priceRowOf({ published: _published, ...stored }: StoredPriceRow): PriceRow {
  return { ...EARLY_TERMS, ...stored };
}

/** The stored row with what it lacks taken from another; the very same when it lacks nothing. */
export function withTerms(stored: StoredPriceRow, terms: PriceRow): StoredPriceRow {
  const { tier, freeEligible, contextTokens, cacheLifetimeSeconds, vendorUsd } = terms;
  const all: PriceRowTerms = { tier, freeEligible, contextTokens, cacheLifetimeSeconds, vendorUsd };
  return Object.keys(all).every((term) => term in stored) ? stored : { ...all, ...stored };
}
