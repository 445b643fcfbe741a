/** The price book in MongoDB: versions are inserted and never changed (PR1); every process reads them by effective time. */
import { isAccepted, narratorPrices, priceListFaults } from '#core/pricing/price-book.ts';
import type { PriceBook, PriceRow, PriceVersion } from '#core/pricing/price-book.ts';
import { isDuplicateKey } from './database.ts';
import type { Database } from './database.ts';
import { priceRowOf, withTerms } from './documents/price-version-document.ts';
import type { PriceVersionDocument, StoredPriceRow } from './documents/price-version-document.ts';

export interface StoredPriceBook extends PriceBook {
  /** Reads versions that were published since. */
  refresh(): Promise<void>;
  /**
   * Sees to it that these narrators have prices, now and in every version scheduled for later: publishes a version when one is
   * missing, is served by an AI that its row does not accept yet, or has a row from before there were terms. Rows that an
   * operator published stay as they are; told is what they do not accept of what these narrators are served by.
   */
  ship(rows: readonly PriceRow[], at: Date): Promise<readonly NotAccepted[]>;
  /**
   * Inserts the next version, in force from `from` on. Throws a RangeError, with nothing written, when a row has a fault, there
   * is none, or `from` has passed: turns were already priced since.
   */
  publish(rows: readonly PriceRow[], from: Date, at: Date): Promise<PriceVersion>;
  /** The rows of the version in force, as `publish` takes them; none before the first. */
  rowsInForce(at: Date): readonly PriceRow[];
  /** The versions that come into force after this time, one for each moment, in their order. */
  scheduled(at: Date): readonly PriceVersion[];
}

/** Answers of an AI that an operator's row turns away (TN3). */
export interface NotAccepted {
  readonly narratorId: string;
  readonly served: readonly string[];
}

/** An operator who writes `now` is not turned away for the seconds it takes. */
const PAST_MS_MAX = 60_000;

/** A version as it is stored, beside what it says. */
interface ReadVersion {
  readonly document: PriceVersionDocument;
  readonly prices: PriceVersion;
}

export async function openPriceBook({ priceVersions }: Database): Promise<StoredPriceBook> {
  /** By effective time, then by number: the last one that holds is the one in force. */
  let versions: readonly ReadVersion[] = [];

  async function refresh(): Promise<void> {
    const documents = await priceVersions.find().sort({ effectiveFrom: 1, _id: 1 }).toArray();
    if (documents.length < versions.length) return; // a slow read that began before the latest one
    versions = documents.map((document) => ({ document, prices: priceVersionOf(document) }));
  }

  async function ship(rows: readonly PriceRow[], at: Date): Promise<readonly NotAccepted[]> {
    refuseFaults(rows);
    await refresh();
    const bases = [{ document: inForce(at)?.document, from: at }, ...later(at).map((version) => scheduledBase(version))];
    for (const { document, from } of bases) {
      const known = document?.rows ?? [];
      const merged = mergedRows(known, rows);
      if (merged === known) continue;
      if ((await insertNext(merged, from)) === null) return ship(rows, at); // Another process was first, perhaps with other narrators: look again at what is missing.
    }
    return notAccepted(
      [inForce(at), ...later(at)].flatMap((version) => version?.document.rows ?? []),
      rows,
    );
  }

  async function publish(rows: readonly PriceRow[], from: Date, at: Date): Promise<PriceVersion> {
    if (Number.isNaN(from.getTime())) throw new RangeError('the time from which prices hold is not a time');
    if (at.getTime() - from.getTime() > PAST_MS_MAX)
      throw new RangeError(
        `${from.toISOString()} has passed: turns were already priced since, and prices never change afterwards`,
      );
    if (rows.length === 0) throw new RangeError('a price book without narrators would let nobody play');
    refuseFaults(rows);
    const published = rows.map((row) => ({ ...row, published: true as const }));
    for (;;) {
      await refresh();
      const inserted = await insertNext(published, from < at ? at : from);
      if (inserted !== null) return inserted;
    }
  }

  /** null when another process took the number first. */
  async function insertNext(rows: readonly StoredPriceRow[], effectiveFrom: Date): Promise<PriceVersion | null> {
    const newest = versions.reduce((most, { prices }) => Math.max(most, prices.version), 0);
    const document = { _id: newest + 1, effectiveFrom, rows };
    try {
      await priceVersions.insertOne(document);
    } catch (failure) {
      if (!isDuplicateKey(failure)) throw failure;
      return null;
    }
    await refresh();
    return priceVersionOf(document);
  }

  function inForce(at: Date): ReadVersion | undefined {
    // A clock that is behind the first version's is no reason to stop playing.
    return versions.findLast(({ prices }) => prices.effectiveFrom <= at) ?? versions[0];
  }

  function later(at: Date): ReadVersion[] {
    const isLast = (index: number) =>
      versions[index]?.prices.effectiveFrom.getTime() !== versions[index + 1]?.prices.effectiveFrom.getTime();
    return versions.filter(({ prices }, index) => prices.effectiveFrom > at && isLast(index));
  }

  function current(at: Date): PriceVersion {
    const found = inForce(at);
    if (!found) throw new Error('the price book is empty');
    return found.prices;
  }

  function version(wanted: number): PriceVersion {
    const found = versions.find(({ prices }) => prices.version === wanted);
    if (!found) throw new Error(`the price book has no version ${wanted}`);
    return found.prices;
  }

  const rowsInForce = (at: Date) => inForce(at)?.document.rows.map(priceRowOf) ?? [];
  const scheduled = (at: Date) => later(at).map(({ prices }) => prices);

  await refresh();
  return { current, version, refresh, ship, publish, rowsInForce, scheduled };
}

function refuseFaults(rows: readonly PriceRow[]): void {
  const faults = priceListFaults(rows);
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
}

function scheduledBase({ document }: ReadVersion): { document: PriceVersionDocument; from: Date } {
  return { document, from: document.effectiveFrom };
}

/** What is known with what is missing; the very same list when nothing is. */
function mergedRows(known: readonly StoredPriceRow[], shipped: readonly PriceRow[]): readonly StoredPriceRow[] {
  const merged = shipped.map((row) => {
    const stored = known.find(({ narratorId }) => narratorId === row.narratorId);
    return stored ? withAccepted(withTerms(stored, row), row.accepts) : row;
  });
  if (merged.every((row) => known.includes(row))) return known;
  return [...known.filter(({ narratorId }) => !shipped.some((row) => row.narratorId === narratorId)), ...merged];
}

/** The same row when it accepts all of these already, or an operator says what it accepts. */
function withAccepted(row: StoredPriceRow, accepts: readonly string[]): StoredPriceRow {
  if (row.published) return row;
  const missing = accepts.filter((served) => !row.accepts.includes(served));
  return missing.length === 0 ? row : { ...row, accepts: [...row.accepts, ...missing] };
}

function notAccepted(stored: readonly StoredPriceRow[], shipped: readonly PriceRow[]): NotAccepted[] {
  return shipped.flatMap(({ narratorId, accepts }) => {
    const rows = stored.filter((row) => row.narratorId === narratorId);
    const served = accepts.filter((id) => rows.some((row) => !isAccepted(id, row.accepts)));
    return served.length === 0 ? [] : [{ narratorId, served }];
  });
}

function priceVersionOf({ _id, effectiveFrom, rows }: PriceVersionDocument): PriceVersion {
  return { version: _id, effectiveFrom, narrators: rows.map((row) => narratorPrices(priceRowOf(row))) };
}
