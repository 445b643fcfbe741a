/** What every turn is played with: prices, store, AIs, clock and the operator's terms. */
import type { PlayerKind } from '#core/players/player.ts';
import type { Calibration } from '#core/pricing/calibration.ts';
import type { PriceBook } from '#core/pricing/price-book.ts';
import type { NarratorEntry } from './narrator.ts';
import type { Turn } from './turn.ts';
import type { TurnStore } from './turn-store.ts';

export interface Game {
  readonly prices: PriceBook;
  readonly turns: TurnStore;
  readonly narrators: NarratorCatalogue;
  readonly calibrations: Calibrations;
  readonly clock: () => Date;
  readonly terms: Terms;
  readonly log: Log;
}

export interface Terms {
  /** The creator's share in basis points (RV1). */
  readonly shareBasisPoints: number;
  /** Longer than any narration and its settling together, so that a running turn never expires. */
  readonly holdTtlMs: number;
  readonly freeTurnsPerDay: Readonly<Record<PlayerKind, number>>;
}

/** What earlier turns taught about an AI in a world; `models/` fills it from settled turns. */
export interface Calibrations {
  of(narratorId: string, worldId: string): Calibration;
  /** From a turn this process settled; others' are read now and then. */
  learn(turn: Turn): void;
}

export interface NarratorCatalogue {
  readonly entries: readonly NarratorEntry[];
  readonly defaultId: string;
  find(narratorId: string): NarratorEntry | undefined;
}

/** The part of a logger that core needs; pino's shape. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
