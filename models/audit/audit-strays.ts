/** What only an entry can bring about, and has none: told turns (LG6), and accruals (LG5). */
import { creatorAccount } from '#core/ledger/accounts.ts';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import type { TurnMeta } from '#core/turns/turn-entry.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { Database } from '../database.ts';
import type { AccrualDocument } from '../documents/accrual-document.ts';
import type { AuditRun } from './audit-run.ts';
import { inBatches } from '../in-batches.ts';

const ROWS_PER_BATCH = 500;

export async function auditStrays(database: Database, run: AuditRun): Promise<void> {
  const { entries, turns, accruals } = database;
  for await (const batch of inBatches(turns.find({}, { projection: { _id: 1 } }), ROWS_PER_BATCH)) {
    const keys = batch.map(({ _id }) => _id);
    const known = new Set(
      await entries
        .find({ _id: { $in: keys } }, { projection: { _id: 1 } })
        .map(({ _id }) => _id)
        .toArray(),
    );
    for (const key of keys)
      if (!known.has(key)) run.report({ rule: 'LG6', document: `turns/${key}`, fault: 'no entry resolves it' });
    run.went();
  }
  for await (const batch of inBatches(accruals.find(), ROWS_PER_BATCH)) {
    (await accrualFaults(database, batch)).forEach(run.report);
    run.went();
  }
}

/** LG5: an accrual is what its entry posts for its creator, in the entry's world, on the day of the turn (RV3: of the turn it reverses). */
async function accrualFaults({ entries }: Database, batch: readonly AccrualDocument[]): Promise<AuditFault[]> {
  const projection = { postings: 1, meta: 1, at: 1, reverses: 1 };
  const keys = batch.flatMap(({ _id }) => [_id, _id.replace(/^reverse:/, '')]);
  const found = await entries.find({ _id: { $in: keys } }, { projection }).toArray();
  const byKey = new Map(found.map((entry) => [entry._id, entry]));
  return batch.flatMap(({ _id, creatorId, worldId, day, amount }) => {
    const entry = byKey.get(_id);
    const posted = entry?.postings.filter(({ account }) => account === creatorAccount(creatorId)) ?? [];
    const sum = posted.reduce((total, posting) => total + posting.amount, 0n);
    const document = `accruals/${_id}`;
    if (!entry || posted.length === 0 || sum !== amount)
      return [{ rule: 'LG5', document, fault: `accrues ${amount} µcr where its entry posts ${sum}` }];
    const turn = byKey.get(entry.reverses ?? _id);
    const meta = entry.meta as Pick<TurnMeta, 'worldId' | 'creatorId'>;
    const fits = meta.worldId === worldId && meta.creatorId === creatorId && turn !== undefined && utcDay(turn.at) === day;
    return fits
      ? []
      : [{ rule: 'LG5', document, fault: `is of ${worldId} on ${day}, its entry of ${meta.worldId} or another day` }];
  });
}
