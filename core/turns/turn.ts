/** A turn: one action and its passage, and how it was resolved. */
import type { ReleaseReason } from '#protocol/errors.ts';
import type { Funding, Mode, TokenUsage } from '#protocol/values.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { PromptPartKind } from '#core/prompts/prompt.ts';
import type { TrackerChange, TrackerSheet } from '#core/worlds/trackers.ts';
import type { CallKind, CallUsage, NarrationResult } from './narrator.ts';

/** One turn as the journey tells it: settled, or incomplete text that stays but is left out of the history sent to the AI. */
export interface Turn {
  readonly key: string;
  readonly turnId: string;
  readonly journeyId: string;
  readonly worldId: string;
  readonly n: number;
  /** The turn it follows; null for the first (turns form a tree). */
  readonly parentKey: string | null;
  /** Not on the way to the head: it was undone, or another telling stands in its place. */
  readonly aside: boolean;
  /** The turn the story went on to from here before that was undone: where redo leads. null: nothing was. */
  readonly onward: string | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly mode: Mode;
  readonly action: string;
  readonly passage: string;
  readonly incomplete: boolean;
  readonly narratorId: string;
  readonly served: string | null;
  /** All calls together. */
  readonly usage: TokenUsage | null;
  readonly counted: boolean;
  /** Call by call; empty when it was released. */
  readonly calls: readonly CallUsage[];
  readonly finish: NarrationResult['finish'] | null;
  readonly priceVersion: number;
  readonly funding: Funding;
  readonly ceiling: Microcredits;
  readonly charged: Microcredits;
  readonly wouldHaveCost: Microcredits;
  /** What its vendor asks the operator for this usage. */
  readonly vendorCost: Microcredits;
  /** What was thought beforehand: the estimator learns from it, and is judged by it. */
  readonly estimate: TurnEstimate;
  readonly parts: readonly TurnPart[];
  /** The summary it made of earlier turns. */
  readonly summary: Summary | null;
  readonly changes: readonly TrackerChange[];
  /** The trackers after this turn. */
  readonly sheet: TrackerSheet;
  readonly at: Date;
  /** When its author last put it into other words; null: it is as it was told. */
  readonly editedAt: Date | null;
  /** What it said before that, which is what its AI read and wrote. */
  readonly original: TurnWords | null;
}

/** What players may put into other words. */
export type TurnWords = Pick<Turn, 'action' | 'passage'>;

/** The quote that a turn was held with, and what it was made of. */
export interface TurnEstimate {
  readonly low: Microcredits;
  readonly likely: Microcredits;
  readonly high: Microcredits;
  readonly warm: boolean;
  /** Tokens of the prompt before anything was written, as we count. */
  readonly promptTokens: number;
  /** Of these, what a warm AI should still have. */
  readonly reusableTokens: number;
  /** What the action, and the lore it called, then added. */
  readonly addedTokens: number;
  readonly passageTokensMax: number;
}

/** What a turn read or wrote, and its share of the cost: a line of the receipt, and of the context viewer. Without its text. */
export interface TurnPart {
  readonly call: CallKind;
  readonly kind: PromptPartKind | 'question' | 'output';
  readonly id: string | null;
  readonly name: string;
  /** Scaled so that the parts of a call sum to what its AI says it read and wrote. Of a part that was cut: as we count. */
  readonly tokens: number;
  readonly why: string;
  readonly cut: boolean;
  /** At the price each token really had; all parts sum to what was charged, or on a free turn to what it would have cost, within the ceiling. */
  readonly cost: Microcredits;
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
