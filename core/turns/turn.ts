/** A turn: one action and its passage, and how it was resolved. */
import type { ReleaseReason } from '#protocol/errors.ts';
import type { Funding, Mode, TokenUsage } from '#protocol/values.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { PromptPartKind } from '#core/prompts/prompt.ts';
import type { TrackerChange, TrackerSheet } from '#core/worlds/trackers.ts';

/** One turn as the journey tells it: settled, or incomplete text that stays but is left out of the history sent to the AI. */
export interface Turn {
  readonly key: string;
  readonly turnId: string;
  readonly journeyId: string;
  readonly n: number;
  /** The turn it follows; null for the first (turns form a tree). */
  readonly parentKey: string | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly mode: Mode;
  readonly action: string;
  readonly passage: string;
  readonly incomplete: boolean;
  readonly narratorId: string;
  readonly served: string | null;
  readonly usage: TokenUsage | null;
  readonly counted: boolean;
  readonly priceVersion: number;
  readonly funding: Funding;
  readonly ceiling: Microcredits;
  readonly charged: Microcredits;
  readonly wouldHaveCost: Microcredits;
  readonly parts: readonly TurnPart[];
  readonly changes: readonly TrackerChange[];
  /** The trackers after this turn. */
  readonly sheet: TrackerSheet;
  readonly at: Date;
}

/** A part of the prompt as it is kept with the turn: without its text. */
export interface TurnPart {
  readonly kind: PromptPartKind;
  readonly id: string | null;
  readonly tokens: number;
  readonly why: string;
  readonly cut: boolean;
}

/** How a key was resolved, once and for ever (LG6). */
export type ResolvedTurn = SettledTurn | ReleasedTurn;

interface Resolution {
  readonly key: string;
  readonly turnId: string;
  readonly journeyId: string;
  readonly narratorId: string;
  readonly authorId: string;
  readonly funding: Funding;
  readonly ceiling: Microcredits;
  readonly priceVersion: number;
  readonly at: Date;
  /** The author's wallet as the resolving transaction left it; null when this is the answer to a repeated key. */
  readonly wallet: Wallet | null;
}

export interface SettledTurn extends Resolution {
  readonly state: 'settled';
  readonly n: number;
  readonly charged: Microcredits;
  readonly wouldHaveCost: Microcredits;
  readonly usage: TokenUsage;
  readonly counted: boolean;
}

export interface ReleasedTurn extends Resolution {
  readonly state: 'released';
  readonly reason: ReleaseReason;
  /** Set when text had been shown and stays, marked incomplete. */
  readonly n: number | null;
}
