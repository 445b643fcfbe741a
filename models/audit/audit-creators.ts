/** Every creator: what the journal says they earned and were paid, against accruals and earnings (LG5, RV2). */
import type { ClientSession, Document } from 'mongodb';
import { auditCreator, auditDay } from '#core/earnings/audit-creator.ts';
import type { JournalDay } from '#core/earnings/audit-creator.ts';
import { creatorAccount } from '#core/ledger/accounts.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Database } from '../database.ts';
import { earningsId } from '../documents/earnings-document.ts';
import type { AuditRun } from './audit-run.ts';
import { auditTogether } from './audit-together.ts';
import type { AuditPart } from './audit-together.ts';

const ROWS_PER_READ = 500;
const NOTHING_EARNED: JournalDay = { earned: 0n, reversed: 0n };
const NOTHING_ROLLED = { accrued: 0n, paid: 0n, open: true };

export async function auditCreators(database: Database, run: AuditRun): Promise<void> {
  for await (const creatorId of creatorIds(database)) {
    const one = { name: 'creators', ids: [creatorId] };
    await auditTogether(database, run, one, (part) => auditOne(database, creatorId, part));
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

/** What it holds in memory is a row for each of the creator's worlds and days. */
async function auditOne(database: Database, creatorId: string, { session, report }: AuditPart): Promise<void> {
  const { days, ...journal } = await journalOf(database, creatorId, session);
  const unclaimed = await unclaimedOf(database, creatorId, session);
  const sums = {
    ...journal,
    accrued: 0n,
    paid: 0n,
    unclaimed: [...unclaimed.values()].reduce((sum, amount) => sum + amount, 0n),
  };
  const auditRow = (id: string, row: typeof NOTHING_ROLLED) => {
    const told = days.get(id) ?? NOTHING_EARNED;
    auditDay({ ...row, document: `earnings/${id}` }, told, unclaimed.get(id) ?? 0n).forEach(report);
    days.delete(id);
    unclaimed.delete(id);
  };
  for await (const row of database.earnings.find({ creatorId }, { session, batchSize: ROWS_PER_READ })) {
    sums.accrued += row.accrued;
    sums.paid += row.paid;
    const isKeyed = row._id === earningsId(row);
    if (!isKeyed) report({ rule: 'RV2', document: `earnings/${row._id}`, fault: `is of ${row.worldId} on ${row.day}` });
    auditRow(row._id, row);
  }
  for (const id of new Set([...days.keys(), ...unclaimed.keys()])) auditRow(id, NOTHING_ROLLED); // no roller came by yet
  auditCreator(creatorId, sums).forEach(report);
}

async function unclaimedOf(
  { accruals }: Database,
  creatorId: string,
  session: ClientSession,
): Promise<Map<string, Microcredits>> {
  const sums = { $group: { _id: { worldId: '$worldId', day: '$day' }, amount: { $sum: '$amount' } } };
  const found = await accruals.aggregate<DaySum>([{ $match: { creatorId } }, sums], { session }).toArray();
  return new Map(found.map(({ _id, amount }) => [earningsId({ creatorId, ..._id }), BigInt(amount)]));
}

interface DaySum {
  readonly _id: { readonly kind: string; readonly worldId: string; readonly day: string };
  /** A sum of nothing is no bigint. */
  readonly amount: Microcredits | number;
}

interface CreatorJournal {
  /** What stands on the creator's account, and what payouts took from it. */
  readonly posted: Microcredits;
  readonly paidOut: Microcredits;
  /** By the ids of the earnings that they are rolled up into. */
  readonly days: Map<string, JournalDay>;
}

async function journalOf({ entries }: Database, creatorId: string, session: ClientSession): Promise<CreatorJournal> {
  const account = creatorAccount(creatorId);
  const read = (pipeline: Document[]) => entries.aggregate<DaySum>(pipeline, { session }).toArray();
  const booked = await read([{ $match: { parties: account, kind: { $ne: 'reverse' } } }, ...sumsOf(account, '$at')]);
  const turn = { from: entries.collectionName, localField: 'reverses', foreignField: '_id', as: 'turn' };
  const reversals = await read([
    { $match: { parties: account, kind: 'reverse' } },
    { $lookup: { ...turn, pipeline: [{ $project: { at: 1 } }] } },
    ...sumsOf(account, { $first: '$turn.at' }),
  ]);
  const days = new Map<string, JournalDay>();
  let [posted, paidOut] = [0n, 0n];
  for (const { _id, amount } of [...booked, ...reversals]) {
    posted += BigInt(amount);
    if (_id.kind === 'payout') paidOut -= BigInt(amount);
    if (_id.kind === 'payout' || amount === 0) continue;
    const id = earningsId({ creatorId, ..._id });
    const { earned, reversed } = days.get(id) ?? NOTHING_EARNED;
    const isReversal = _id.kind === 'reverse';
    days.set(id, isReversal ? { earned, reversed: reversed - BigInt(amount) } : { earned: earned + BigInt(amount), reversed });
  }
  return { posted, paidOut, days };
}

/** What entries moved on an account, by kind, world and the day of a time. */
function sumsOf(account: string, at: unknown): Document[] {
  const mine = { $filter: { input: '$postings', cond: { $eq: ['$$this.account', account] } } };
  const amount = { $sum: { $map: { input: mine, in: '$$this.amount' } } };
  const day = { $dateToString: { date: at, format: '%Y-%m-%d' } };
  return [
    { $project: { kind: 1, worldId: '$meta.worldId', day, amount } },
    { $group: { _id: { kind: '$kind', worldId: '$worldId', day: '$day' }, amount: { $sum: '$amount' } } },
  ];
}
