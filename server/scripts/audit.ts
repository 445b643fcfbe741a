/** `npm run audit`: recomputes the books from the journal and prints them; exit 1 when a rule is broken. */
import { parseArgs } from 'node:util';
import { audit } from '#models/auditor.ts';
import type { AuditReport } from '#models/auditor.ts';
import { booksText } from './books-text.ts';
import { runScript } from './run-script.ts';

const HELP = `npm run audit [-- --json]

Recomputes every balance, charge and share from the journal (rules LG1–LG6, PR2, PR3, RV1) and prints the books.
Works beside a running server. Exit code 1 and one line per fault when a rule is broken.
Uses MONGODB_URI, or the embedded MongoDB of DATA_FOLDER.`;

await runScript(HELP, async ({ database, prices, argv }) => {
  const { values } = parseArgs({ args: argv, options: { json: { type: 'boolean' } } });
  const report = await audit(database, prices);
  console.log(values.json ? asJson(report) : booksText(report));
  return report.faults.length === 0 ? 0 : 1;
});

function asJson({ faults, counted, books }: AuditReport): string {
  return JSON.stringify({
    faults,
    counted,
    books: Object.fromEntries([...books].map(([book, amount]) => [book, Number(amount)])),
  });
}
