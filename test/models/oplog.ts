/** What really changed in a database: its oplog, transactions taken apart. */
import type { Timestamp } from 'mongodb';
import type { Database } from '#models/database.ts';

export interface Change {
  readonly collection: string;
  readonly op: 'insert' | 'update' | 'delete';
  readonly id: unknown;
}

interface OplogOperation {
  readonly ns: string;
  readonly op: string;
  readonly o: { _id?: unknown; applyOps?: readonly OplogOperation[] };
  readonly o2?: { _id?: unknown };
}

const OPS = new Map<string, Change['op']>([
  ['i', 'insert'],
  ['u', 'update'],
  ['d', 'delete'],
]);

/** A mark to read from. */
export async function oplogNow({ client }: Database): Promise<Timestamp> {
  const [newest] = await client.db('local').collection('oplog.rs').find().sort({ $natural: -1 }).limit(1).toArray();
  return newest!['ts'] as Timestamp;
}

/** Every write to this database since the mark, in order. */
export async function changesSince({ client, db }: Database, mark: Timestamp): Promise<Change[]> {
  const entries = await client
    .db('local')
    .collection('oplog.rs')
    .find({ ts: { $gt: mark } })
    .toArray();
  return entries
    .map((entry) => entry as unknown as OplogOperation)
    .flatMap((entry) => entry.o.applyOps ?? [entry])
    .flatMap(({ ns, op, o, o2 }) => {
      const known = OPS.get(op);
      const inDatabase = ns.startsWith(`${db.databaseName}.`);
      const collection = ns.slice(db.databaseName.length + 1);
      return known && inDatabase ? [{ collection, op: known, id: (o2 ?? o)._id }] : [];
    });
}
