/** Every wallet against its journal, two hundred at a time, each batch as of one moment (LG4, LG6, TN2, TN10, LK1, LK2). */
import type { ClientSession } from 'mongodb';
import { WalletAudit } from '#core/ledger/audit-wallet.ts';
import type { WalletEntry } from '#core/ledger/audit-wallet.ts';
import type { Database } from '../database.ts';
import { HISTORY_INDEX } from '../documents/entry-document.ts';
import type { EntryDocument } from '../documents/entry-document.ts';
import { walletOf } from '../documents/wallet-document.ts';
import type { AuditRun } from './audit-run.ts';
import { inBatches } from '../in-batches.ts';
import { auditTogether } from './audit-together.ts';
import type { AuditPart } from './audit-together.ts';

/** As many as MongoDB merges from an index by their order (internalQueryMaxScansToExplode): more, and it would sort in memory. */
const WALLETS_PER_BATCH = 200;
const ENTRIES_PER_READ = 1_000;
/** Since its expiry: several times what the sweeper of a running server takes. */
const OVERDUE_MS = 10 * 60_000;
const META = { 'meta.funding': 1, 'meta.day': 1, 'meta.charged': 1, 'meta.guestId': 1, 'meta.free': 1 };
const FIELDS = { parties: 1, kind: 1, state: 1, at: 1, by: 1, postings: 1, after: 1, ...META };

type ReadEntry = Pick<EntryDocument, '_id' | 'parties' | 'kind' | 'state' | 'at' | 'by' | 'postings' | 'after'> &
  Pick<WalletEntry, 'meta'>;

export async function auditWallets(database: Database, run: AuditRun): Promise<void> {
  const all = database.wallets.find({}, { projection: { _id: 1 } });
  for await (const batch of inBatches(all, WALLETS_PER_BATCH)) {
    const ids = batch.map(({ _id }) => _id);
    await auditTogether(database, run, { name: 'wallets', ids }, async (part) => {
      const overdue = await auditPart(database, part);
      run.counted.overdueHolds += overdue;
    });
    run.counted.wallets += batch.length;
    run.went();
  }
}

/** How many of their holds are overdue. */
async function auditPart(database: Database, { ids, session, report }: AuditPart): Promise<number> {
  const wallets = await database.wallets.find({ _id: { $in: [...ids] } }, { session }).toArray();
  const audits = new Map(
    wallets.map((wallet) => [wallet._id, new WalletAudit(walletOf(wallet), report, { countsCharges: 'spent' in wallet })]),
  );
  for await (const { _id: key, parties, after = null, ...entry } of entriesOf(database, ids, session))
    for (const party of parties) audits.get(party)?.add({ ...entry, key, after });

  const holds = wallets.flatMap((wallet) => wallet.holds);
  const keys = holds.map(({ key }) => key);
  const found = await database.entries.find({ _id: { $in: keys } }, { session, projection: { _id: 1 } }).toArray();
  const resolved = new Set(found.map(({ _id }) => _id));
  for (const audit of audits.values()) audit.finish(({ key }) => resolved.has(key));
  const now = Date.now();
  return holds.filter(({ expiresAt }) => now - expiresAt.getTime() > OVERDUE_MS).length;
}

/** All entries of these players together, in the order of each one's history. */
function entriesOf({ entries }: Database, ids: readonly string[], session: ClientSession): AsyncIterable<ReadEntry> {
  return entries
    .find<ReadEntry>({ parties: { $in: [...ids] } }, { session, projection: FIELDS, batchSize: ENTRIES_PER_READ })
    .sort({ at: 1, 'after.seq': 1, _id: 1 })
    .hint(HISTORY_INDEX);
}
