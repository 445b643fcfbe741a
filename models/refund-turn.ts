/** Gives a turn's credits back, once (RV3). */
import type { ClientSession } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import { reversalKey, turnKey } from '#core/ledger/entry.ts';
import { reversalOf } from '#core/ledger/reversal.ts';
import type { ReversalEntry, TurnRefund } from '#core/ledger/reversal.ts';
import type { TurnEntry } from '#core/turns/turn-entry.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Database } from './database.ts';
import { entryOf } from './documents/entry-document.ts';
import { walletOf } from './documents/wallet-document.ts';
import { changeWallet } from './wallet-store.ts';

export interface RefundedTurn {
  readonly reversal: ReversalEntry;
  /** The player's, when this call changed it; null when the turn was refunded before. */
  readonly wallet: Wallet | null;
}

/**
 * The same turn again is answered with its first reversal, whoever asks for whatever reason. Throws TURN_NOT_FOUND, or NOTHING_TO_REFUND
 * for a turn that took no credits.
 */
export async function refundTurn(database: Database, refund: TurnRefund): Promise<RefundedTurn> {
  return database.lanes.run((session) => refundOnce(database, refund, session));
}

async function refundOnce(database: Database, refund: TurnRefund, session: ClientSession): Promise<RefundedTurn> {
  const { entries, wallets, accruals } = database;
  const key = turnKey(refund.journeyId, refund.turnId);
  const earlier = await entries.findOne({ _id: reversalKey(key) }, { session });
  if (earlier) return { reversal: entryOf(earlier) as ReversalEntry, wallet: null };
  const document = await entries.findOne({ _id: key }, { session });
  if (!document) throw new GameError('TURN_NOT_FOUND');
  const turn = entryOf(document) as TurnEntry;
  const { entry, change } = reversalOf(turn, refund);
  const before = await wallets.findOne({ _id: turn.by }, { session });
  if (!before) throw new GameError('PLAYER_NOT_FOUND', { playerId: turn.by });
  const wallet = await changeWallet(database, walletOf(before), { pockets: change, entry }, session);
  const { creatorId, worldId, creatorShare } = entry.meta;
  if (creatorShare !== 0n && creatorId !== null && worldId !== null) {
    const row = { _id: entry.key, creatorId, worldId, day: utcDay(turn.at), amount: creatorShare };
    await accruals.insertOne(row, { session });
  }
  const booked = await entries.findOne({ _id: entry.key }, { session });
  if (!booked) throw new Error(`${entry.key} was booked and is not there`);
  return { reversal: entryOf(booked) as ReversalEntry, wallet };
}
