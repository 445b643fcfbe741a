/** What a turn's credits went into, in a player's words: the causes of its receipt, and the colors of the context viewer. */
import type { TurnPartView } from '#sdk/index.ts';

/** What the AI model read, in the order of its prompt, then what it wrote. */
export const CAUSES = [
  'world',
  'lore',
  'characters',
  'summaries',
  'history',
  'notes',
  'trackers',
  'action',
  'summing-up',
  'other',
  'passage',
  'changes',
  'summary',
] as const;
export type Cause = (typeof CAUSES)[number];

const WRITTEN: ReadonlySet<Cause> = new Set<Cause>(['passage', 'changes', 'summary']);

const CAUSE_OF_KIND: Readonly<Record<string, Cause>> = {
  instructions: 'world',
  premise: 'world',
  opening: 'world',
  example: 'world',
  lore: 'lore',
  character: 'characters',
  player: 'characters',
  summary: 'summaries',
  history: 'history',
  'memory-note': 'notes',
  'author-note': 'notes',
  length: 'notes',
  'tracker-sheet': 'trackers',
  action: 'action',
};

const QUESTION_OF: Readonly<Record<TurnPartView['call'], Cause>> = {
  narration: 'other',
  trackers: 'trackers',
  summary: 'summing-up',
};
const OUTPUT_OF: Readonly<Record<TurnPartView['call'], Cause>> = {
  narration: 'passage',
  trackers: 'changes',
  summary: 'summary',
};

/** A kind that a newer server knows and this page does not is `other`. */
export function causeOf({ call, kind }: Pick<TurnPartView, 'call' | 'kind'>): Cause {
  if (kind === 'output') return OUTPUT_OF[call];
  if (kind === 'question') return QUESTION_OF[call];
  return CAUSE_OF_KIND[kind] ?? 'other';
}

export function isWritten(cause: Cause): boolean {
  return WRITTEN.has(cause);
}

export interface CauseGroup {
  readonly cause: Cause;
  readonly tokens: number;
  /** Microcredits; null when the turn is somebody else's. */
  readonly cost: number | null;
  readonly parts: readonly TurnPartView[];
}

/** The parts that were in, by cause. Their costs sum exactly to what the turn cost. */
export function groupedByCause(parts: readonly TurnPartView[]): CauseGroup[] {
  const groups = Map.groupBy(
    parts.filter(({ cut }) => !cut),
    causeOf,
  );
  return CAUSES.flatMap((cause) => {
    const own = groups.get(cause);
    return own ? [{ cause, parts: own, tokens: tokensOf(own), cost: costOf(own) }] : [];
  });
}

/** How many tokens of each part the AI model had in its cache: a prefix cache has the prompt's beginning (as the server prices them). */
export function rememberedOf(parts: readonly TurnPartView[], cacheRead: number): ReadonlyMap<TurnPartView, number> {
  let left = cacheRead;
  const remembered = new Map<TurnPartView, number>();
  for (const part of parts) {
    if (part.kind === 'output') continue;
    const taken = Math.min(left, part.tokens);
    left -= taken;
    remembered.set(part, taken);
  }
  return remembered;
}

export function tokensOf(parts: readonly TurnPartView[]): number {
  return parts.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** null when one of them is not ours to see. */
export function costOf(parts: readonly TurnPartView[]): number | null {
  return parts.reduce<number | null>((sum, { cost }) => (sum === null || cost === null ? null : sum + cost), 0);
}
