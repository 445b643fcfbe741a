/** Players by our own id, and the sign-in user each belongs to. */
import { randomUUID } from 'node:crypto';
import { GameError } from '#protocol/errors.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Player, PlayerKind, PlayerRole } from '#core/players/player.ts';
import type { Database } from './database.ts';
import { playerOf } from './documents/player-document.ts';
import type { WalletStore } from './wallet-store.ts';

export interface NewPlayer {
  readonly userId: string | null;
  readonly kind: PlayerKind;
  readonly name: string;
  readonly id?: string;
}

export interface PlayerStore {
  find(playerId: string): Promise<Player>;
  findByUser(userId: string): Promise<Player | null>;
  /** Opens the player and the wallet; an account's has the welcome grant. Repeating it changes nothing. */
  open(player: NewPlayer): Promise<Player>;
  setRole(playerId: string, role: PlayerRole): Promise<void>;
}

export function createPlayerStore(
  { players }: Database,
  { walletStore, welcomeGrant, clock }: { walletStore: WalletStore; welcomeGrant: Microcredits; clock: () => Date },
): PlayerStore {
  async function find(playerId: string): Promise<Player> {
    const document = await players.findOne({ _id: playerId });
    if (!document) throw new GameError('PLAYER_NOT_FOUND', { playerId });
    return playerOf(document);
  }

  async function findByUser(userId: string): Promise<Player | null> {
    const document = await players.findOne({ userId });
    return document && playerOf(document);
  }

  async function open({ userId, kind, name, id = randomUUID() }: NewPlayer): Promise<Player> {
    const filter = userId === null ? { _id: id } : { userId };
    const fresh = { _id: id, userId, kind, role: 'player' as const, name, createdAt: clock(), leftAt: null };
    const document = await players.findOneAndUpdate(filter, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after' });
    if (!document) throw new Error(`player ${id} was not opened`);
    await walletStore.open(document._id, kind === 'account' ? welcomeGrant : 0n, clock());
    return playerOf(document);
  }

  async function setRole(playerId: string, role: PlayerRole): Promise<void> {
    const { matchedCount } = await players.updateOne({ _id: playerId }, { $set: { role } });
    if (matchedCount === 0) throw new GameError('PLAYER_NOT_FOUND', { playerId });
  }

  return { find, findByUser, open, setRole };
}
