/** Holds, settles and releases turns: the exact writes of MONEY.md. */
import type { ClientSession } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import { mapPockets, subtractPockets } from '#core/money/pockets.ts';
import { releasedEntry, resolvedTurn, settledEntry } from '#core/turns/turn-entry.ts';
import type { TurnEntry, TurnMeta } from '#core/turns/turn-entry.ts';
import type { ResolvedTurn } from '#core/turns/turn.ts';
import type { HoldOutcome, ReleaseOrder, SettleOrder, TurnStore } from '#core/turns/turn-store.ts';
import { placeHold } from '#core/wallet/place-hold.ts';
import type { HoldDecision, HoldRequest } from '#core/wallet/place-hold.ts';
import { spentAfter } from '#core/wallet/caps.ts';
import { nextUtcMidnight, utcDay } from '#core/wallet/wallet.ts';
import type { Hold, Spent, UtcDay, Wallet } from '#core/wallet/wallet.ts';
import { bookEntry, movedAt } from './book-entry.ts';
import { isDuplicateKey, wasNotDone } from './database.ts';
import type { Database } from './database.ts';
import { entryOf } from './documents/entry-document.ts';
import { turnDocument } from './documents/turn-document.ts';
import { walletOf } from './documents/wallet-document.ts';
import type { WalletDocument } from './documents/wallet-document.ts';
import { passToHeir } from './pass-to-heir.ts';
import { RecentWallets } from './recent-wallets.ts';
import { pocketIncrements, repayDebt } from './repay-debt.ts';
import { findWallet } from './wallet-store.ts';

/** How often a hold is decided anew because another write to the wallet came first. */
const HOLD_ATTEMPTS_MAX = 50;
const CANCELS_KEPT = 3;

export function createTurnStore(database: Database): TurnStore {
  const { wallets, entries } = database;
  const recent = new RecentWallets();

  async function find(key: string, hash: string): Promise<ResolvedTurn | null> {
    const document = await entries.findOne({ _id: key });
    if (!document) return null;
    if (document.hash !== hash) throw new GameError('KEY_REUSED');
    return resolvedTurn(entryOf(document) as TurnEntry, null);
  }

  async function hold(request: HoldRequest): Promise<HoldOutcome> {
    for (let attempt = 0; attempt < HOLD_ATTEMPTS_MAX; attempt++) {
      // An old copy is good enough to try with: `seq` makes a stale one miss. It is never good enough to refuse with.
      const known = attempt === 0 ? recent.get(request.playerId) : undefined;
      const wallet = known ?? (await findWallet(database, request.playerId));
      const decision = placeHold(wallet, request);
      if (decision.type !== 'place') {
        if (known) continue;
        const resolved = await find(request.key, request.hash);
        if (resolved) return { type: 'resolved', turn: resolved };
        if (decision.type === 'refuse') throw decision.error;
        return { type: 'held', hold: decision.hold, wallet };
      }
      if (!(await write(wallet, decision))) continue;
      const held = walletAfterHold(wallet, decision.hold, decision.free);
      recent.set(held);
      return (await answerIfResolved(request, decision.hold)) ?? { type: 'held', hold: decision.hold, wallet: held };
    }
    throw new GameError('TOO_MANY_HOLDS');
  }

  /** Whether it is written: not when another write to the wallet came first. */
  async function write(wallet: Wallet, { hold: placed, free }: HoldDecision & { type: 'place' }): Promise<boolean> {
    try {
      const written = await wallets.updateOne(
        { _id: wallet.playerId, seq: wallet.seq },
        {
          $inc: { ...pocketIncrements(mapPockets((pocket) => -placed.draws[pocket])), seq: 1 },
          $set: { free },
          $push: { holds: placed },
        },
      );
      return written.modifiedCount === 1;
    } catch (failure) {
      if (wasNotDone(failure)) return false;
      throw failure;
    }
  }

  /** Hold first, look after: whoever resolves a key pulls its hold in the same transaction, so this look cannot be too early. */
  async function answerIfResolved(request: HoldRequest, placed: Hold): Promise<HoldOutcome | null> {
    const existing = await entries.findOne({ _id: request.key }, { projection: { hash: 1 } });
    if (!existing) return null;
    await database.lanes.run(async (session) => {
      const wallet = await giveBack(database, { hold: placed, cancels: [], at: request.at }, session);
      if (wallet === null) return;
      // LG4: a payment may have been taken back meanwhile. The key's own repayment may be booked already, so this has another.
      const cause = { key: placed.key, at: request.at, again: wallet.seq };
      await passOnIfLast(database, await repayDebt(database, wallet, placed.draws, cause, session), request.at, session);
    });
    recent.forget(request.playerId);
    const turn = await find(request.key, request.hash);
    return turn && { type: 'resolved', turn };
  }

  async function settle(order: SettleOrder): Promise<ResolvedTurn> {
    try {
      const resolved = await database.lanes.run((session) => settleOnce(database, order, session));
      if (resolved.wallet) recent.set(resolved.wallet);
      return resolved;
    } catch (failure) {
      if (failure instanceof Fenced) return release({ hold: order.hold, reason: 'moved', at: order.turn.at, incomplete: null });
      if (!isDuplicateKey(failure)) throw failure;
      const resolved = await find(order.hold.key, order.hold.hash);
      if (!resolved) throw failure;
      return resolved;
    }
  }

  async function release(order: ReleaseOrder): Promise<ResolvedTurn> {
    const resolved = await database.lanes.run((session) => releaseOnce(database, order, session));
    if (resolved.wallet) recent.set(resolved.wallet);
    return resolved;
  }

  return { find, hold, settle, release };
}

/** Another room has the journey by now, or the story stands elsewhere. */
class Fenced extends Error {}

async function settleOnce(database: Database, order: SettleOrder, session: ClientSession): Promise<ResolvedTurn> {
  const { journeys, turns, accruals } = database;
  const { hold, settlement, turn, head } = order;
  const wallet = await takeCharge(database, order, session);
  if (wallet === null) return standing(database, hold, session);
  const journey = await journeys.updateOne(
    { _id: hold.journeyId, fence: hold.fence, head },
    {
      $set: { head: hold.key, updatedAt: turn.at },
      $inc: { n: 1 },
      ...(turn.summary ? { $push: { summaries: turn.summary } } : {}),
    },
    { session },
  );
  if (journey.modifiedCount === 0) throw new Fenced();
  const entry = await bookEntry(database, settledEntry(order), wallet, session);
  await turns.insertOne(turnDocument(turn), { session });
  if (head !== null && head !== turn.parentKey) await turns.updateOne({ _id: head }, { $set: { aside: true } }, { session });
  if (settlement.creatorShare > 0n) {
    const { creatorId, worldId } = order;
    await accruals.insertOne(
      { _id: hold.key, creatorId, worldId, day: utcDay(entry.at), amount: settlement.creatorShare },
      { session },
    );
  }
  const repaid = await repayDebt(database, wallet, settlement.back, entry, session);
  return resolvedTurn(entry, walletOf(await passOnIfLast(database, repaid, entry.at, session)));
}

/**
 * The wallet without the hold, with what of it comes back, and with the charge counted on the day of the entry to come (TN10). Mostly
 * one write; a day's first charge needs to know what the wallet has of an earlier one. null when the hold is gone.
 */
async function takeCharge(
  database: Database,
  { hold, settlement: { back, charged }, turn }: SettleOrder,
  session: ClientSession,
): Promise<WalletDocument | null> {
  const { wallets } = database;
  const held = { _id: hold.by, 'holds.key': hold.key };
  const $inc = { ...pocketIncrements(back), seq: 1 };
  const update = { $pull: { holds: { key: hold.key } }, ...movedAt(turn.at) };
  const options = { session, returnDocument: 'after' } as const;
  if (charged === 0n) return wallets.findOneAndUpdate(held, { ...update, $inc }, options);
  const today = { 'spent.day': utcDay(turn.at), movedAt: { $not: { $gte: nextUtcMidnight(turn.at) } } };
  const counted = { ...update, $inc: { ...$inc, 'spent.amount': charged } };
  const sameDay = await wallets.findOneAndUpdate({ ...held, ...today }, counted, options);
  if (sameDay) return sameDay;
  const found = await wallets.findOne(held, { session });
  if (!found) return null;
  const at = found.movedAt && found.movedAt > turn.at ? found.movedAt : turn.at; // as the entry will have it
  const spent = spentAfter(await spentIn(database, found, utcDay(at), session), utcDay(at), charged);
  return wallets.findOneAndUpdate({ ...held, seq: found.seq }, { ...update, $inc, $set: { spent } }, options);
}

/** Wallets from before it was kept: what the journal has of the day. */
async function spentIn(
  { entries }: Database,
  { _id: playerId, ...wallet }: WalletDocument,
  day: UtcDay,
  session: ClientSession,
): Promise<Spent> {
  const { spent } = wallet as Partial<WalletDocument>;
  if (spent) return spent;
  const ofDay = { $gte: new Date(`${day}T00:00:00Z`), $lt: nextUtcMidnight(new Date(`${day}T00:00:00Z`)) };
  const turns = { parties: playerId, by: playerId, kind: 'turn', state: 'settled', at: ofDay } as const;
  const found = await entries.find(turns, { session, projection: { 'meta.charged': 1 } }).toArray();
  return { day, amount: found.reduce((sum, { meta }) => sum + (meta as Pick<TurnMeta, 'charged'>).charged, 0n) };
}

async function releaseOnce(database: Database, order: ReleaseOrder, session: ClientSession): Promise<ResolvedTurn> {
  const { hold, reason, at } = order;
  const cancels = reason === 'cancelled' ? [at] : [];
  const wallet = await giveBack(database, { hold, cancels, at }, session);
  if (wallet === null) return standing(database, hold, session);
  const released = releasedEntry(hold, reason, at, await keepIncomplete(database, order, session));
  const entry = await bookEntry(database, released, wallet, session);
  const repaid = await repayDebt(database, wallet, hold.draws, entry, session);
  return resolvedTurn(entry, walletOf(await passOnIfLast(database, repaid, entry.at, session)));
}

/** LK1: with the last hold of a guest who merged meanwhile, all they have goes to the account. The author's wallet as it then is. */
async function passOnIfLast(
  database: Database,
  wallet: WalletDocument,
  at: Date,
  session: ClientSession,
): Promise<WalletDocument> {
  return (await passToHeir(database, wallet, { cause: null, at }, session))?.left ?? wallet;
}

/** Returns a hold's draws, and its free turn if it is still the same day. null when the hold is gone. */
async function giveBack(
  { wallets }: Database,
  { hold, cancels, at }: { hold: Hold; cancels: Date[]; at: Date },
  session: ClientSession,
): Promise<WalletDocument | null> {
  const update = {
    ...movedAt(at),
    $inc: { ...pocketIncrements(hold.draws), seq: 1 },
    $pull: { holds: { key: hold.key } },
    ...(cancels.length > 0 ? { $push: { cancels: { $each: cancels, $slice: -CANCELS_KEPT } } } : {}),
  };
  const options = { session, returnDocument: 'after' } as const;
  if (hold.funding === 'credits') return wallets.findOneAndUpdate({ _id: hold.by, 'holds.key': hold.key }, update, options);
  const sameDay = await wallets.findOneAndUpdate(
    { _id: hold.by, 'holds.key': hold.key, 'free.day': hold.day },
    { ...update, $inc: { ...update.$inc, 'free.used': -1 } },
    options,
  );
  return sameDay ?? wallets.findOneAndUpdate({ _id: hold.by, 'holds.key': hold.key }, update, options);
}

/** TN4: text that was shown stays, marked incomplete; the head does not move. Its number, or null when there is none to keep. */
async function keepIncomplete(
  { journeys, turns }: Database,
  order: ReleaseOrder,
  session: ClientSession,
): Promise<number | null> {
  const { hold, incomplete } = order;
  if (!incomplete) return null;
  const journey = await journeys.updateOne({ _id: hold.journeyId, fence: hold.fence }, { $inc: { n: 1 } }, { session });
  if (journey.modifiedCount === 0) return null;
  await turns.insertOne(turnDocument(incomplete), { session });
  return incomplete.n;
}

/** How a key stands whose hold is gone. */
async function standing({ entries }: Database, hold: Hold, session: ClientSession): Promise<ResolvedTurn> {
  const document = await entries.findOne({ _id: hold.key }, { session });
  if (!document) throw new Error(`[LG6] hold ${hold.key} is gone and no entry resolves it`);
  return resolvedTurn(entryOf(document) as TurnEntry, null);
}

function walletAfterHold(wallet: Wallet, hold: Hold, free: Wallet['free']): Wallet {
  const pockets = subtractPockets(wallet.pockets, hold.draws);
  return { ...wallet, pockets, free, seq: wallet.seq + 1, holds: [...wallet.holds, hold] };
}
