/** The passages a page has so far: the newest from the live journey, earlier ones as they were scrolled to. */
import type { PassageSnapshot } from '#sdk/index.ts';

type Passages = readonly PassageSnapshot[];

/**
 * What is known, brought up to date with the newest ones. What did not change stays the same object, so that only what did is drawn
 * again; the same array when nothing changed.
 */
export function withNewest(known: Passages, newest: Passages): Passages {
  const byTurn = new Map(known.map((passage) => [passage.turnId, passage]));
  const first = newest[0];
  // After a long absence there may be a gap between the two, which scrolling back fills anew.
  const areJoined = newest.some(({ turnId }) => byTurn.has(turnId));
  const earlier = first && areJoined ? known.filter(({ n }) => n < first.n) : [];
  const next = [...earlier, ...newest.map((passage) => unlessSame(byTurn.get(passage.turnId), passage))];
  return next.length === known.length && next.every((passage, index) => passage === known[index]) ? known : next;
}

/** Fetched, and put above the passage of this turn a few at a time. */
export interface ArrivedPassages {
  readonly passages: Passages;
  readonly above: string;
}

/** What is shown, with the nearest few of the arrived ones above it, and what of them is still to come; null: nothing. */
export function withSomeArrived(shown: Passages, arrived: ArrivedPassages, count: number): [Passages, ArrivedPassages | null] {
  // Meanwhile a gap may have come between the two.
  if (shown[0]?.turnId !== arrived.above) return [shown, null];
  const rest = arrived.passages.slice(0, -count);
  const next = [...arrived.passages.slice(-count), ...shown];
  return [next, rest.length === 0 ? null : { passages: rest, above: next[0]?.turnId ?? arrived.above }];
}

/** The same with one in other words, if it is among them. */
export function withEdited(shown: Passages, edited: PassageSnapshot): Passages {
  return shown.map((passage) => (passage.turnId === edited.turnId ? edited : passage));
}

/** Whether there are passages before these; `start`: the turn that is known to be the story's first, once it was reached. */
export function haveEarlier(shown: Passages, start: string | null): boolean {
  const first = shown[0];
  return first !== undefined && first.n !== 1 && first.turnId !== start;
}

function unlessSame(known: PassageSnapshot | undefined, passage: PassageSnapshot): PassageSnapshot {
  return known && JSON.stringify(known) === JSON.stringify(passage) ? known : passage;
}
