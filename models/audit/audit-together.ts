/** Audits documents as of one moment; what takes longer than the server keeps its history, in ever smaller parts. */
import { MongoServerError } from 'mongodb';
import type { ClientSession } from 'mongodb';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import type { Database } from '../database.ts';
import { inSnapshot } from '../in-snapshot.ts';
import type { AuditRun } from './audit-run.ts';

/** SnapshotTooOld, SnapshotUnavailable. */
const HISTORY_ENDED: readonly unknown[] = [239, 246];
/** Of one part, until it is known that it was read to its end; more than this is told at once, maybe twice. */
const FAULTS_HELD_MAX = 1_000;

export interface AuditPart {
  readonly ids: readonly string[];
  readonly session: ClientSession;
  readonly report: (fault: AuditFault) => void;
}

/** One that is too long by itself is not audited, and told as such. `name` is its collection, or what it stands for. */
export async function auditTogether(
  database: Database,
  run: AuditRun,
  { name, ids }: { name: string; ids: readonly string[] },
  auditPart: (part: AuditPart) => Promise<void>,
): Promise<void> {
  const held: AuditFault[] = [];
  const report = (fault: AuditFault) => {
    if (held.length < FAULTS_HELD_MAX) held.push(fault);
    else run.report(fault);
  };
  try {
    await inSnapshot(database, (session) => auditPart({ ids, session, report }));
  } catch (failure) {
    if (!(failure instanceof MongoServerError) || !HISTORY_ENDED.includes(failure.code)) throw failure;
    const half = Math.ceil(ids.length / 2);
    run.went();
    if (half === ids.length) run.unread.push(`${name}/${ids.join()}`);
    else
      for (const part of [ids.slice(0, half), ids.slice(half)])
        await auditTogether(database, run, { name, ids: part }, auditPart);
    return;
  }
  held.forEach(run.report);
}
