/** The one turn that a journey is telling. */
import type { CurrentTurnState } from '#protocol/journey-state.ts';
import type { QueuedAction } from './action-queue.ts';
import type { LiveText } from './live-text.ts';

export interface RunningTurn {
  readonly action: QueuedAction;
  readonly stop: AbortController;
  readonly text: LiveText;
  readonly shown: CurrentTurnState;
  /** From here on, only the journal knows how it ends. */
  held: boolean;
  /** Refused: it is ahead of nobody any more. */
  over: boolean;
}
