/** Recomputes the books from the journal, a batch at a time, while the server runs (LG8). */
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { PriceBook } from '#core/pricing/price-book.ts';
import { auditCreators } from './audit-creators.ts';
import { auditEntries } from './audit-entries.ts';
import { auditPurchases } from './audit-purchases.ts';
import { AuditRun } from './audit-run.ts';
import type { AuditCounts, AuditOptions } from './audit-run.ts';
import { auditStrays } from './audit-strays.ts';
import { auditWallets } from './audit-wallets.ts';
import type { Database } from '../database.ts';

export interface AuditReport {
  /** The first thousand. */
  readonly faults: readonly AuditFault[];
  readonly faultCount: number;
  readonly counted: AuditCounts;
  /** What could not be audited, since it is too long to be read in the time that the server keeps its history. */
  readonly unread: readonly string[];
  /** Sums by account; the players' and creators' accounts added up by pocket. */
  readonly books: ReadonlyMap<string, Microcredits>;
}

/**
 * What it holds in memory is one batch, however long the journal. What is booked while it runs may be seen by its later parts and not by
 * its earlier ones; each part is right by itself, as of one moment or because nothing that it looks at changes.
 */
export async function audit(database: Database, prices: PriceBook, options: AuditOptions = {}): Promise<AuditReport> {
  const run = new AuditRun(options);
  const books = await auditEntries(database, prices, run);
  await auditStrays(database, run);
  await auditWallets(database, run);
  await auditCreators(database, run);
  await auditPurchases(database, run);
  return { faults: run.faults, faultCount: run.faultCount, counted: run.counted, unread: run.unread, books };
}
