/** A player's wallet: pockets, open holds, debt and the day's free turns. */
import type { Funding } from '#protocol/values.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';

export interface Wallet {
  readonly playerId: string;
  /** What can be spent now; open holds have already drawn from it. */
  readonly pockets: Pockets;
  /** What a payment taken back left uncovered; blocks paid turns (LG4). */
  readonly debt: Microcredits;
  readonly free: { readonly day: UtcDay; readonly used: number };
  readonly caps: Caps;
  /** What turns were charged on the latest day that any was (TN10); a reversal does not lower it. */
  readonly spent: Spent;
  /** Below this, pages warn the player; null: never. */
  readonly warnBelow: Microcredits | null;
  /** Rises with every write, so that a decision made on an older wallet misses. */
  readonly seq: number;
  /** The account that a guest became part of: no new holds, and nothing stays here (LK1, LK2). */
  readonly mergedInto: string | null;
  /** The player left for good: no new holds, though refunds and late payments of theirs are still booked. */
  readonly closed: boolean;
  readonly holds: readonly Hold[];
  /** The latest entry's time: one wallet's entries never go back in time, whichever machine books them. */
  readonly movedAt: Date | null;
  /** When the latest turns were cancelled before text, at most three (TN4). */
  readonly cancels: readonly Date[];
}

/** How much turns may take in credits, by the player's own will; null: as much as there is (TN10). */
export interface Caps {
  /** One turn, at most. */
  readonly turn: Microcredits | null;
  /** All turns of a UTC day. */
  readonly day: Microcredits | null;
}

/** What was charged on a day, which only moves forward. */
export interface Spent {
  readonly day: UtcDay;
  readonly amount: Microcredits;
}

/** Credits, or a free turn, set aside for one turn. */
export interface Hold {
  /** The `_id` of the entry that will resolve it (LG6). */
  readonly key: string;
  readonly hash: string;
  readonly by: string;
  readonly journeyId: string;
  /** The journey's fence when it was taken; a room that lost the journey cannot settle it. */
  readonly fence: number;
  /** Every wallet that has a part in it. */
  readonly of: readonly string[];
  readonly funding: Funding;
  readonly day: UtcDay;
  readonly ceiling: Microcredits;
  readonly draws: Pockets;
  readonly priceVersion: number;
  readonly narratorId: string;
  readonly expiresAt: Date;
}

/** `2026-11-23`, by UTC. Compares as text. */
export type UtcDay = string;

export function utcDay(at: Date): UtcDay {
  return at.toISOString().slice(0, 10);
}

export function nextUtcMidnight(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1));
}

export function availableIn(wallet: Wallet): Microcredits {
  return totalOf(wallet.pockets);
}

/** What the journal says of a wallet's pockets: what is available, and what open holds have drawn. */
export function balanceOf(wallet: Pick<Wallet, 'pockets' | 'holds'>): Microcredits {
  return totalOf(wallet.pockets) + wallet.holds.reduce((sum, hold) => sum + totalOf(hold.draws), 0n);
}

export function heldIn(wallet: Wallet): Microcredits {
  return wallet.holds.reduce((sum, hold) => sum + totalOf(hold.draws), 0n);
}

/** Free turns left today. A clock that went back keeps the later day's count (TN2). */
export function freeTurnsLeft(wallet: Wallet, perDay: number, today: UtcDay): number {
  return Math.max(0, perDay - (wallet.free.day < today ? 0 : wallet.free.used));
}
