/** Prices, quotes and changes as a player reads them. */
// In a project of your own: from '@imagina/client-sdk'.
import type { NarratorView, PassageSnapshot, QuoteView, TrackerSnapshot } from '../index.ts';

/** Microcredits as players read them: 1,000,000 are 1 credit. */
export function credits(amount: number): string {
  return `${amountText(amount)} credits`;
}

export function amountText(amount: number): string {
  return (Math.floor(amount / 10_000) / 100).toFixed(2);
}

/** All there is to know before a turn: what it likely costs, the most it can, why, and who pays. */
export function quoteText(quote: QuoteView): string {
  const { funding, likely, ceiling, turnsLeft, summary, shortened, passageTokensMax } = quote;
  const cost = `about ${credits(likely)}, never above ${credits(ceiling)}`;
  return [
    funding === 'free' ? `a free turn (worth ${cost})` : cost,
    warmthText(quote),
    ...(summary ? [`also sums up turns ${summary.fromN}–${summary.toN} (about ${credits(summary.likely)})`] : []),
    ...(shortened ? [`shortened to ${passageTokensMax} tokens, since your credits cover no more`] : []),
    turnsText(turnsLeft),
  ].join('; ');
}

/** A line of the choice of AIs. */
export function narratorText({ name, description, freeEligible, quote }: NarratorView): string {
  const badge = freeEligible ? '' : ' [credits only]';
  if (!quote) return `${name}${badge}: has no price for this journey now\n     ${description}`;
  const { low, high, turnsLeft, funding } = quote;
  const range = `${amountText(low)}–${credits(high)}`;
  const cost = funding === 'free' ? `a free turn (worth ${range})` : range;
  return `${name}${badge}: ${cost}; ${warmthText(quote)}; ${turnsText(turnsLeft)}\n     ${description}`;
}

function turnsText(turns: number): string {
  return turns === 1 ? '1 turn left' : `${turns} turns left`;
}

/** An AI that remembers the journey reads it for less. */
function warmthText({ warm, warmUntil }: QuoteView): string {
  if (!warm) return 'cold';
  return warmUntil === null ? 'warm' : `warm until ${new Date(warmUntil).toTimeString().slice(0, 8)}`;
}

/** `Lamp oil 6 → 5`; '' when nothing changed. */
export function changesText({ changes }: PassageSnapshot, trackers: readonly TrackerSnapshot[]): string {
  const label = (key: string): string => trackers.find((tracker) => tracker.key === key)?.label ?? key;
  return changes.map(({ key, before, after }) => `${label(key)} ${valueText(before)} → ${valueText(after)}`).join(' · ');
}

function valueText(value: number | string | readonly string[]): string {
  if (typeof value === 'object') return value.length === 0 ? 'nothing' : value.join(', ');
  return String(value);
}
