/** Every creator: what the journal says they earned and were paid, against accruals and earnings (LG5, RV2). */
import type { ClientSession } from 'mongodb';
import { creatorAccount } from '#core/ledger/accounts.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Database } from '../database.ts';
import type { EarningsDocument } from '../documents/earnings-document.ts';
import type { AuditRun } from './audit-run.ts';
import { inSnapshot } from './in-snapshot.ts';

const ROWS_PER_READ = 500;

export async function auditCreators(database: Database, run: AuditRun): Promise<void> {
  for await (const creatorId of creatorIds(database)) {
    await inSnapshot(database, (session) => auditCreator(database, creatorId, run, session));
    run.counted.creators += 1;
    run.went();
  }
}

/** A look at two indexes per creator. Accruals first: the roller moves them into earnings, which stay. */
async function* creatorIds({ accruals, earnings }: Database): AsyncGenerator<string> {
  let last = '';
  for (;;) {
    const next = { creatorId: { $gt: last } };
    const options = { sort: { creatorId: 1 }, projection: { creatorId: 1 } } as const;
    const found = [await accruals.findOne(next, options), await earnings.findOne(next, options)];
    const [first] = found.flatMap((row) => (row ? [row.creatorId] : [])).sort();
    if (first === undefined) return;
    last = first;
    yield first;
  }
}

async function auditCreator(database: Database, creatorId: string, run: AuditRun, session: ClientSession): Promise<void> {
  const { accruals, earnings } = database;
  const account = creatorAccount(creatorId);
  const check = (holds: boolean, rule: string, fault: string, document = account) => {
    if (!holds) run.report({ rule, document, fault });
  };
  const { posted, paidOut } = await journalOf(database, account, session);
  const mine = { $match: { creatorId } };
  const [unclaimed] = await accruals
    .aggregate<{ amount: Microcredits }>([mine, { $group: { _id: null, amount: { $sum: '$amount' } } }], { session })
    .toArray();
  let accrued = unclaimed?.amount ?? 0n;
  let paid = 0n;
  for await (const row of earnings.find({ creatorId }, { session, batchSize: ROWS_PER_READ })) {
    accrued += row.accrued;
    paid += row.paid;
    const document = `earnings/${row._id}`;
    check(row.open || row.accrued === row.paid, 'RV2', `is closed with ${row.accrued} accrued and ${row.paid} paid`, document);
    const isExplained = row.paid <= row.accrued || row.paid - row.accrued <= (await reversedIn(database, row, session));
    check(isExplained, 'RV2', `has ${row.paid} paid of ${row.accrued}, which no reversals explain`, document);
  }
  check(
    posted + paidOut === accrued,
    'LG5',
    `the journal says ${posted + paidOut} µcr accrued, accruals and earnings ${accrued}`,
  );
  check(paidOut === paid, 'RV2', `the journal says ${paidOut} µcr were paid, the earnings ${paid}`);
}

/** What stands on a creator's account, and what payouts took from it. */
async function journalOf(
  { entries }: Database,
  account: string,
  session: ClientSession,
): Promise<{ posted: Microcredits; paidOut: Microcredits }> {
  const isPayout = { $eq: ['$kind', 'payout'] };
  const [sums] = await entries
    .aggregate<{ posted: Microcredits; payouts: Microcredits }>(
      [
        { $match: { parties: account } },
        { $project: { kind: 1, postings: 1 } },
        { $unwind: '$postings' },
        { $match: { 'postings.account': account } },
        {
          $group: {
            _id: null,
            posted: { $sum: '$postings.amount' },
            payouts: { $sum: { $cond: [isPayout, '$postings.amount', 0n] } },
          },
        },
      ],
      { session },
    )
    .toArray();
  return { posted: sums?.posted ?? 0n, paidOut: -(sums?.payouts ?? 0n) };
}

/** What reversals took back of a world's earnings, on any day. */
async function reversedIn(
  { entries }: Database,
  { creatorId, worldId }: EarningsDocument,
  session: ClientSession,
): Promise<Microcredits> {
  const [sum] = await entries
    .aggregate<{ share: Microcredits }>(
      [
        { $match: { parties: creatorAccount(creatorId), kind: 'reverse', 'meta.worldId': worldId } },
        { $group: { _id: null, share: { $sum: '$meta.creatorShare' } } },
      ],
      { session },
    )
    .toArray();
  return -(sum?.share ?? 0n);
}
