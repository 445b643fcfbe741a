/** What a seat says about who sits in it: made by the server over HTTP, never by the client. */
import type { Client } from '@colyseus/core';
import { GameError } from '#protocol/errors.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { PlayerKind } from '#core/players/player.ts';
import type { SignedInSeat } from '../check-seats.ts';

export interface SeatAuth extends SignedInSeat {
  readonly kind: PlayerKind;
  readonly member: Member;
}

export type JourneyClient = Client<{ auth: SeatAuth }>;

/** Every client came through a seat: `onJoin` lets nobody else in. */
export function seatOf(client: JourneyClient): SeatAuth {
  if (!client.auth) throw new GameError('UNAUTHENTICATED');
  return client.auth;
}
