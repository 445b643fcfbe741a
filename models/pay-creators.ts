/** Pays creators what has matured: one transaction per creator and run day, exactly once however often, late and in parallel (RV2). */
import type { ClientSession, Filter } from 'mongodb';
import { forfeitEntry, payoutEntry } from '#core/earnings/payout.ts';
import type { MaturedEarnings, PayoutEntry, PayoutRun } from '#core/earnings/payout.ts';
import { payoutKey } from '#core/ledger/entry.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Log } from '#core/turns/game.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import { bookEntry } from './book-entry.ts';
import type { Database } from './database.ts';
import type { EarningsDocument } from './documents/earnings-document.ts';
import { entryOf } from './documents/entry-document.ts';
import { walletOf } from './documents/wallet-document.ts';
import { changeWallet } from './wallet-store.ts';

/** What became of one creator's payout on a run day. */
export type PayoutOutcome =
  | { readonly type: 'paid'; readonly payout: PayoutEntry; readonly wallet: Wallet }
  | { readonly type: 'paid-before'; readonly payout: PayoutEntry }
  /** Nothing matured, or reversals outweigh it: its rows stay open, and a later payout nets them (RV3). */
  | { readonly type: 'nothing' }
  /** The creator has left: what they earned is the platform's. */
  | { readonly type: 'forfeited'; readonly payout: PayoutEntry }
  /** The creator has no wallet: what they earned stays where it is. */
  | { readonly type: 'nobody' };

export interface PayCreatorsOptions {
  readonly log: Log;
  /** Between two creators: the next run goes on where this one stopped. */
  readonly signal?: AbortSignal;
  /** After the commit. */
  readonly onPaid?: (wallet: Wallet) => void;
}

export interface PayoutReport {
  paid: number;
  failed: number;
}

/** One creator's failure is logged and stops nobody else. */
export async function payCreators(database: Database, run: PayoutRun, options: PayCreatorsOptions): Promise<PayoutReport> {
  const { log, signal, onPaid } = options;
  const report = { paid: 0, failed: 0 };
  for await (const creatorId of creatorsWithMatured(database, run)) {
    if (signal?.aborted) break;
    try {
      const outcome = await payCreator(database, creatorId, run);
      if (outcome.type === 'nobody') log.warn({ creatorId }, 'a creator without a wallet is not paid');
      if (outcome.type !== 'paid') continue;
      report.paid += 1;
      onPaid?.(outcome.wallet);
    } catch (failure) {
      report.failed += 1;
      log.error({ failure, creatorId, runDay: run.runDay }, 'a creator could not be paid; the next run tries again');
    }
  }
  return report;
}

export async function payCreator(database: Database, creatorId: string, run: PayoutRun): Promise<PayoutOutcome> {
  return database.lanes.run((session) => payOnce(database, creatorId, run, session));
}

async function payOnce(database: Database, creatorId: string, run: PayoutRun, session: ClientSession): Promise<PayoutOutcome> {
  const { entries, wallets } = database;
  const earlier = await entries.findOne({ _id: payoutKey(creatorId, run.runDay) }, { session });
  if (earlier) return { type: 'paid-before', payout: entryOf(earlier) as PayoutEntry };
  const matured = { ...maturedBy(run), creatorId };
  const sum = await sumOf(database, matured, session);
  if (sum.amount <= 0n) return { type: 'nothing' };
  const wallet = await wallets.findOne({ _id: creatorId }, { session });
  if (!wallet) return { type: 'nobody' };
  await closeRows(database, matured, sum, session);
  if (walletOf(wallet).closed) {
    const payout = await bookEntry(database, forfeitEntry(creatorId, sum, run), null, session);
    return { type: 'forfeited', payout };
  }
  const payout = payoutEntry(creatorId, sum, run);
  const booking = { pockets: { ...NO_CREDITS, earning: sum.amount }, entry: payout };
  return { type: 'paid', payout, wallet: await changeWallet(database, walletOf(wallet), booking, session) };
}

async function closeRows(
  { earnings }: Database,
  matured: Filter<EarningsDocument>,
  { rows }: MaturedEarnings,
  session: ClientSession,
): Promise<void> {
  const { modifiedCount } = await earnings.updateMany(matured, [{ $set: { paid: '$accrued', open: false } }], { session });
  if (modifiedCount !== rows) throw new Error(`[RV2] closed ${modifiedCount} rows where ${rows} were added up`);
}

function maturedBy({ matureDay }: PayoutRun): Filter<EarningsDocument> {
  return { open: true, day: { $lte: matureDay } };
}

async function sumOf(
  { earnings }: Database,
  matured: Filter<EarningsDocument>,
  session: ClientSession,
): Promise<MaturedEarnings> {
  const [sum] = await earnings
    .aggregate<MaturedEarnings>(
      [{ $match: matured }, { $group: { _id: null, amount: { $sum: { $subtract: ['$accrued', '$paid'] } }, rows: { $sum: 1 } } }],
      { session },
    )
    .toArray();
  return sum ?? { amount: 0n, rows: 0 };
}

/** A look at the index per creator rather than one long cursor: no memory, and nothing that dies of age in a long night. */
async function* creatorsWithMatured({ earnings }: Database, run: PayoutRun): AsyncGenerator<string> {
  let last = '';
  for (;;) {
    const next = await earnings.findOne(
      { ...maturedBy(run), creatorId: { $gt: last } },
      { sort: { creatorId: 1 }, projection: { creatorId: 1 } },
    );
    if (!next) return;
    last = next.creatorId;
    yield last;
  }
}
