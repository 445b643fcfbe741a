/** Who gets a seat in which room: members in their journeys, players at their wallets, owners and operators at worlds' figures. */
import { matchMaker } from '@colyseus/core';
import { GameError } from '#protocol/errors.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { Player } from '#core/players/player.ts';
import type { SeatAuth } from '#rooms/journey/seat-auth.ts';
import { createSeatTaker, JOURNEY_ROOM } from '#rooms/take-seat.ts';
import { WALLET_ROOM } from '#rooms/wallet/wallet-room.ts';
import { WORLD_LIVE_ROOM } from '#rooms/world-live/world-live-room.ts';
import type { SignedIn } from './auth/sign-in.ts';
import type { Composition } from './compose.ts';

export interface LiveSeats {
  wallet(signedIn: SignedIn): Promise<Seat>;
  /** Throws WORLD_NOT_FOUND, and FORBIDDEN for whoever is neither the world's owner nor an operator. */
  world(worldId: string, signedIn: SignedIn): Promise<Seat>;
}

export interface Seats {
  takeSeat(journeyId: string, auth: SeatAuth): Promise<Seat>;
  readonly liveSeats: LiveSeats;
}

/** Seats can be taken once the rooms are defined. A journey's room is where its journey says: it has one at most. */
export function createSeats({ journeys, worlds }: Pick<Composition, 'journeys' | 'worlds'>): Seats {
  const takeSeat = createSeatTaker<SeatAuth>({
    ...{ roomName: JOURNEY_ROOM, subject: 'journeyId' },
    findRoom: async (journeyId) => {
      const roomId = await journeys.roomId(journeyId);
      return roomId === undefined ? undefined : (await matchMaker.query({ roomId }))[0];
    },
  });
  const takeWalletSeat = createSeatTaker({ roomName: WALLET_ROOM, subject: 'playerId' });
  const takeWorldSeat = createSeatTaker({
    ...{ roomName: WORLD_LIVE_ROOM, subject: 'worldId' },
    findRoom: async (worldId) => {
      const { ownerId } = await worlds.find(worldId);
      return (await matchMaker.query({ name: WORLD_LIVE_ROOM, worldId, ownerId }))[0];
    },
  });
  const liveSeats: LiveSeats = {
    wallet: ({ player, sessionId }) => takeWalletSeat(player.id, { playerId: player.id, signInId: sessionId }),
    async world(worldId, { player, sessionId }) {
      const { ownerId } = await worlds.find(worldId);
      if (!mayWatch(player, ownerId)) throw new GameError('FORBIDDEN');
      return takeWorldSeat(worldId, { playerId: player.id, signInId: sessionId });
    },
  };
  return { takeSeat, liveSeats };
}

/** The owner is whom the world's newest version names. */
export function mayWatch({ id, role }: Player, ownerId: string): boolean {
  return role === 'operator' || id === ownerId;
}
