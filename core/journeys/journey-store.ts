/** What a journey room needs of the database. */
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { Alternatives, Member, OpenJourney, RoomAddress } from './journey.ts';
import type { Summary } from './summary.ts';
import type { TurnSettings } from './turn-settings.ts';

export interface JourneyStore {
  /**
   * Makes this room the journey's one live room: raises the fence, ends a dead room's transactions, releases its holds, loads.
   * Throws `JOURNEY_MOVED` while another room of this process has it, `JOURNEY_ELSEWHERE` while one of another living process has.
   */
  claim(journeyId: string, room: RoomAddress): Promise<OpenJourney>;
  /** Gives the journey up when its room ends; does nothing if another room has it by now. */
  leave(journeyId: string, fence: number): Promise<void>;
  /** Whether the journey is still this room's: another may have it by now, or nobody, so that it is read anew. */
  isOwned(journey: { id: string; fence: number }): Promise<boolean>;
  /** Throws `JOURNEY_MOVED` when another room has the journey by now. */
  chooseNarrator(journey: { id: string; fence: number }, playerId: string, narratorId: string): Promise<void>;
  /** What a player set for their own turns. Throws `JOURNEY_MOVED` as above. */
  changeSettings(journey: { id: string; fence: number }, playerId: string, settings: TurnSettings): Promise<void>;
  /** A player's own words for a summary. Throws `JOURNEY_MOVED` as above. */
  editSummary(journey: { id: string; fence: number }, summary: Pick<Summary, 'id' | 'text' | 'editedBy'>): Promise<void>;
  /**
   * The story stands at another turn from now on; answers that turn, null before the first. `undo` remembers for redo what it leaves;
   * `undo` and `choose` put it aside. Throws `JOURNEY_MOVED` as above, also when the story does not stand at `from`.
   */
  moveHead(journey: { id: string; fence: number }, move: HeadMove): Promise<Turn | null>;
  /** A turn in other words. Throws `JOURNEY_MOVED` as above. */
  editTurn(journey: { id: string; fence: number }, turn: Turn): Promise<void>;
  /** A turn of the journey, on the way or aside; null when there is none, or only incomplete text. */
  turn(journeyId: string, turnId: string): Promise<Turn | null>;
  /** What follows each of these turns. */
  alternatives(journeyId: string, after: readonly (string | null)[]): Promise<Alternatives>;
  /** The story as it stands, read again. */
  story(journeyId: string): Promise<Pick<OpenJourney, 'history' | 'incomplete' | 'alternatives'>>;
  member(journeyId: string, playerId: string): Promise<Member | null>;
  /** The author's latest turns in any state, newest last. */
  recentTurns(journeyId: string, playerId: string, count: number): Promise<readonly Turn[]>;
  wallet(playerId: string): Promise<Wallet>;
}

/** Keys of turns; null: before the first. */
export interface HeadMove {
  readonly type: 'undo' | 'redo' | 'choose';
  readonly from: string | null;
  readonly to: string | null;
  readonly at: Date;
}
