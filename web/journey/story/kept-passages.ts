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

/** What is known, with earlier ones put above it. */
export function withEarlier(known: Passages, earlier: Passages): Passages {
  const first = known[0];
  return [...earlier.filter(({ n }) => first === undefined || n < first.n), ...known];
}

/** Whether there are passages before these; `start`: the turn that is known to be the story's first, once it was reached. */
export function haveEarlier(shown: Passages, start: string | null): boolean {
  const first = shown[0];
  return first !== undefined && first.n !== 1 && first.turnId !== start;
}

function unlessSame(known: PassageSnapshot | undefined, passage: PassageSnapshot): PassageSnapshot {
  return known && JSON.stringify(known) === JSON.stringify(passage) ? known : passage;
}
