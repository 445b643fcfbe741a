/** The rooms that only show: a player's wallet and a world's figures, and who gets a seat in them. */
import type { Server } from '@colyseus/core';
import { GameError } from '#protocol/errors.ts';
import { WALLET_ENTRIES_SHOWN } from '#protocol/live.ts';
import type { LiveWallet } from '#protocol/live.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { Player } from '#core/players/player.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import { walletView } from '#core/turns/views.ts';
import { createJournalFeed } from '#models/journal-feed.ts';
import { createLiveReads } from '#models/live-reads.ts';
import type { SeatChecks } from '#rooms/check-seats.ts';
import type { LiveRoomParts } from '#rooms/live-room.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import { createSeatTaker } from '#rooms/take-seat.ts';
import { WALLET_ROOM, WalletRoom } from '#rooms/wallet/wallet-room.ts';
import type { WalletRoomParts } from '#rooms/wallet/wallet-room.ts';
import { JourneyCensus } from '#rooms/world-live/journey-census.ts';
import { WORLD_LIVE_ROOM, WorldLiveRoom } from '#rooms/world-live/world-live-room.ts';
import type { WorldLiveRoomParts } from '#rooms/world-live/world-live-room.ts';
import type { SignedIn } from './auth/sign-in.ts';
import type { Composition } from './compose.ts';

export interface LiveSeats {
  wallet(signedIn: SignedIn): Promise<Seat>;
  /** Throws WORLD_NOT_FOUND, and FORBIDDEN for whoever is neither the world's owner nor an operator. */
  world(worldId: string, signedIn: SignedIn): Promise<Seat>;
}

type Composed = Pick<Composition, 'database' | 'game' | 'players' | 'worlds'>;

/** Seats can be taken once the rooms are defined. */
export function createLiveSeats({ worlds }: Composed): LiveSeats {
  const takeWalletSeat = createSeatTaker({ roomName: WALLET_ROOM, subject: 'playerId' });
  const takeWorldSeat = createSeatTaker({ roomName: WORLD_LIVE_ROOM, subject: 'worldId' });
  return {
    wallet: ({ player, sessionId }) => takeWalletSeat(player.id, { playerId: player.id, signInId: sessionId }),
    async world(worldId, { player, sessionId }) {
      const { ownerId } = await worlds.find(worldId);
      if (!mayWatch(player, ownerId)) throw new GameError('FORBIDDEN');
      return takeWorldSeat(worldId, { playerId: player.id, signInId: sessionId });
    },
  };
}

export function defineLiveRooms(
  server: Server,
  { database, game, players, worlds }: Composed,
  { walletNews, ...checks }: SeatChecks & { readonly walletNews: News<WalletChange> },
): void {
  const { log, clock } = game;
  const reads = createLiveReads(database);
  const parts: LiveRoomParts = { ...checks, log, clock, feed: createJournalFeed(database, log) };

  async function readWallet(playerId: string): Promise<LiveWallet> {
    const [{ wallet, entries }, { kind }] = await Promise.all([
      reads.wallet(playerId, WALLET_ENTRIES_SHOWN),
      players.find(playerId),
    ]);
    const shown = walletView(wallet, game.terms.freeTurnsPerDay[kind], clock());
    return { seq: wallet.seq, wallet: shown, entries: entries.map((entry) => historyRowView(entry, playerId)) };
  }

  const walletParts: WalletRoomParts = { ...parts, readWallet, walletNews };
  const worldParts: WorldLiveRoomParts = {
    ...parts,
    census: new JourneyCensus(log),
    loadFigures: (worldId, since) => reads.worldFigures(worldId, since),
    mayWatch: async (playerId, worldId) => mayWatch(await players.find(playerId), (await worlds.find(worldId)).ownerId),
  };
  server.define(
    WALLET_ROOM,
    class extends WalletRoom {
      readonly parts = walletParts;
    },
  );
  server.define(
    WORLD_LIVE_ROOM,
    class extends WorldLiveRoom {
      readonly parts = worldParts;
    },
  );
}

/** The owner is whom the world's newest version names. */
function mayWatch({ id, role }: Player, ownerId: string): boolean {
  return role === 'operator' || id === ownerId;
}
