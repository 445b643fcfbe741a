/** Players who leave for good: their wallet is closed in one transaction, then what was theirs is erased, as often as it takes. */
import type { ClientSession } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import { closingOf } from '#core/ledger/closing.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { PaymentsMode } from '#core/purchases/purchase.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Database } from './database.ts';
import { walletOf } from './documents/wallet-document.ts';
import { finishLink } from './guest-links.ts';
import { changeWallet, findWallet } from './wallet-store.ts';

/** What leaving would cost a player. */
export interface Departure {
  readonly wallet: Wallet;
  /** Earned as a creator and not paid out yet. */
  readonly earningsPending: Microcredits;
  readonly journeysAlone: number;
  readonly journeysShared: number;
}

export interface DepartureStore {
  preview(playerId: string): Promise<Departure>;
  /**
   * Gives up credits and earnings to come, writes off debt, and closes the wallet. A second time changes nothing. Throws
   * `PLAYER_NOT_FOUND`, `WALLET_MERGED`, `TURNS_RUNNING` while anything is held, and `PAYMENT_PENDING` while a bank has not decided on a payment of the
   * mode that is asked for; then nothing is done.
   */
  leave(playerId: string, at: Date, mode?: PaymentsMode): Promise<Wallet>;
  /** Takes the player out of all their journeys, with name, line, notes and actions. Safe to repeat after a crash anywhere in it. */
  eraseFromJourneys(playerId: string): Promise<void>;
  /** Who left and is not wholly erased, by their sign-in user. */
  unfinished(): Promise<{ playerId: string; userId: string | null }[]>;
  /** The sign-in users of guests who merged into the player, where a crash left any. */
  guestUsers(playerId: string): Promise<string[]>;
  finish(playerId: string): Promise<void>;
}

/** What stands in a shared story instead of the name of somebody who left. */
export const FORMER_PLAYER = 'A former player';
const UNEDITED = { editedAt: null, original: null } as const;
const NOTHING_WRITTEN = { authorName: FORMER_PLAYER, mode: 'continue', action: '' } as const;

export function createDepartureStore(database: Database): DepartureStore {
  const { accruals, earnings, journeys, lanes, players, purchases, wallets } = database;

  async function preview(playerId: string): Promise<Departure> {
    const mine = { 'members.playerId': playerId };
    const [wallet, unclaimed, unpaid, all, journeysAlone] = await Promise.all([
      findWallet(database, playerId),
      sumOf(accruals.aggregate<Sum>([{ $match: { creatorId: playerId } }, sumUp('$amount')])),
      sumOf(earnings.aggregate<Sum>([{ $match: { creatorId: playerId } }, sumUp({ $subtract: ['$accrued', '$paid'] })])),
      journeys.countDocuments(mine),
      journeys.countDocuments({ ...mine, members: { $size: 1 } }),
    ]);
    return { wallet, earningsPending: unclaimed + unpaid, journeysAlone, journeysShared: all - journeysAlone };
  }

  async function leave(playerId: string, at: Date, mode?: PaymentsMode): Promise<Wallet> {
    return lanes.run(async (session) => {
      const player = await players.findOne({ _id: playerId }, { session });
      const document = await wallets.findOne({ _id: playerId }, { session });
      if (!player || !document) throw new GameError('PLAYER_NOT_FOUND', { playerId });
      const wallet = walletOf(document);
      if (wallet.closed) return wallet;
      if (wallet.mergedInto !== null) throw new GameError('WALLET_MERGED');
      await assertNoGuestPlays(database, player.guests ?? [], session);
      const pending = mode && (await purchases.findOne({ playerId, mode, state: 'pending' }, { session }));
      if (pending) throw new GameError('PAYMENT_PENDING', { purchases: [{ purchaseId: pending._id, state: 'pending' }] });
      const { entry, change, debt } = closingOf(wallet, at);
      const closed = await changeWallet(database, wallet, { pockets: change, debt, entry }, session);
      await wallets.updateOne({ _id: playerId }, { $set: { closed: true } }, { session });
      const left = { leftAt: at, erasing: true, name: '', role: 'player' } as const;
      await players.updateOne({ _id: playerId }, { $set: left }, { session });
      return { ...closed, closed: true };
    });
  }

  async function eraseFromJourneys(playerId: string): Promise<void> {
    const player = await players.findOne({ _id: playerId });
    for (const guestId of player?.guests ?? []) await finishLink(database, { guestId, accountId: playerId });
    for (;;) {
      const journey = await journeys.findOne({ 'members.playerId': playerId }, { projection: { _id: 1 } });
      if (!journey) return;
      await eraseFromJourney(database, journey._id, playerId);
    }
  }

  async function unfinished(): Promise<{ playerId: string; userId: string | null }[]> {
    const found = await players.find({ erasing: true }, { projection: { userId: 1 } }).toArray();
    return found.map(({ _id: playerId, userId }) => ({ playerId, userId }));
  }

  async function guestUsers(playerId: string): Promise<string[]> {
    const player = await players.findOne({ _id: playerId });
    const guests = await players.find({ _id: { $in: player?.guests ?? [] } }).toArray();
    return guests.flatMap(({ userId }) => userId ?? []);
  }

  async function finish(playerId: string): Promise<void> {
    await players.updateOne({ _id: playerId }, { $unset: { erasing: true } });
  }

  return { preview, leave, eraseFromJourneys, unfinished, guestUsers, finish };
}

/** What a guest who merged still plays comes to the account in the end: not to one that is gone. */
async function assertNoGuestPlays({ wallets }: Database, guests: readonly string[], session: ClientSession): Promise<void> {
  const playing = await wallets.findOne({ _id: { $in: [...guests] }, 'holds.0': { $exists: true } }, { session });
  if (playing) throw new GameError('TURNS_RUNNING', { turns: playing.holds.length });
}

/**
 * The member is first blanked, so that no later prompt has their name, and taken out last, so that a crash leaves something to find.
 * Both raise the fence: a live room, which has the story in its memory, loses the journey and is opened anew from what is left.
 */
async function eraseFromJourney(database: Database, journeyId: string, playerId: string): Promise<void> {
  const { journeys } = database;
  const member = { _id: journeyId, 'members.playerId': playerId };
  const reopen = { $inc: { fence: 1 } };
  const blank = { 'members.$.name': FORMER_PLAYER, 'members.$.about': '', 'members.$.settings': USUAL_SETTINGS };
  const blanked = await journeys.findOneAndUpdate(
    member,
    { ...reopen, $set: { ...blank, room: null } },
    { returnDocument: 'after' },
  );
  if (!blanked) return;
  const alone = blanked.members.length === 1;
  if (alone) await eraseStory(database, journeyId);
  else await eraseActions(database, journeyId, playerId);
  // Somebody who joined or left meanwhile makes this miss; the caller finds the journey again.
  const stillSo = alone ? { members: { $size: 1 } } : { 'members.1': { $exists: true } };
  await journeys.updateOne({ ...member, ...stillSo }, { ...reopen, $pull: { members: { playerId } }, $set: { room: null } });
}

/**
 * A story that others share goes on without what this player wrote and noted; its passages are theirs too, as the AI told them: what the
 * player put into other words is told in the AI's again.
 */
async function eraseActions({ turns }: Database, journeyId: string, playerId: string): Promise<void> {
  const asTold = { passage: { $ifNull: ['$original.passage', '$passage'] } };
  await turns.updateMany({ journeyId, authorId: playerId }, [{ $set: { ...NOTHING_WRITTEN, ...UNEDITED, ...asTold } }]);
  await turns.updateMany(
    { journeyId, 'parts.id': playerId },
    { $set: { 'parts.$[mine].name': FORMER_PLAYER, 'parts.$[mine].why': '' } },
    { arrayFilters: [{ 'mine.id': playerId }] },
  );
}

/** Nobody is left to read it: no word stays. The turns themselves do, with their numbers, since entries were settled with them (LG6). */
async function eraseStory({ journeys, turns }: Database, journeyId: string): Promise<void> {
  await journeys.updateOne({ _id: journeyId }, { $set: { summaries: [], invite: '' } });
  const wordless = { input: { $ifNull: ['$parts', []] }, in: { $mergeObjects: ['$$this', { name: '', why: '' }] } };
  const nothing = { ...NOTHING_WRITTEN, ...UNEDITED, passage: '', summary: null, changes: [], sheet: { $literal: {} } };
  await turns.updateMany({ journeyId }, [{ $set: { ...nothing, parts: { $map: wordless } } }]);
}

interface Sum {
  readonly sum: Microcredits | number;
}

function sumUp(amount: unknown): object {
  return { $group: { _id: null, sum: { $sum: amount } } };
}

async function sumOf(rows: { toArray(): Promise<Sum[]> }): Promise<Microcredits> {
  return BigInt((await rows.toArray())[0]?.sum ?? 0);
}
