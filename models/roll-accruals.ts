/** Rolls creators' accruals up into their earnings: a row counts if and only if the transaction that deletes it commits (LG5). */
import type { AnyBulkWriteOperation, ClientSession } from 'mongodb';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Database } from './database.ts';
import type { AccrualDocument } from './documents/accrual-document.ts';
import { earningsId } from './documents/earnings-document.ts';
import type { EarningsDocument } from './documents/earnings-document.ts';

const ROWS_PER_BATCH = 500;
/** 100,000 turns; whatever is left has to wait for the next run. */
const BATCHES_MAX = 200;

/** Any number of processes may roll at once: those that claim the same rows collide, and one of them looks again. How many it claimed. */
export async function rollAccruals(database: Database, { signal, batchesMax = BATCHES_MAX }: RollOptions = {}): Promise<number> {
  let claimed = 0;
  for (let batch = 0; batch < batchesMax && !signal?.aborted; batch++) {
    const rows = await database.lanes.run((session) => rollOnce(database, session));
    if (rows === 0) break;
    claimed += rows;
  }
  return claimed;
}

export interface RollOptions {
  readonly signal?: AbortSignal;
  readonly batchesMax?: number;
}

async function rollOnce({ accruals, earnings }: Database, session: ClientSession): Promise<number> {
  const rows = await accruals.find({}, { session, limit: ROWS_PER_BATCH }).toArray();
  if (rows.length === 0) return 0;
  const { deletedCount } = await accruals.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } }, { session });
  if (deletedCount !== rows.length) throw new Error(`[LG5] claimed ${deletedCount} accruals where ${rows.length} were read`);
  await earnings.bulkWrite(raises(rows), { session, ordered: true });
  return rows.length;
}

function raises(rows: readonly AccrualDocument[]): AnyBulkWriteOperation<EarningsDocument>[] {
  const byId = new Map<string, AccrualDocument & { amount: Microcredits }>();
  for (const row of rows) {
    const _id = earningsId(row);
    byId.set(_id, { ...row, _id, amount: (byId.get(_id)?.amount ?? 0n) + row.amount });
  }
  return [...byId.values()].map(({ _id, creatorId, worldId, day, amount }) => ({
    updateOne: {
      filter: { _id },
      update: { $inc: { accrued: amount }, $set: { open: true }, $setOnInsert: { creatorId, worldId, day, paid: 0n } },
      upsert: true,
    },
  }));
}
