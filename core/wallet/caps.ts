/** A player's own caps: how much one turn, and one UTC day, may take in credits (TN10). Free turns are none of their business. */
import { credits, larger, smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { heldIn } from './wallet.ts';
import type { Caps, Spent, UtcDay, Wallet } from './wallet.ts';

export type CapName = keyof Caps;

export const NO_CAPS: Caps = { turn: null, day: null };
export const NOTHING_SPENT: Spent = { day: '', amount: 0n };
/** What a wallet warns below unless its player chose otherwise. */
export const WARN_BELOW_USUALLY = credits(50);

/** What is left to caps for one more turn. */
export interface CapRoom {
  readonly amount: Microcredits;
  /** The cap that leaves no more. */
  readonly cap: CapName;
}

export function spentOn(spent: Spent, today: UtcDay): Microcredits {
  return spent.day < today ? 0n : spent.amount;
}

/** After a charge on this day. */
export function spentAfter(spent: Spent, day: UtcDay, charged: Microcredits): Spent {
  return { day: spent.day < day ? day : spent.day, amount: spentOn(spent, day) + charged };
}

/** TN10: a running turn counts against the day with its whole ceiling. null without caps. */
export function capRoom(caps: Caps, spentToday: Microcredits, held: Microcredits): CapRoom | null {
  const day = caps.day === null ? null : larger(0n, caps.day - spentToday - held);
  if (day !== null && (caps.turn === null || day < caps.turn)) return { amount: day, cap: 'day' };
  return caps.turn === null ? null : { amount: caps.turn, cap: 'turn' };
}

export function capRoomIn(wallet: Wallet, today: UtcDay): CapRoom | null {
  return capRoom(wallet.caps, spentOn(wallet.spent, today), heldIn(wallet));
}

/** What one more turn may take: what there is, or less by the player's own caps. */
export function withinCaps(available: Microcredits, room: CapRoom | null): Microcredits {
  return room === null ? available : smaller(available, room.amount);
}
