/** Which of a world's lore entries to show: by state, and by words in their name or reason. */
import type { TurnContext } from '#sdk/index.ts';

export type LoreEntry = TurnContext['lore']['entries'][number];
export type LoreState = LoreEntry['state'];

export const LORE_STATES = ['in', 'cut', 'near', 'out'] as const satisfies readonly LoreState[];

export interface LoreFilter {
  readonly state: LoreState | 'all';
  readonly search: string;
}

/** All words must be there; case does not matter. */
export function foundLore(entries: readonly LoreEntry[], { state, search }: LoreFilter): LoreEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = `${entry.name} ${entry.why}`.toLowerCase();
    return (state === 'all' || entry.state === state) && words.every((word) => text.includes(word));
  });
}

export function countByState(entries: readonly LoreEntry[]): Record<LoreState, number> {
  const counts = { in: 0, cut: 0, near: 0, out: 0 };
  for (const { state } of entries) counts[state]++;
  return counts;
}
