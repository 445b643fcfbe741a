/** One player's action as it waits for its place in a journey. */
import type { Mode } from '#protocol/values.ts';
import { requestHash } from '#core/ledger/entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { Player } from '#core/players/player.ts';
import type { NarratorEntry } from './narrator.ts';
import type { Scene } from './scene.ts';

export interface TurnAction {
  readonly turnId: string;
  readonly player: Pick<Player, 'id' | 'kind'>;
  /** The same player as the story knows them, with their settings. */
  readonly author: Member;
  readonly mode: Mode;
  readonly text: string;
  /** The ceiling of the quote the player saw (the price lock). */
  readonly ceiling: Microcredits;
  /** The passage limit of that quote, where it was shortened to fit the credits (TN9). */
  readonly passageTokensMax?: number | undefined;
  /** Whether that quote left the question about trackers out, for the same reason. */
  readonly withoutTrackers?: boolean | undefined;
  readonly entry: NarratorEntry;
  readonly scene: Scene;
  /** Aborted when the author stops the narration. */
  readonly signal: AbortSignal;
  readonly onWaiting?: (ahead: number) => void;
  readonly onTold?: () => void;
}

/** Covers player, mode and text: the same turnId with anything else is `KEY_REUSED`. */
export function actionHash(action: { player: { id: string }; mode: Mode; text: string }): string {
  return requestHash(action.player.id, action.mode, action.text);
}
