/** The rooms of this process, and what each of them draws on. */
import { matchMaker } from '@colyseus/core';
import type { Server } from '@colyseus/core';
import { WALLET_ENTRIES_SHOWN } from '#protocol/live.ts';
import type { LiveWallet } from '#protocol/live.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import { walletView } from '#core/turns/views.ts';
import { createJournalFeed } from '#models/journal-feed.ts';
import { createLiveReads } from '#models/live-reads.ts';
import type { LiveReads } from '#models/live-reads.ts';
import type { SeatChecks } from '#rooms/check-seats.ts';
import { JourneyRoom } from '#rooms/journey/journey-room.ts';
import type { JourneyRoomParts } from '#rooms/journey/journey-room.ts';
import type { LiveRoomParts } from '#rooms/live-room.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import { JOURNEY_ROOM } from '#rooms/take-seat.ts';
import { WALLET_ROOM, WalletRoom } from '#rooms/wallet/wallet-room.ts';
import type { WalletRoomParts } from '#rooms/wallet/wallet-room.ts';
import type { JourneyCensus } from '#rooms/world-live/journey-census.ts';
import { WORLD_LIVE_ROOM, WorldLiveRoom } from '#rooms/world-live/world-live-room.ts';
import type { WorldLiveRoomParts } from '#rooms/world-live/world-live-room.ts';
import type { Composition } from './compose.ts';
import { mayWatch } from './seats.ts';

export interface RoomsParts extends SeatChecks {
  readonly liveJourneys: Map<string, LiveJourney>;
  readonly walletNews: News<WalletChange>;
  readonly worldPaceMs: number;
  readonly census: JourneyCensus;
}

type Composed = Pick<Composition, 'database' | 'game' | 'journeys' | 'players' | 'processes' | 'worlds'>;

export function defineRooms(server: Server, composition: Composed, parts: RoomsParts): void {
  // Rooms are created and seats given by HTTP alone.
  matchMaker.controller.exposedMethods = [];
  const { game, journeys, processes } = composition;
  const journeyParts: JourneyRoomParts = { ...parts, game, journeys, processId: processes.processId };
  server.define(
    JOURNEY_ROOM,
    class extends JourneyRoom {
      readonly parts = journeyParts;
    },
  );
  defineLiveRooms(server, composition, parts);
}

/** The rooms that only show. */
function defineLiveRooms(server: Server, { database, game, players, worlds }: Composed, rooms: RoomsParts): void {
  const { log, clock } = game;
  const reads = createLiveReads(database);
  const { signOuts, isSessionLive, sessionCheckMs, walletNews, worldPaceMs, census } = rooms;
  const feed = createJournalFeed(database, log);
  const parts: LiveRoomParts = { signOuts, isSessionLive, sessionCheckMs, log, clock, feed };
  const readWallet = walletReader(reads, { game, players });
  const walletParts: WalletRoomParts = { ...parts, readWallet, walletNews };
  const ownerOf = async (worldId: string) => (await worlds.find(worldId)).ownerId;
  const worldParts: WorldLiveRoomParts = {
    ...parts,
    paceMs: worldPaceMs,
    census,
    loadFigures: (world, since) => reads.worldFigures(world, since),
    ownerOf,
    mayWatch: async (playerId, worldId) => mayWatch(await players.find(playerId), await ownerOf(worldId)),
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

function walletReader(reads: LiveReads, { game, players }: Pick<Composed, 'game' | 'players'>) {
  return async (playerId: string): Promise<LiveWallet> => {
    const [{ wallet, entries }, { kind }] = await Promise.all([
      reads.wallet(playerId, WALLET_ENTRIES_SHOWN),
      players.find(playerId),
    ]);
    const shown = walletView(wallet, game.terms.freeTurnsPerDay[kind], game.clock());
    return { seq: wallet.seq, wallet: shown, entries: entries.map((entry) => historyRowView(entry, playerId)) };
  };
}
