/** The actions that wait for their place in a journey, in server order (TN7). */
import { GameError } from '#protocol/errors.ts';
import type { PlayerKind } from '#core/players/player.ts';
import type { ActRequest } from '#protocol/journey-messages.ts';

export interface QueuedAction {
  readonly playerId: string;
  /** Decides the day's free turns, also when the author has left meanwhile. */
  readonly kind: PlayerKind;
  readonly act: ActRequest;
}

const ACTIONS_PER_PLAYER_MAX = 4;

export class ActionQueue {
  #waiting: QueuedAction[] = [];

  get waiting(): readonly QueuedAction[] {
    return this.#waiting;
  }

  /** How many actions are ahead of this turn; -1 when it does not wait here. */
  placeOf(turnId: string): number {
    return this.#waiting.findIndex(({ act }) => act.turnId === turnId);
  }

  find(turnId: string): QueuedAction | undefined {
    return this.#waiting.find(({ act }) => act.turnId === turnId);
  }

  add(action: QueuedAction): number {
    const ofPlayer = this.#waiting.filter(({ playerId }) => playerId === action.playerId).length;
    if (ofPlayer >= ACTIONS_PER_PLAYER_MAX) throw new GameError('QUEUE_FULL', { actionsPerPlayerMax: ACTIONS_PER_PLAYER_MAX });
    return this.#waiting.push(action) - 1;
  }

  next(): QueuedAction | undefined {
    return this.#waiting.shift();
  }

  withdraw(turnId: string): void {
    this.#waiting = this.#waiting.filter(({ act }) => act.turnId !== turnId);
  }
}
