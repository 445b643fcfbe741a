/** `npm run audit`: recomputes the books from the journal and prints them; exit 1 when a rule is broken. */
import { parseArgs } from 'node:util';
import type { AuditCounts } from '#models/audit/audit-run.ts';
import { audit } from '#models/audit/audit.ts';
import type { AuditReport } from '#models/audit/audit.ts';
import { booksText, countsText, faultText } from './books-text.ts';
import { runScript } from './run-script.ts';

const HELP = `npm run audit [-- --json]

Recomputes every balance, charge, share, payout and purchase from the journal and prints the books: rules LG1–LG6, PR1–PR3,
RV1–RV3, PY1–PY2, TN2 and TN8 of docs/rules.md. Works beside a running server. A line per fault as it is found, and exit code 1
when a rule is broken; 130 when stopped by Ctrl-C. --json prints one object, with the first thousand faults.
Uses MONGODB_URI, or the embedded MongoDB of DATA_FOLDER.`;

const PROGRESS_AFTER_MS = 1_000;
const PROGRESS_EVERY_MS = 200;

await runScript(HELP, async ({ database, prices, argv }) => {
  const { values } = parseArgs({ args: argv, options: { json: { type: 'boolean' } } });
  const stopping = new AbortController();
  process.once('SIGINT', () => {
    stopping.abort();
  });
  const progress = progressLine();
  try {
    const report = await audit(database, prices, {
      signal: stopping.signal,
      onProgress: progress.show,
      onFault(fault) {
        if (values.json) return;
        progress.clear();
        console.log(faultText(fault));
      },
    });
    progress.clear();
    console.log(values.json ? asJson(report) : booksText(report));
    return report.faultCount === 0 ? 0 : 1;
  } catch (failure) {
    if (!stopping.signal.aborted) throw failure;
    progress.clear();
    console.error('Stopped before the end.');
    return 130;
  }
});

/** One line on a terminal, once it takes a while. */
function progressLine() {
  const startedAt = performance.now();
  let shownAt = startedAt + PROGRESS_AFTER_MS - PROGRESS_EVERY_MS;
  let shown = false;
  return {
    show: (counted: AuditCounts): void => {
      const now = performance.now();
      if (!process.stderr.isTTY || now - shownAt < PROGRESS_EVERY_MS) return;
      process.stderr.write(`\r\u001b[K${countsText(counted)} …`);
      [shown, shownAt] = [true, now];
    },
    clear: (): void => {
      if (shown) process.stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}

function asJson({ faults, faultCount, counted, unread, books }: AuditReport): string {
  return JSON.stringify({
    ...{ faults, faultCount, counted, unread },
    books: Object.fromEntries([...books].map(([book, amount]) => [book, Number(amount)])),
  });
}
