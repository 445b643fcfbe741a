/** What only an entry can bring about, and has none: told turns (LG6), and accruals (LG5). */
import type { Database } from '../database.ts';
import type { AuditRun } from './audit-run.ts';
import { inBatches } from './in-batches.ts';

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
    const keys = batch.map(({ _id }) => _id);
    const found = await entries.find({ _id: { $in: keys } }, { projection: { postings: 1 } }).toArray();
    const postingsOf = new Map(found.map(({ _id, postings }) => [_id, postings]));
    for (const { _id, creatorId, amount } of batch) {
      const posted = postingsOf.get(_id)?.filter(({ account }) => account === `creator:${creatorId}`) ?? [];
      const sum = posted.reduce((total, posting) => total + posting.amount, 0n);
      if (posted.length === 0 || sum !== amount)
        run.report({ rule: 'LG5', document: `accruals/${_id}`, fault: `accrues ${amount} µcr where its entry posts ${sum}` });
    }
    run.went();
  }
}
