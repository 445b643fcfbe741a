/** What the next turn will probably cost, and the most it can cost (PR3). */
import type { TokenUsage } from '#protocol/values.ts';
import { larger, smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Prompt, SummaryTask } from '#core/prompts/prompt.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { TurnLimits } from '#core/turns/turn-limits.ts';
import { guessedSamples } from './calibration.ts';
import type { TurnSample } from './calibration.ts';
import type { NarratorPrices } from './price-book.ts';
import { dearestCost, turnCost } from './turn-cost.ts';

export interface Quote {
  readonly narratorId: string;
  readonly priceVersion: number;
  readonly freeEligible: boolean;
  /** Nine of ten turns cost between low and high; as many cost more than likely as less. */
  readonly low: Microcredits;
  readonly likely: Microcredits;
  readonly high: Microcredits;
  readonly ceiling: Microcredits;
  /** The same for an action of a few words, where the action is still to be written. */
  readonly ceilingShort: Microcredits;
  /** The least ceiling that still pays for such an action's prompt and a passage worth reading (TN9). */
  readonly ceilingMin: Microcredits;
  /** The passage's token limit that the ceiling pays for. */
  readonly passageTokensMax: number;
  /** Whether that is less than the player's own limit, because their credits cover no more. */
  readonly shortened: boolean;
  readonly promptTokens: number;
  /** Of these, what the AI should still have. */
  readonly reusableTokens: number;
  readonly warm: boolean;
  /** When the AI will have forgotten this journey; null when it has. */
  readonly warmUntil: Date | null;
  /** This turn also sums up earlier ones: which, and what that will likely cost, contained in the amounts above. */
  readonly summary: { readonly fromN: number; readonly toN: number; readonly likely: Microcredits } | null;
  readonly prices: NarratorPrices;
}

/** Tokens a quote keeps free for an action that is still to be written: about 1,000 characters. */
export const ACTION_ROOM_TOKENS = 256;

/** What an action of a few words takes of that room. */
const SHORT_ACTION_TOKENS = 32;

/** TN9: a passage shorter than this, or than half of a shorter limit, is not worth its prompt. */
const PASSAGE_WORTH_TOKENS = 150;

export interface QuoteRequest {
  readonly entry: NarratorEntry;
  readonly prices: NarratorPrices;
  readonly priceVersion: number;
  readonly limits: TurnLimits;
  /** The prompt as it would be sent now. */
  readonly prompt: Prompt;
  /** Whether the action is in it: else what actions usually add is part of what is likely. */
  readonly written: boolean;
  /** Tokens that may still be added to it before the turn's place comes: the unwritten action, passages queued ahead (TN7). */
  readonly roomTokens: number;
  /** Tokens of the prompt that the AI still has; 0 when it is cold. */
  readonly reusableTokens: number;
  readonly warmUntil: Date | null;
  /** Of this AI in this world, oldest first; the journey's own are among them more than once. */
  readonly samples: readonly TurnSample[];
}

export function quoteTurn(request: QuoteRequest): Quote {
  const { entry, prices, prompt, limits, warmUntil } = request;
  const { narrator } = entry;
  const patches = narrator.patchTokens(prompt);
  const summary = prompt.summary;
  const most = (passageTokens: number, roomTokens: number): Microcredits =>
    dearestCost(
      {
        input: Math.ceil((prompt.tokens + roomTokens + patches.input + (summary?.tokens ?? 0)) * narrator.countSlack),
        output: passageTokens + patches.output + (summary?.tokensMax ?? 0),
      },
      prices,
    );
  const shortRoom = request.written ? request.roomTokens : Math.min(SHORT_ACTION_TOKENS, request.roomTokens);
  const worth = Math.min(limits.passageTokens, PASSAGE_WORTH_TOKENS, Math.ceil(limits.passageTokens / 2));
  const ceiling = most(limits.passageTokens, request.roomTokens);
  const summaryLikely = summary && summaryCost(summary, request, SUMMARY_OUTPUT.likely);
  const costs = sampleCosts(request, patches).sort(byAmount);
  const at = (share: number): Microcredits => costs[Math.round((costs.length - 1) * share)] ?? 0n;
  const likely = at(0.5);
  const withSummary = (cost: Microcredits, output: number): Microcredits =>
    smaller(ceiling, cost + (summary ? summaryCost(summary, request, output) : 0n));
  return {
    narratorId: entry.narratorId,
    priceVersion: request.priceVersion,
    freeEligible: prices.freeEligible,
    low: withSummary(stretched(likely, at(LOW_SHARE)), SUMMARY_OUTPUT.low),
    likely: withSummary(likely, SUMMARY_OUTPUT.likely),
    high: withSummary(stretched(likely, at(HIGH_SHARE)), SUMMARY_OUTPUT.high),
    ceiling,
    ceilingShort: most(limits.passageTokens, shortRoom),
    ceilingMin: most(worth, shortRoom),
    passageTokensMax: limits.passageTokens,
    shortened: false,
    promptTokens: prompt.tokens,
    reusableTokens: request.reusableTokens,
    warm: warmUntil !== null,
    warmUntil,
    summary: summary && summaryLikely !== null ? { fromN: summary.fromN, toN: summary.toN, likely: summaryLikely } : null,
    prices,
  };
}

/** TN9: the quote with as short a passage as the credits cover; the same quote when they cover it all, or not even a short one. */
export function shortenedToFit(quote: Quote, available: Microcredits): Quote {
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

const LOW_SHARE = 0.03;
const HIGH_SHARE = 0.97;
/** The next turn may go further than the few before it: with 14/10, 94 of 100 real turns were inside, without 91 (252 turns). */
const STRETCH = { by: 14n, of: 10n };
/** How much of its limit a summary usually takes. */
const SUMMARY_OUTPUT = { low: 0.2, likely: 0.6, high: 1 };
/** Below this many samples, guesses are mixed in. */
const SAMPLES_ENOUGH = 12;

/** The turn's cost as it would have been each time before: with what was then added, remembered and written. */
function sampleCosts(request: QuoteRequest, patches: { input: number; output: number }): Microcredits[] {
  const { prompt, prices, limits, reusableTokens, written, warmUntil } = request;
  const warm = warmUntil !== null;
  const known = request.samples;
  const samples = known.length < SAMPLES_ENOUGH ? [...guessedSamples(warm), ...known, ...known] : known;
  return samples.map((sample) => {
    const read = (prompt.tokens + (written ? 0 : sample.added)) * sample.ratio;
    const reuse = sample.warm === warm ? sample.reuse : warm ? 1 : 0;
    const cacheRead = Math.min(read, Math.round(reusableTokens * sample.ratio * reuse));
    const cacheWrite = Math.round((read - cacheRead) * sample.written);
    const { trackers } = sample;
    const usage: TokenUsage = {
      input: Math.round(read - cacheRead - cacheWrite) + Math.min(trackers.input, patches.input),
      cacheRead: Math.round(cacheRead) + trackers.cacheRead,
      cacheWrite: cacheWrite + trackers.cacheWrite,
      output: Math.round(sample.output * limits.passageTokens) + Math.min(trackers.output, patches.output),
    };
    return turnCost(usage, prices);
  });
}

/** It is asked right behind the passage, so an AI that remembers at all has most of what it reads for it. */
function summaryCost({ tokens, tokensMax, parts }: SummaryTask, { prices, entry }: QuoteRequest, share: number): Microcredits {
  const remembered = prices.cacheLifetimeMs > 0 ? tokens - (parts.at(-1)?.tokens ?? 0) - entry.narrator.overhead.perMessage : 0;
  const cacheRead = Math.max(0, remembered);
  return turnCost({ input: tokens - cacheRead, cacheRead, cacheWrite: 0, output: Math.ceil(tokensMax * share) }, prices);
}

function stretched(likely: Microcredits, edge: Microcredits): Microcredits {
  return larger(0n, likely + ((edge - likely) * STRETCH.by) / STRETCH.of);
}

function byAmount(a: Microcredits, b: Microcredits): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
