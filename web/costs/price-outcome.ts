/** What became of an action because of its price, in a form to show. */
import type { NarratorOffer, QuoteChange, QuoteView, RefusedAction, ReleasedTurn } from '#sdk/index.ts';

export type PriceOutcome =
  /** `needed` and `available`: microcredits. */
  | { readonly type: 'out-of-credits'; readonly needed: number; readonly available: number }
  | { readonly type: 'in-debt'; readonly debt: number }
  /** The price that it has now, which must be agreed to anew. */
  | { readonly type: 'price-rose'; readonly quote: QuoteView }
  /** Likewise: a free turn was to pay, and none is left for it. */
  | { readonly type: 'free-turn-gone'; readonly quote: QuoteView }
  /** One's own limit (TN10), and what it leaves; `resetAt`: when that of the day begins anew. */
  | ({ readonly type: 'cap-reached' } & CapReached)
  /** The AI model failed, and others can be had. */
  | { readonly type: 'failed'; readonly reason: string; readonly retryAfterMs: number | null };

type Outcome = RefusedAction | ReleasedTurn;

/** null for what has nothing to do with credits and comes without offers. */
export function priceOutcomeOf(outcome: Outcome): PriceOutcome | null {
  if (outcome.type === 'released') {
    const { reason, offers, retryAfterMs = null } = outcome;
    return offers && offers.length > 0 ? { type: 'failed', reason, retryAfterMs } : null;
  }
  const { code, data } = outcome.error;
  const {
    available = 0,
    ceiling = 0,
    debt = 0,
    why,
    quote,
    cap = 'turn',
    limit = 0,
    left = 0,
    resetAt = null,
  } = (data ?? {}) as Partial<RefusalData>;
  switch (code as string) {
    case 'OUT_OF_CREDITS':
      return { type: 'out-of-credits', needed: ceiling, available };
    case 'IN_DEBT':
      return { type: 'in-debt', debt };
    case 'QUOTE_CHANGED':
      return quote ? { type: why === 'funding' ? 'free-turn-gone' : 'price-rose', quote } : null;
    case 'CAP_REACHED':
      return { type: 'cap-reached', cap, limit, left, needed: ceiling, resetAt };
    default:
      return null;
  }
}

interface CapReached {
  readonly cap: 'turn' | 'day';
  readonly limit: number;
  readonly left: number;
  readonly needed: number;
  readonly resetAt: string | null;
}

/** What `place-hold` of the server says along with each refusal. */
interface RefusalData extends Omit<CapReached, 'needed'>, QuoteChange {
  readonly available: number;
  readonly ceiling: number;
  readonly debt: number;
}

/** The player's own words. */
export function wordsOf(outcome: Outcome): string {
  return outcome.type === 'refused' ? outcome.text : outcome.action;
}

export function offersOf({ offers }: Outcome): readonly NarratorOffer[] {
  return offers ?? [];
}
