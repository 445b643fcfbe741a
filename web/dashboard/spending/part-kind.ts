/** Kinds of parts that the catalogue has words for (`spending.kinds`); others show as the server names them. */

const KNOWN = [
  ...(['instructions', 'premise', 'lore', 'character', 'player', 'example', 'opening', 'summary', 'history'] as const),
  ...(['memory-note', 'tracker-sheet', 'author-note', 'action', 'question', 'output'] as const),
] as const;

export type PartKind = (typeof KNOWN)[number];

export function partKind(kind: string): PartKind | null {
  return KNOWN.find((known) => known === kind) ?? null;
}
