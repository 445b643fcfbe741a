/** Creators with worlds of their own, players who pay in them, and what the books must say of a creator at any moment. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Player } from '#core/players/player.ts';
import type { ResolvedTurn } from '#core/turns/turn.ts';
import type { Database } from '#models/database.ts';
import type { RefundedTurn } from '#models/refund-turn.ts';
import { bookDebt } from '../support/book-debt.ts';
import type { TestGame } from '../support/test-game.ts';

export const DAY_MS = 86_400_000;

export async function newCreator(test: TestGame, name = 'Mira'): Promise<Player> {
  return test.player({ name });
}

/** A new world of this creator. */
export async function newWorld(test: TestGame, creator: Player): Promise<string> {
  const { version: _version, ...sample } = await test.worlds.find('drowned-light');
  const id = `world-${randomUUID().slice(0, 8)}`;
  await test.worlds.publish({ ...sample, id, ownerId: creator.id }, test.game.clock());
  return id;
}

export async function journeyIn(test: TestGame, worldId: string, player: Player): Promise<LiveJourney> {
  const member = { playerId: player.id, name: player.name, about: '', narratorId: 'astral-lumen', settings: USUAL_SETTINGS };
  const { id } = await test.journeys.create(await test.worlds.find(worldId), member, test.game.clock());
  return new LiveJourney(await test.journeys.claim(id, { processId: test.processes.processId, roomId: randomUUID() }));
}

export interface CreatorAndPlayer {
  readonly mira: Player;
  readonly worldId: string;
  readonly ana: Player;
  /** Ana's in Mira's world. */
  readonly journey: LiveJourney;
}

/** From this time on, at which the clock stands still. */
export async function creatorAndPlayer(
  test: TestGame,
  at: Date,
  funds: { readonly bonus?: number; readonly purchase: number },
): Promise<CreatorAndPlayer> {
  test.setTime(at);
  const mira = await newCreator(test);
  const ana = await test.player(funds);
  const worldId = await newWorld(test, mira);
  return { mira, worldId, ana, journey: await journeyIn(test, worldId, ana) };
}

export type TurnIds = Pick<ResolvedTurn, 'journeyId' | 'turnId'>;

/** Now, by the game's clock. */
export function refund(test: TestGame, { journeyId, turnId }: TurnIds, by = 'op', reason = 'an outage'): Promise<RefundedTurn> {
  return test.refundTurn({ journeyId, turnId, reason, by, at: test.game.clock() });
}

/** A paid turn; its share. */
export async function earn(test: TestGame, journey: LiveJourney, player: Player): Promise<{ turn: ResolvedTurn; share: bigint }> {
  const { resolved } = await test.play(journey, player, { narratorId: 'astral-lumen' });
  if (resolved.state !== 'settled') throw new Error(`the turn was released: ${resolved.reason}`);
  return { turn: resolved, share: (resolved.charged * 2_000n) / 10_000n };
}

/** As a payment that was taken back leaves it. */
export async function owe({ database, game }: TestGame, { id }: Player, amount: bigint): Promise<void> {
  await bookDebt(database, id, amount, game.clock());
}

export interface CreatorBooks {
  /** Σ postings of `creator:ID`. */
  readonly journal: bigint;
  readonly unclaimed: bigint;
  readonly due: bigint;
  readonly paid: bigint;
  readonly payouts: bigint;
}

/** From one consistent view, as the auditor takes it. */
export async function creatorBooks(database: Database, creatorId: string): Promise<CreatorBooks> {
  await using session = database.client.startSession({ snapshot: true });
  const account = `creator:${creatorId}`;
  const entries = await database.entries.find({ parties: account }, { session }).toArray();
  const sum = (of: typeof entries) =>
    of.flatMap(({ postings }) => postings.filter((p) => p.account === account)).reduce((total, { amount }) => total + amount, 0n);
  const accruals = await database.accruals.find({ creatorId }, { session }).toArray();
  const rows = await database.earnings.find({ creatorId }, { session }).toArray();
  return {
    journal: sum(entries),
    unclaimed: accruals.reduce((total, { amount }) => total + amount, 0n),
    due: rows.reduce((total, { accrued, paid }) => total + accrued - paid, 0n),
    paid: rows.reduce((total, { paid }) => total + paid, 0n),
    payouts: -sum(entries.filter(({ kind }) => kind === 'payout')),
  };
}

/** LG5, RV2: the journal, the accruals and the earnings say the same, and what is marked as paid was paid. */
export async function expectCreatorBooks(database: Database, creatorId: string): Promise<CreatorBooks> {
  const books = await creatorBooks(database, creatorId);
  expect(books.journal, 'Σ postings(creator) = unclaimed + Σ(accrued − paid)').to.equal(books.unclaimed + books.due);
  expect(books.paid, 'Σ paid = Σ payouts').to.equal(books.payouts);
  return books;
}
