/** The price book in MongoDB: versions are inserted and never changed (PR1); every process reads them by effective time. */
import { narratorPrices, pricesOf } from '#core/pricing/price-book.ts';
import type { PriceBook, PriceRow, PriceVersion } from '#core/pricing/price-book.ts';
import type { Database } from './database.ts';
import type { PriceVersionDocument } from './documents/price-version-document.ts';

export interface StoredPriceBook extends PriceBook {
  /** Reads versions that were published since. */
  refresh(): Promise<void>;
  /** Publishes a version that also has these rows, unless the newest one prices all of these narrators already. */
  addMissing(rows: readonly PriceRow[], at: Date): Promise<void>;
}

export async function openPriceBook({ priceVersions }: Database): Promise<StoredPriceBook> {
  let versions: PriceVersion[] = [];

  async function refresh(): Promise<void> {
    const documents = await priceVersions.find().sort({ _id: 1 }).toArray();
    versions = documents.map(priceVersionOf);
  }

  async function addMissing(rows: readonly PriceRow[], at: Date): Promise<void> {
    await refresh();
    const newest = versions.at(-1);
    const missing = rows.filter((row) => !newest || !pricesOf(newest, row.narratorId));
    if (missing.length === 0) return;
    missing.forEach(narratorPrices);
    const kept = newest ? ((await priceVersions.findOne({ _id: newest.version }))?.rows ?? []) : [];
    // A second process doing the same fails on the number, and then reads what the first one wrote.
    await priceVersions
      .insertOne({ _id: (newest?.version ?? 0) + 1, effectiveFrom: at, rows: [...kept, ...missing] })
      .catch((failure: { code?: number }) => {
        if (failure.code !== 11_000) throw failure;
      });
    await refresh();
  }

  function current(at: Date): PriceVersion {
    const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom <= at);
    if (!inForce) throw new Error('the price book is empty');
    return inForce;
  }

  function version(wanted: number): PriceVersion {
    const found = versions.find((candidate) => candidate.version === wanted);
    if (!found) throw new Error(`the price book has no version ${wanted}`);
    return found;
  }

  await refresh();
  return { current, version, refresh, addMissing };
}

function priceVersionOf({ _id, effectiveFrom, rows }: PriceVersionDocument): PriceVersion {
  return { version: _id, effectiveFrom, narrators: rows.map(narratorPrices) };
}
