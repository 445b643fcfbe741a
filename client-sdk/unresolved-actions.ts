/** The player's actions that have no outcome yet, in the order they were made: what is sent again after a drop. */
import type { TurnOutcome } from './journey-events.ts';
import type { ActRequest } from './protocol/journey-messages.ts';

export interface UnresolvedAction {
  readonly act: ActRequest;
  readonly outcome: Promise<TurnOutcome>;
  readonly resolve: (outcome: TurnOutcome) => void;
  readonly reject: (failure: Error) => void;
  /** The player took it back, and the room has not said so yet. */
  stopping: boolean;
}

export class UnresolvedActions {
  readonly #actions = new Map<string, UnresolvedAction>();

  get all(): readonly UnresolvedAction[] {
    return [...this.#actions.values()];
  }

  find(turnId: string): UnresolvedAction | undefined {
    return this.#actions.get(turnId);
  }

  add(act: ActRequest): UnresolvedAction {
    const { promise, resolve, reject } = Promise.withResolvers<TurnOutcome>();
    const action: UnresolvedAction = { act, outcome: promise, resolve, reject, stopping: false };
    this.#actions.set(act.turnId, action);
    return action;
  }

  /** Takes it out, to be resolved by whoever asked; undefined when it has its outcome, or is another window's. */
  take(turnId: string): UnresolvedAction | undefined {
    const action = this.#actions.get(turnId);
    this.#actions.delete(turnId);
    return action;
  }
}
