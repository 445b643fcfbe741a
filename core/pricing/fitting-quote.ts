/** What becomes of a quote when the credits do not cover it: what can wait is left out, and the passage shrinks (TN9). */
import { smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Quote } from './quote.ts';

/**
 * TN9: the turn that the credits cover: the whole one; else without its summary; else with as short a passage as they cover, first
 * with and then without the question about trackers. What nothing covers is the leanest turn, above the credits.
 */
export function fittingQuote(quote: Quote, available: Microcredits): Quote {
  if (available >= quote.ceiling) return quote;
  if (quote.summary && quote.leaner) return fittingQuote(quote.leaner(), available);
  if (available < quote.ceilingMin && quote.leaner) return fittingQuote(quote.leaner(), available);
  return shortenedToFit(quote, available);
}

/** The least credits that a turn can be had for, and what it then costs in all likelihood. */
export function leanestOf(quote: Quote): Quote {
  return quote.leaner ? leanestOf(quote.leaner()) : quote;
}

function shortenedToFit(quote: Quote, available: Microcredits): Quote {
  if (available >= quote.ceiling || available < quote.ceilingMin) return quote;
  const passageTokensMax = passageTokensWithin({ ...quote, ceiling: quote.ceilingShort }, available);
  return {
    ...quote,
    low: smaller(quote.low, available),
    likely: smaller(quote.likely, available),
    high: smaller(quote.high, available),
    ceiling: available,
    passageTokensMax,
    shortened: passageTokensMax < quote.passageTokensMax,
  };
}

/** The passage limit that this ceiling pays for. */
export function passageTokensWithin(quote: Quote, ceiling: Microcredits): number {
  const missing = quote.ceiling - ceiling;
  if (missing <= 0n) return quote.passageTokensMax;
  const tokens = (missing * 1_000n + quote.prices.output - 1n) / quote.prices.output;
  return Math.max(1, quote.passageTokensMax - Number(tokens));
}
