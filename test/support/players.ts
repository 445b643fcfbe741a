/** Players at a test server, by the client SDK: signed in, credited, in a journey. */
import { randomUUID } from 'node:crypto';
import { Client } from '@colyseus/sdk';
import type { Room } from '@colyseus/sdk';
import { GameClient } from '#sdk/index.ts';
import type { JourneySession, TurnOutcome } from '#sdk/index.ts';
import type { JourneyState } from '#protocol/journey-state.ts';
import { credits } from '#core/money/microcredits.ts';
import type { RunningServer } from '#server/start-server.ts';

export interface TestPlayer {
  readonly client: GameClient;
  readonly playerId: string;
}

export async function signIn(server: Pick<RunningServer, 'url'>): Promise<TestPlayer> {
  const client = new GameClient({ url: server.url });
  const { playerId } = await client.signInAsGuest();
  return { client, playerId };
}

/** To the bonus pocket, before the player joins a journey. */
export async function give(server: RunningServer, { playerId }: TestPlayer, amount: number): Promise<void> {
  await server.wallets.adjust({
    id: randomUUID(),
    playerId,
    amount: credits(amount),
    reason: 'for a test',
    by: 'test',
    at: server.game.clock(),
  });
}

/** One journey with these players in it, the first one its founder. */
export async function together(players: readonly TestPlayer[], names = ['Ana', 'Ben', 'Cleo']): Promise<JourneySession[]> {
  const [founder, ...others] = players;
  const first = await founder!.client.startJourney({ worldId: 'drowned-light', name: names[0]! });
  const { invite } = await founder!.client.api.journeys.get({ journeyId: first.journeyId });
  const sessions = [first];
  for (const [index, { client }] of others.entries()) {
    sessions.push(await client.joinJourney(first.journeyId, { invite, name: names[index + 1]! }));
  }
  return sessions;
}

/** A bare socket in a journey, as somebody who wrote their own client would have: for what the SDK never sends. */
export async function rawRoom(
  server: RunningServer,
  { client }: TestPlayer,
  journeyId: string,
): Promise<Room<unknown, JourneyState>> {
  const seat = await client.api.journeys.seat({ journeyId });
  const room = await new Client(server.url).consumeSeatReservation<JourneyState>(seat);
  room.reconnection.enabled = false;
  room.onMessage('*', () => undefined);
  return room;
}

/** What a bare request is rejected with. */
export async function rejection(request: Promise<unknown>): Promise<{ code?: string; data?: unknown; name?: string }> {
  try {
    await request;
    return {};
  } catch (failure) {
    const { name, reason } = failure as Error & { reason?: { code: string; data?: unknown } };
    return { name, ...reason };
  }
}

/** Waits until something holds, at most five seconds. */
export async function until(holds: () => boolean | Promise<boolean>, what = 'the condition'): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come about in 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** An outcome in one word, with its reason or code. */
export function short(outcome: TurnOutcome): string {
  if (outcome.type === 'settled') return 'settled';
  return outcome.type === 'released' ? `released: ${outcome.reason}` : `refused: ${outcome.error.code}`;
}
