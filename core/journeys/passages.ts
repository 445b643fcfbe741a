/** What pages show of a story: the way to the head, and incomplete text where it was told. */
import type { Turn } from '#core/turns/turn.ts';
import type { Alternatives } from './journey.ts';

/** A turn among the others that follow the same one. */
export interface Passage {
  readonly turn: Turn;
  /** The turnIds of all tellings of this place in the story, in order, this one's included. */
  readonly alternatives: readonly string[];
}

/**
 * Of turns on the way and incomplete texts, in order, those that a reader sees: text that broke off stands right behind the turn it
 * follows, until the story leaves that place (TN4). `follows`: the turn before the first of them.
 */
export function shownOf(turns: readonly Turn[], follows: string | null): Turn[] {
  let standsAt = follows;
  return turns.filter((turn) => {
    if (turn.incomplete) return turn.parentKey === standsAt;
    standsAt = turn.key;
    return true;
  });
}

export function passageOf(turn: Turn, alternatives: Alternatives): Passage {
  const tellings = turn.incomplete ? undefined : alternatives.get(turn.parentKey);
  return { turn, alternatives: tellings?.includes(turn.turnId) ? tellings : [turn.turnId] };
}
