/** An audit report for people to read. */
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import { formatCredits } from '#core/money/microcredits.ts';
import type { AuditCounts } from '#models/audit/audit-run.ts';
import type { AuditReport } from '#models/audit/audit.ts';

/** Without the faults, which are told as they are found. */
export function booksText({ faultCount, counted, unread, books }: AuditReport): string {
  const rows = [...books].sort(([a], [b]) => a.localeCompare(b));
  const total = rows.reduce((sum, [, amount]) => sum + amount, 0n);
  const line = (book: string, amount: bigint) => `  ${book.padEnd(22)} ${formatCredits(amount).padStart(18)}`;
  const { overdueHolds } = counted;
  return [
    'Books (credits)',
    ...rows.map(([book, amount]) => line(book, amount)),
    line('sum', total),
    '',
    `${countsText(counted)}: ${faultCount} faults`,
    ...(overdueHolds > 0 ? [`${overdueHolds} holds are overdue: a running server releases them`] : []),
    ...unread.map(
      (document) => `${document} was not audited: too long for minSnapshotHistoryWindowInSeconds of the MongoDB server`,
    ),
  ].join('\n');
}

export function countsText({ entries, wallets, creators, purchases }: AuditCounts): string {
  return `${entries} entries, ${wallets} wallets, ${creators} creators, ${purchases} purchases`;
}

export function faultText({ rule, document, fault }: AuditFault): string {
  return `[${rule}] ${document}: ${fault}`;
}
