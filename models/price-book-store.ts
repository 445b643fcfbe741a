/** The price book in MongoDB: versions are inserted and never changed (PR1); every process reads them by effective time. */
import { narratorPrices } from '#core/pricing/price-book.ts';
import type { PriceBook, PriceRow, PriceVersion } from '#core/pricing/price-book.ts';
import { isDuplicateKey } from './database.ts';
import type { Database } from './database.ts';
import type { PriceVersionDocument } from './documents/price-version-document.ts';

export interface StoredPriceBook extends PriceBook {
  /** Reads versions that were published since. */
  refresh(): Promise<void>;
  /**
   * Sees to it that these narrators have prices: publishes a new version when one is missing or is served by an AI that its row
   * does not accept yet. Prices an operator published stay as they are.
   */
  ship(rows: readonly PriceRow[], at: Date): Promise<void>;
}

export async function openPriceBook({ priceVersions }: Database): Promise<StoredPriceBook> {
  let versions: PriceVersion[] = [];

  async function refresh(): Promise<void> {
    const documents = await priceVersions.find().sort({ _id: 1 }).toArray();
    versions = documents.map(priceVersionOf);
  }

  async function ship(rows: readonly PriceRow[], at: Date): Promise<void> {
    await refresh();
    const newest = versions.at(-1);
    const known = newest ? ((await priceVersions.findOne({ _id: newest.version }))?.rows ?? []) : [];
    const merged = rows.map((row) =>
      withAccepted(known.find(({ narratorId }) => narratorId === row.narratorId) ?? row, row.accepts),
    );
    const others = known.filter(({ narratorId }) => !rows.some((row) => row.narratorId === narratorId));
    if (merged.every((row) => known.includes(row))) return;
    merged.forEach(narratorPrices);
    try {
      await priceVersions.insertOne({ _id: (newest?.version ?? 0) + 1, effectiveFrom: at, rows: [...others, ...merged] });
    } catch (failure) {
      if (!isDuplicateKey(failure)) throw failure;
      return ship(rows, at); // Another process was first, perhaps with other narrators: look again at what is missing.
    }
    await refresh();
  }

  function current(at: Date): PriceVersion {
    // A clock that is behind the first version's is no reason to stop playing.
    const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom <= at) ?? versions[0];
    if (!inForce) throw new Error('the price book is empty');
    return inForce;
  }

  function version(wanted: number): PriceVersion {
    const found = versions.find((candidate) => candidate.version === wanted);
    if (!found) throw new Error(`the price book has no version ${wanted}`);
    return found;
  }

  await refresh();
  return { current, version, refresh, ship };
}

/** The same row when it accepts all of these already. */
function withAccepted(row: PriceRow, accepts: readonly string[]): PriceRow {
  const missing = accepts.filter((served) => !row.accepts.includes(served));
  return missing.length === 0 ? row : { ...row, accepts: [...row.accepts, ...missing] };
}

function priceVersionOf({ _id, effectiveFrom, rows }: PriceVersionDocument): PriceVersion {
  return { version: _id, effectiveFrom, narrators: rows.map(narratorPrices) };
}
