/** The narrators on offer, by id. */
import type { NarratorCatalogue } from '#core/turns/game.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';

export function narratorCatalogue(entries: readonly NarratorEntry[], defaultId: string): NarratorCatalogue {
  const byId = new Map(entries.map((entry) => [entry.narratorId, entry]));
  return { entries, defaultId, find: (narratorId) => byId.get(narratorId) };
}
