/** What a journey room needs of the database. */
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { Member, OpenJourney, RoomAddress } from './journey.ts';
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
  member(journeyId: string, playerId: string): Promise<Member | null>;
  /** The author's latest turns in any state, newest last. */
  recentTurns(journeyId: string, playerId: string, count: number): Promise<readonly Turn[]>;
  wallet(playerId: string): Promise<Wallet>;
}
