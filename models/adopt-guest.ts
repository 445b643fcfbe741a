/** A guest who signs up: their player becomes the account's, so that nothing of theirs has to move. */
import type { ClientSession } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { welcomeGrant } from '#core/ledger/adjustment.ts';
import { welcomeGrantKey } from '#core/ledger/entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Player } from '#core/players/player.ts';
import type { Database } from './database.ts';
import { playerOf } from './documents/player-document.ts';
import type { PlayerDocument } from './documents/player-document.ts';
import { walletOf } from './documents/wallet-document.ts';
import { nameInJourneys } from './name-in-journeys.ts';
import { changeWallet, openWallet } from './wallet-store.ts';

/** A sign-in user with an account, and the one that the same person had as a guest. */
export interface GuestOfUser {
  readonly userId: string;
  readonly guestUserId: string;
  readonly name: string;
}

interface Welcome {
  readonly welcome: Microcredits;
  readonly at: Date;
}

/** One transaction: of two accounts that want the same guest at once one has it, and a crash leaves the guest as they were. */
export async function adoptGuest(database: Database, user: GuestOfUser, welcome: Welcome): Promise<Player> {
  const { players, lanes } = database;
  const { userId, guestUserId, name } = user;
  return lanes.run(async (session) => {
    const known = await players.findOne({ userId }, { session });
    if (known) return playerOf(known);
    const free = { kind: 'guest', leftAt: null, mergedInto: null } as const;
    const guest = await players.findOne({ userId: guestUserId, ...free }, { session });
    if (!guest) return openAccount(database, user, welcome, session);
    const account = { userId, guestUserId, kind: 'account' as const, name };
    await players.updateOne({ _id: guest._id }, { $set: account }, { session });
    await nameInJourneys(database, { playerId: guest._id, name }, session);
    await grantWelcome(database, guest._id, welcome, session);
    return playerOf({ ...guest, ...account });
  });
}

async function openAccount(
  database: Database,
  { userId, guestUserId, name }: GuestOfUser,
  { welcome, at }: Welcome,
  session: ClientSession,
): Promise<Player> {
  const base = {
    _id: randomUUID(),
    kind: 'account' as const,
    role: 'player' as const,
    createdAt: at,
    leftAt: null,
    mergedInto: null,
  };
  const fresh: PlayerDocument = { ...base, userId, guestUserId, name };
  await database.players.insertOne(fresh, { session });
  await openWallet(database, { playerId: fresh._id, welcome, at }, session);
  return playerOf(fresh);
}

/** Once in a player's life: the entry's key is its own guard. */
async function grantWelcome(
  database: Database,
  playerId: string,
  { welcome, at }: Welcome,
  session: ClientSession,
): Promise<void> {
  if (welcome === 0n || (await database.entries.findOne({ _id: welcomeGrantKey(playerId) }, { session }))) return;
  const document = await database.wallets.findOne({ _id: playerId }, { session });
  if (!document) throw new Error(`player ${playerId} has no wallet`);
  const { entry, change } = welcomeGrant(playerId, welcome, at);
  await changeWallet(database, walletOf(document), { pockets: change, entry }, session);
}
