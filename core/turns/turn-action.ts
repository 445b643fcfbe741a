/** One player's action as it waits for its place in a journey. */
import type { Funding, Mode } from '#protocol/values.ts';
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
  /** The turnId of the turn that this one tells anew, in its place (TN11); the scene is then that one's. */
  readonly retryOf?: string | undefined;
  /** The ceiling of the quote the player saw (the price lock). */
  readonly ceiling: Microcredits;
  /** What that quote said would pay. */
  readonly funding?: Funding | undefined;
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

/** Covers player, mode, text and what is told anew: the same turnId with anything else is `KEY_REUSED`. */
export function actionHash(action: HashedAction): string {
  const { player, mode, text, retryOf } = action;
  return requestHash(player.id, mode, text, ...(retryOf === undefined ? [] : [retryOf]));
}

type HashedAction = Pick<TurnAction, 'mode' | 'text' | 'retryOf'> & { readonly player: { readonly id: string } };
