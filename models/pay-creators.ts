/** Pays creators what has matured: one transaction per creator and run day, exactly once however often, late and in parallel (RV2). */
import type { ClientSession, Filter } from 'mongodb';
import { payoutEntry } from '#core/earnings/payout.ts';
import type { PayoutEntry, PayoutRun } from '#core/earnings/payout.ts';
import { payoutKey } from '#core/ledger/entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Log } from '#core/turns/game.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
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
  /** The creator has no wallet or has left: what they earned stays where it is. */
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
      if (outcome.type === 'nobody') log.warn({ creatorId }, 'a creator without a wallet, or who has left, is not paid');
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
  const { entries, earnings, wallets, players } = database;
  const earlier = await entries.findOne({ _id: payoutKey(creatorId, run.runDay) }, { session });
  if (earlier) return { type: 'paid-before', payout: entryOf(earlier) as PayoutEntry };
  const matured = { ...maturedBy(run), creatorId };
  const { amount, rows } = await sumOf(database, matured, session);
  if (amount <= 0n) return { type: 'nothing' };
  const wallet = await wallets.findOne({ _id: creatorId }, { session });
  if (!wallet || wallet.closed || !(await players.findOne({ _id: creatorId, leftAt: null }, { session })))
    return { type: 'nobody' };
  const { modifiedCount } = await earnings.updateMany(matured, [{ $set: { paid: '$accrued', open: false } }], { session });
  if (modifiedCount !== rows) throw new Error(`[RV2] closed ${modifiedCount} rows of ${creatorId} where ${rows} were added up`);
  const payout = payoutEntry(creatorId, { amount, rows }, run);
  const booking = { pockets: { ...NO_CREDITS, earning: amount }, entry: payout };
  return { type: 'paid', payout, wallet: await changeWallet(database, walletOf(wallet), booking, session) };
}

function maturedBy({ matureDay }: PayoutRun): Filter<EarningsDocument> {
  return { open: true, day: { $lte: matureDay } };
}

async function sumOf(
  { earnings }: Database,
  matured: Filter<EarningsDocument>,
  session: ClientSession,
): Promise<{ amount: Microcredits; rows: number }> {
  const [sum] = await earnings
    .aggregate<{ amount: Microcredits; rows: number }>(
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
