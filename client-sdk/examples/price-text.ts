/** Prices, quotes and changes as a player reads them. */
// In a project of your own: from '@imagina/client-sdk'.
import type { NarratorView, PassageSnapshot, QuoteView, Receipt, TrackerSnapshot } from '../index.ts';

/** What may be asked, or was: rounded up, so that nobody pays more than they read. 1,000,000 microcredits are 1 credit. */
export function credits(amount: number): string {
  return `${amountText(amount, Math.ceil)} credits`;
}

/** What somebody has: rounded down, so that it is really there. */
export function balanceText(amount: number): string {
  return `${amountText(amount, Math.floor)} credits`;
}

/** To the nearest hundredth, as shares of a charge are shown: rounded up, they would seem to sum to more. */
export function amountText(amount: number, rounded = Math.round): string {
  return (rounded(amount / 10_000) / 100).toFixed(2);
}

type ReceiptShown = Pick<Receipt, 'charged' | 'wouldHaveCost' | 'funding' | 'usage' | 'counted'>;

/** What a told turn cost, and what it was for. */
export function receiptText(n: number, receipt: ReceiptShown): string {
  const { charged, wouldHaveCost, funding, usage, counted } = receipt;
  const cost = funding === 'free' ? `a free turn (worth ${credits(wouldHaveCost)})` : credits(charged);
  const { input = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = usage ?? {};
  const read = `read ${input + cacheRead + cacheWrite} tokens, ${cacheRead} of them remembered, wrote ${output}`;
  return `turn ${n}: ${cost} · ${read}${counted ? ' · counted' : ''}`;
}

/** All there is to know before a turn: what it likely costs, the most it can, why, and who pays. */
export function quoteText(quote: QuoteView): string {
  const { funding, likely, ceiling, turnsLeft, summary, shortened, withoutTrackers, passageTokensMax, cappedBy } = quote;
  const limit = cappedBy === null ? 'your credits cover no more' : `your ${cappedBy} cap allows no more`;
  const cost = `about ${credits(likely)}, never above ${credits(ceiling)}`;
  return [
    funding === 'free' ? `a free turn (worth ${cost})` : cost,
    warmthText(quote),
    ...(summary ? [`also sums up turns ${summary.fromN}–${summary.toN} (about ${credits(summary.likely)})`] : []),
    ...(shortened ? [`shortened to ${passageTokensMax} tokens, since ${limit}`] : []),
    ...(withoutTrackers ? ['trackers stay as they are, to save credits'] : []),
    ...(cappedBy !== null && turnsLeft === 0 ? [`refused as it is, since ${limit}`] : []),
    turnsText(turnsLeft),
  ].join('; ');
}

/** A line of the choice of AIs. */
export function narratorText({ name, description, freeEligible, quote }: NarratorView): string {
  const badge = freeEligible ? '' : ' [credits only]';
  if (!quote) return `${name}${badge}: has no price for this journey now\n     ${description}`;
  const { low, high, turnsLeft, funding } = quote;
  const range = `${amountText(low, Math.floor)}–${credits(high)}`;
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
