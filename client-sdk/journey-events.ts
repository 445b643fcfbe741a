/** What a journey session tells: the outcome of an action, and everything to listen to. */
import type { ConnectionLost } from './connection-lost.ts';
import type { LinkStatus } from './link-status.ts';
import type { JourneySnapshot, PlayerSnapshot } from './journey-snapshot.ts';
import type { GameError } from './protocol/errors.ts';
import type { NarratorOffer, StoryChange } from './protocol/journey-messages.ts';
import type { Funding, Mode, QuoteView, Receipt, WalletView } from './protocol/values.ts';

/** How an action ended. */
export type TurnOutcome = SettledTurn | ReleasedTurn | RefusedAction;

/** The passage is told and paid: `receipt` says what it cost, never more than its ceiling, and why. */
export interface SettledTurn {
  readonly type: 'settled';
  readonly turnId: string;
  /** The turn's number in the journey. */
  readonly n: number;
  readonly receipt: Receipt;
  /** The whole passage. */
  readonly text: string;
}

/** The turn failed or was stopped before any text, and cost nothing. To try again is a new action. */
export interface ReleasedTurn {
  readonly type: 'released';
  readonly turnId: string;
  /** A key of `RELEASE_REASONS`, which has a sentence for the player. */
  readonly reason: string;
  readonly receipt: Receipt;
  readonly mode: Mode;
  /** The action's text, to be sent again. */
  readonly action: string;
  /** Set when it was to tell this turn anew, which then still stands. */
  readonly retryOf?: string;
  /** What was told before it failed; it stays in the journey, marked incomplete. Often ''. */
  readonly text: string;
  /** The AI was at fault: others that could tell it, with their prices; see `JourneySession.acceptOffer` (TN3). */
  readonly offers?: readonly NarratorOffer[];
  /** A busy AI said when to try again. */
  readonly retryAfterMs?: number;
}

/** The turn never began and nothing was set aside; the player's own words come back, to be sent again. */
export interface RefusedAction {
  readonly type: 'refused';
  readonly turnId: string;
  readonly mode: Mode;
  /** The action's text. */
  readonly text: string;
  /** Set when it was to tell this turn anew. */
  readonly retryOf?: string;
  readonly error: GameError;
  /** Out of credits: AIs that today's free turns still cover; see `JourneySession.acceptOffer` (TN5). */
  readonly offers?: readonly NarratorOffer[];
}

/** A turn's steps. Those of others come too, without money: receipts, ceilings and refusals go to the author alone. */
export type TurnEvent =
  /** Credits or a free turn are set aside, and the AI starts to read. */
  | {
      readonly type: 'held';
      readonly turnId: string;
      readonly n: number;
      readonly playerId: string;
      readonly narratorId: string;
      /** Microcredits: the most it can cost. */
      readonly ceiling?: number;
      readonly funding?: Funding;
    }
  | {
      readonly type: 'settled';
      readonly turnId: string;
      readonly n: number;
      readonly playerId: string;
      readonly receipt?: Receipt;
    }
  | {
      readonly type: 'released';
      readonly turnId: string;
      readonly n: number;
      readonly playerId: string;
      readonly reason: string;
      readonly receipt?: Receipt;
      readonly offers?: readonly NarratorOffer[];
      readonly retryAfterMs?: number;
    }
  | Omit<RefusedAction, 'mode' | 'retryOf'>;

/** A new piece of the passage being told. */
export interface TextPiece {
  readonly n: number;
  readonly turnId: string;
  /** Where in the passage it belongs, in UTF-16 units: the length of all pieces before it. */
  readonly offset: number;
  readonly text: string;
}

/** While `reconnecting`, actions wait. */
export type JourneyStatus = LinkStatus;

/** Every event with what its listener gets. `session.state` is up to date whenever one is told. */
export interface JourneyEvents {
  /** Narration as it is written: each passage's pieces in order, without gaps or repeats, also across reconnections. */
  text: TextPiece;
  turn: TurnEvent;
  /** Somebody, perhaps yourself, undid, brought back, switched or edited a turn; the state shows it. */
  story: StoryChange;
  wallet: WalletView;
  quote: QuoteView;
  players: readonly PlayerSnapshot[];
  /** Anything changed, the current turn's text included. */
  state: JourneySnapshot;
  status: JourneyStatus;
  /** The session ended against the player's will, or the room complained. */
  error: GameError | ConnectionLost;
}
