/** Every purchase against what the journal has under its keys, a hundred at a time, each batch as of one moment (PY1, PY2). */
import { purchaseKey } from '#core/ledger/entry.ts';
import { auditPurchase } from '#core/purchases/audit-purchase.ts';
import type { Database } from '../database.ts';
import { entryOf } from '../documents/entry-document.ts';
import { purchaseOf } from '../documents/purchase-document.ts';
import type { AuditRun } from './audit-run.ts';
import { inBatches } from '../in-batches.ts';
import { auditTogether } from './audit-together.ts';
import type { AuditPart } from './audit-together.ts';

const PURCHASES_PER_BATCH = 100;

export async function auditPurchases(database: Database, run: AuditRun): Promise<void> {
  const all = database.purchases.find({}, { projection: { _id: 1 } });
  for await (const batch of inBatches(all, PURCHASES_PER_BATCH)) {
    const ids = batch.map(({ _id }) => _id);
    await auditTogether(database, run, { name: 'purchases', ids }, (part) => auditPart(database, part));
    run.counted.purchases += batch.length;
    run.went();
  }
}

async function auditPart(database: Database, { ids, session, report }: AuditPart): Promise<void> {
  const { purchases, entries } = database;
  const found = (await purchases.find({ _id: { $in: [...ids] } }, { session }).toArray()).map(purchaseOf);
  const gifts = found.flatMap(({ sessionId }) => (sessionId === null ? [] : [purchaseKey(sessionId)]));
  // ';' comes right after ':': all keys that begin with the purchase's.
  const changes = ids.map((id) => ({ _id: { $gt: `purchase:${id}:`, $lt: `purchase:${id};` } }));
  const booked = (await entries.find({ $or: [{ _id: { $in: gifts } }, ...changes] }, { session }).toArray()).map(entryOf);
  const byKey = new Map(booked.map((entry) => [entry.key, entry]));
  for (const purchase of found) {
    const given = purchase.sessionId === null ? undefined : byKey.get(purchaseKey(purchase.sessionId));
    const changed = booked.filter(({ key }) => key.startsWith(`purchase:${purchase.id}:`));
    auditPurchase(purchase, given ?? null, changed).forEach(report);
  }
}
