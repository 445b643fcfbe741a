/** An audit report for people to read. */
import { formatCredits } from '#core/money/microcredits.ts';
import type { AuditReport } from '#models/auditor.ts';

export function booksText({ faults, counted, books }: AuditReport): string {
  const rows = [...books].sort(([a], [b]) => a.localeCompare(b));
  const total = rows.reduce((sum, [, amount]) => sum + amount, 0n);
  const line = (book: string, amount: bigint) => `  ${book.padEnd(22)} ${formatCredits(amount).padStart(18)}`;
  return [
    'Books (credits)',
    ...rows.map(([book, amount]) => line(book, amount)),
    line('sum', total),
    '',
    `${counted.entries} entries, ${counted.wallets} wallets, ${counted.creators} creators: ${faults.length} faults`,
    ...faults.map(({ rule, document, fault }) => `  [${rule}] ${document}: ${fault}`),
  ].join('\n');
}
