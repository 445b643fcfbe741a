/** The AI models as the picker lists them. */
import type { NarratorView, QuoteView } from '#sdk/index.ts';

export interface ModelRow {
  readonly model: NarratorView;
  /** The next turn on it; null while it cannot be priced. */
  readonly quote: QuoteView | null;
}

/** From so many on, one may want to see only those that free turns pay for. */
export const MODELS_FEW = 5;

/** In a journey its live quotes win over those that came with the list. */
export function modelRows(models: readonly NarratorView[], live?: Readonly<Record<string, QuoteView>>): ModelRow[] {
  return models.map((model) => ({ model, quote: live ? (live[model.narratorId] ?? null) : model.quote }));
}

/** The chosen one first, then by likely cost; those without a price last. */
export function orderOf(rows: readonly ModelRow[], chosenId: string | null): string[] {
  const place = ({ model, quote }: ModelRow): number =>
    model.narratorId === chosenId ? Number.NEGATIVE_INFINITY : (quote?.likely ?? Number.POSITIVE_INFINITY);
  return rows.toSorted((a, b) => comparePlaces(place(a), place(b))).map(({ model }) => model.narratorId);
}

/** What came in since the order was made stands behind: nothing moves under a finger that is about to choose. */
export function inOrder(rows: readonly ModelRow[], order: readonly string[]): ModelRow[] {
  const place = ({ model }: ModelRow): number => {
    const index = order.indexOf(model.narratorId);
    return index < 0 ? order.length : index;
  };
  return rows.toSorted((a, b) => place(a) - place(b));
}

/** Infinities cannot be subtracted from each other. */
function comparePlaces(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
