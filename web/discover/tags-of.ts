/** The tags to filter worlds by: those of most worlds first. */
import type { WorldSummary } from '#sdk/index.ts';

const SHOWN_MAX = 12;

/** `chosen` is among them even where no world has it, so that it can be taken back. */
export function tagsOf(worlds: readonly Pick<WorldSummary, 'tags'>[], chosen: string | null): string[] {
  const counts = new Map<string, number>();
  for (const tag of worlds.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const byUse = [...counts].sort(([a, uses], [b, others]) => others - uses || a.localeCompare(b)).map(([tag]) => tag);
  const shown = byUse.slice(0, SHOWN_MAX);
  return chosen === null || shown.includes(chosen) ? shown : [...shown, chosen];
}
