/** Players by our own id, and the sign-in user each belongs to. */
import { randomUUID } from 'node:crypto';
import { GameError } from '#protocol/errors.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Player, PlayerKind, PlayerRole } from '#core/players/player.ts';
import { adoptGuest } from './adopt-guest.ts';
import type { GuestOfUser } from './adopt-guest.ts';
import type { Database } from './database.ts';
import { playerOf } from './documents/player-document.ts';
import { openWallet } from './wallet-store.ts';

export interface NewPlayer {
  readonly userId: string | null;
  readonly kind: PlayerKind;
  readonly name: string;
  readonly id?: string;
}

export interface PlayerStore {
  find(playerId: string): Promise<Player>;
  /** By player id; whoever is gone is not in it. */
  names(playerIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  findByUser(userId: string): Promise<Player | null>;
  /** Opens the player and the wallet; an account's has the welcome grant. Repeating it changes nothing. */
  open(player: NewPlayer): Promise<Player>;
  /**
   * The player of a new account whose user was a guest before: the guest's own, with all they have, now an account's and with the
   * welcome grant; a new one where the guest belongs to somebody else by now. Repeating it changes nothing.
   */
  adopt(user: GuestOfUser): Promise<Player>;
  /** Whether this user was a guest whose player went over to an account. */
  wasGuest(userId: string): Promise<boolean>;
  rename(playerId: string, name: string): Promise<Player>;
  setRole(playerId: string, role: PlayerRole): Promise<void>;
}

export function createPlayerStore(
  database: Database,
  { welcomeGrant, clock }: { welcomeGrant: Microcredits; clock: () => Date },
): PlayerStore {
  const { players } = database;

  async function find(playerId: string): Promise<Player> {
    const document = await players.findOne({ _id: playerId });
    if (!document) throw new GameError('PLAYER_NOT_FOUND', { playerId });
    return playerOf(document);
  }

  async function names(playerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await players.find({ _id: { $in: [...playerIds] } }, { projection: { name: 1 } }).toArray();
    return new Map(found.map(({ _id, name }) => [_id, name]));
  }

  async function findByUser(userId: string): Promise<Player | null> {
    const document = await players.findOne({ userId });
    return document && playerOf(document);
  }

  async function open({ userId, kind, name, id = randomUUID() }: NewPlayer): Promise<Player> {
    const filter = userId === null ? { _id: id } : { userId };
    const at = clock();
    const fresh = { _id: id, userId, kind, role: 'player' as const, name, createdAt: at, leftAt: null, mergedInto: null };
    const welcome = kind === 'account' ? welcomeGrant : 0n;
    // Together, or whoever asks in between would meet a player without a wallet, and a crash would leave one.
    return database.lanes.run(async (session) => {
      const known = await players.findOne(filter, { session });
      if (!known) await players.insertOne(fresh, { session });
      const document = known ?? fresh;
      await openWallet(database, { playerId: document._id, welcome, at }, session);
      return playerOf(document);
    });
  }

  async function wasGuest(userId: string): Promise<boolean> {
    return (await players.findOne({ guestUserId: userId }, { projection: { _id: 1 } })) !== null;
  }

  async function rename(playerId: string, name: string): Promise<Player> {
    const document = await players.findOneAndUpdate(
      { _id: playerId, leftAt: null },
      { $set: { name } },
      { returnDocument: 'after' },
    );
    if (!document) throw new GameError('PLAYER_NOT_FOUND', { playerId });
    return playerOf(document);
  }

  async function setRole(playerId: string, role: PlayerRole): Promise<void> {
    const { matchedCount } = await players.updateOne({ _id: playerId }, { $set: { role } });
    if (matchedCount === 0) throw new GameError('PLAYER_NOT_FOUND', { playerId });
  }

  return {
    ...{ find, names, findByUser, open, wasGuest, rename, setRole },
    adopt: (user) => adoptGuest(database, user, { welcome: welcomeGrant, at: clock() }),
  };
}
