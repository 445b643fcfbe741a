/** A journey's turns as its costs are shown: what each took, or what the free ones are worth. */
import type { Funding, HistoryRow, NarratorView, TokenUsage } from '#sdk/index.ts';

export interface TurnCost {
  readonly key: string;
  /** null when it was released without any text. */
  readonly n: number | null;
  readonly at: string;
  readonly narratorId: string;
  readonly funding: Funding;
  /** Microcredits, what it took: 0 for free turns and released ones. */
  readonly charged: number;
  /** Microcredits, what it is worth: that is struck through where a free turn paid (TN8). */
  readonly worth: number;
  /** Why it was released, a key of `RELEASE_REASONS`; null when it was told. */
  readonly released: string | null;
  readonly usage: TokenUsage | null;
  readonly counted: boolean;
  readonly priceVersion: number;
}

export function turnCostsOf(rows: readonly HistoryRow[]): TurnCost[] {
  return rows.flatMap(({ key, kind, at, amount, reason, turn }) => {
    if (kind !== 'turn' || !turn) return [];
    const { n, narratorId, funding, usage, counted, priceVersion, wouldHaveCost: worth } = turn;
    const released = turn.state === 'released' ? (reason ?? '') : null;
    // Not the minus zero that a free turn's 0 would become.
    const charged = amount === 0 ? 0 : -amount;
    return [{ key, n, at, narratorId, funding, charged, worth, released, usage, counted, priceVersion }];
  });
}

/** What the row is about: the price that was paid, or the free turn's worth. */
export function shownAmount({ charged, worth, funding }: Pick<TurnCost, 'charged' | 'worth' | 'funding'>): {
  readonly amount: number;
  readonly struck: boolean;
} {
  const struck = funding === 'free' && worth > 0;
  return { amount: struck ? worth : charged, struck };
}

export interface CacheUse {
  /** Tokens that the AI model read in all. */
  readonly read: number;
  /** Of these, what it still remembered. */
  readonly remembered: number;
  /** Microcredits less than reading them anew would have taken; null when the prices are of another version than those known. */
  readonly saved: number | null;
}

/** Credits per million tokens are microcredits per token. */
export function cacheUseOf(usage: TokenUsage, priceVersion: number, model?: NarratorView): CacheUse {
  const { input, cacheRead, cacheWrite } = usage;
  const isKnown = model?.priceVersion === priceVersion;
  const saved = isKnown ? Math.round(cacheRead * (Number(model.prices.input) - Number(model.prices.cacheRead))) : null;
  return { read: input + cacheRead + cacheWrite, remembered: cacheRead, saved };
}
