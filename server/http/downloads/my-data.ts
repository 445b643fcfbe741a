/** All of a player's data in one JSON document, section by section. */
import type { Player } from '#core/players/player.ts';
import type { Game } from '#core/turns/game.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { payoutRun } from '#core/earnings/payout.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { CreatorEarnings, EarningsStore } from '#models/earnings-store.ts';
import type { PlayerRecords } from '#models/player-records.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import type { SignedIn, SignIn } from '../../auth/sign-in.ts';
import { purchaseView } from '../purchase-view.ts';
import { jsonObject } from './json-stream.ts';
import { walletViewOf } from '../wallet-view-of.ts';

export interface MyDataParts {
  readonly game: Game;
  readonly signIn: Pick<SignIn, 'recordsOf'>;
  readonly wallets: WalletStore;
  readonly earnings: EarningsStore;
  readonly refundWindowDays: number;
  readonly records: PlayerRecords;
}

export function myData({ player, userId }: SignedIn, parts: MyDataParts): AsyncGenerator<string, void, void> {
  const { game, signIn, records } = parts;
  const { id } = player;
  return jsonObject({
    exportedAt: () => Promise.resolve(game.clock()),
    player: () => Promise.resolve(aboutPlayer(player)),
    signIn: () => signIn.recordsOf(userId),
    wallet: () => walletViewOf(parts, player),
    history: () => rowsOf(records.history(id), (entry) => historyRowView(entry, id)),
    operatorActions: () => rowsOf(records.operatorActions(id), (entry) => operatorAction(entry, id)),
    purchases: () => rowsOf(records.purchases(id), purchaseOf),
    earnings: () => earnedByDay(id, parts),
    journeys: () => records.journeys(id),
    turns: () => records.turns(id),
  });
}

function aboutPlayer({ id: playerId, kind, role, name, createdAt }: Player): object {
  return { playerId, kind, role, name, createdAt };
}

/** Who it was is the operators' own data. */
function operatorAction(entry: BookedEntry, playerId: string): object {
  const { key, kind, at, amount, reason, reverses } = historyRowView(entry, playerId);
  return { key, kind, at, amount, reason, reverses };
}

/** As the API has it, with Stripe's ids of it, and what operators ordered to be paid back. */
function purchaseOf(purchase: Purchase): object {
  const { mode, sessionId, paymentId, refundOrders } = purchase;
  const orders = refundOrders.map(({ id, amount, reason, at, state, fault }) => ({ id, amount, reason, at, state, fault }));
  return { ...purchaseView(purchase), mode, sessionId, paymentId, refundOrders: orders };
}

/** Since ever, in the words of `GET /api/creator/earnings`. */
async function earnedByDay(
  creatorId: string,
  { game, earnings, refundWindowDays }: MyDataParts,
): Promise<CreatorEarnings['rows']> {
  const { matureDay } = payoutRun(game.clock(), refundWindowDays);
  const ever = { from: '0000-01-01', to: '9999-12-31' };
  return (await earnings.earned({ creatorId, ...ever, matureDay, nextMatureDay: matureDay })).rows;
}

async function* rowsOf<Row>(batches: AsyncIterable<readonly Row[]>, view: (row: Row) => unknown): AsyncGenerator<unknown[]> {
  for await (const batch of batches) yield batch.map(view);
}
