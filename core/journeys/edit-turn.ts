/** A turn in other words: what it says from now on, and what it said when it was told. */
import type { Turn, TurnWords } from '#core/turns/turn.ts';

/** What is left out stays as it is. Put back as it was told, it is not edited. */
export function editedTurn(turn: Turn, words: Partial<TurnWords>, at: Date): Turn {
  const original = toldWords(turn);
  const { action = turn.action, passage = turn.passage } = words;
  const isAsTold = action === original.action && passage === original.passage;
  return { ...turn, action, passage, ...(isAsTold ? { editedAt: null, original: null } : { editedAt: at, original }) };
}

/** As it read at that time, for all that is kept: of several edits the last, and what was told. */
export function turnAsOf(turn: Turn, at: Date): Turn {
  return turn.editedAt !== null && turn.editedAt > at ? { ...turn, ...toldWords(turn) } : turn;
}

/** What its AI read and wrote, however it was edited since. */
export function toldWords({ action, passage, original }: TurnWords & Pick<Turn, 'original'>): TurnWords {
  return original ?? { action, passage };
}
