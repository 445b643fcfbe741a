/** What one UTC day brought the owner of a world, and what of it earned nothing, and why (RV1, RV3). */
import type { Microcredits } from '#core/money/microcredits.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';

/**
 * Why credits that turns took, or would have taken, earn their owner nothing. Each turn has one of the first four; of one that has none,
 * a part may be paid from the grant pocket.
 * - `other-owner`: it was told in a version of the world that belongs to somebody else, whose share it is
 * - `free-turn`: a free turn of the day paid; the amount is what it would have cost
 * - `own-turn`: the owner played it
 * - `reversed`: it was given back, today or later
 * - `grant-credits`: paid from welcome credits
 */
export const EXCLUSIONS = ['other-owner', 'free-turn', 'own-turn', 'reversed', 'grant-credits'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export interface Excluded {
  readonly why: Exclusion;
  readonly turns: number;
  readonly amount: Microcredits;
}

export interface WorldDayFigures {
  readonly day: UtcDay;
  /** Settled ones, free ones and the owner's own included. */
  readonly turns: number;
  /** Who played them, each once. */
  readonly players: number;
  /** What was charged to others than the owner, refunded or not. */
  readonly spentByOthers: Microcredits;
  /** What the share is reckoned on: with what is excluded of what was charged, all that was charged. */
  readonly shared: Microcredits;
  /** The owner's share: the sum of the turns' shares, each floored. */
  readonly earned: Microcredits;
  /** Only what there is. */
  readonly excluded: readonly Excluded[];
}
