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
  /** Whether the AI is not asked about trackers, because the credits cover no more (TN9). */
  readonly withoutTrackers: boolean;
  /** The same turn without what can wait, a summary first, then the question about trackers; null when nothing of it is left. */
  readonly leaner: (() => Quote) | null;
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
  /** Whether the prompt's trackers were left out to save credits. */
  readonly withoutTrackers?: boolean;
  /** Of this AI in this world, oldest first; the journey's own are among them more than once. */
  readonly samples: readonly TurnSample[];
}

export function quoteTurn(request: QuoteRequest): Quote {
  const { entry, prices, prompt, limits, warmUntil } = request;
  const { narrator } = entry;
  const summary = prompt.summary;
  const most = (passageTokens: number, roomTokens: number): Microcredits => {
    const patches = narrator.patchTokens(prompt, passageTokens);
    const input = prompt.tokens + roomTokens + patches.input + (summary?.tokens ?? 0);
    const output = passageTokens + patches.output + (summary?.tokensMax ?? 0);
    return dearestCost({ input: Math.ceil(input * narrator.countSlack), output }, prices);
  };
  const shortRoom = request.written ? request.roomTokens : Math.min(SHORT_ACTION_TOKENS, request.roomTokens);
  const worth = Math.min(limits.passageTokens, PASSAGE_WORTH_TOKENS, Math.ceil(limits.passageTokens / 2));
  const ceiling = most(limits.passageTokens, request.roomTokens);
  const summing = summary && summaryCosts(summary, request);
  const costs = sampleCosts(request).sort(byAmount);
  const at = (share: number): Microcredits => costs[Math.round((costs.length - 1) * share)] ?? 0n;
  const likely = at(0.5);
  const withSummary = (cost: Microcredits, amount: keyof SummaryCosts): Microcredits =>
    smaller(ceiling, cost + (summing?.[amount] ?? 0n));
  return {
    narratorId: entry.narratorId,
    priceVersion: request.priceVersion,
    freeEligible: prices.freeEligible,
    low: withSummary(stretched(likely, at(LOW_SHARE)), 'low'),
    likely: withSummary(likely, 'likely'),
    high: withSummary(stretched(likely, at(HIGH_SHARE)), 'high'),
    ceiling,
    ceilingShort: most(limits.passageTokens, shortRoom),
    ceilingMin: most(worth, shortRoom),
    passageTokensMax: limits.passageTokens,
    shortened: false,
    promptTokens: prompt.tokens,
    reusableTokens: request.reusableTokens,
    warm: warmUntil !== null,
    warmUntil,
    withoutTrackers: request.withoutTrackers ?? false,
    leaner: leanerOf(request),
    summary: summary && summing ? { fromN: summary.fromN, toN: summary.toN, likely: summing.likely } : null,
    prices,
  };
}

function leanerOf(request: QuoteRequest): Quote['leaner'] {
  const { prompt } = request;
  if (prompt.summary) return () => quoteTurn({ ...request, prompt: { ...prompt, summary: null } });
  if (prompt.trackers.length === 0) return null;
  return () => quoteTurn({ ...request, prompt: { ...prompt, trackers: [] }, withoutTrackers: true });
}

const LOW_SHARE = 0.03;
const HIGH_SHARE = 0.97;
/** The next turn may go further than the few before it: with 14/10, 94 of 100 real turns were inside, without 91 (252 turns). */
const STRETCH = { by: 14n, of: 10n };
/** How much of its limit a summary usually takes. */
const SUMMARY_OUTPUT = { low: 0.2, likely: 0.6 };
/** Below this many samples, guesses are mixed in. */
const SAMPLES_ENOUGH = 12;

/** The turn's cost as it would have been each time before: with what was then added, remembered and written. */
function sampleCosts(request: QuoteRequest): Microcredits[] {
  const { prompt, prices, limits, reusableTokens, written, warmUntil, entry } = request;
  const warm = warmUntil !== null;
  const patches = entry.narrator.patchTokens(prompt, limits.passageTokens);
  return samplesOf(request).map((sample) => {
    const read = (prompt.tokens + (written ? 0 : sample.added)) * sample.ratio;
    const reuse = sample.warm === warm ? sample.reuse : warm ? 1 : 0;
    const cacheRead = Math.min(read, Math.round(reusableTokens * sample.ratio * reuse));
    const cacheWrite = Math.round((read - cacheRead) * sample.written);
    const trackers = prompt.trackers.length > 0 ? sample.trackers : NO_TOKENS;
    const usage: TokenUsage = {
      input: Math.round(read - cacheRead - cacheWrite) + Math.min(trackers.input, patches.input),
      cacheRead: Math.round(cacheRead) + trackers.cacheRead,
      cacheWrite: cacheWrite + trackers.cacheWrite,
      output: Math.round(sample.output * limits.passageTokens) + Math.min(trackers.output, patches.output),
    };
    return turnCost(usage, prices);
  });
}

const NO_TOKENS: TokenUsage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

function samplesOf({ samples, warmUntil }: QuoteRequest): readonly TurnSample[] {
  return samples.length < SAMPLES_ENOUGH ? [...guessedSamples(warmUntil !== null), ...samples, ...samples] : samples;
}

interface SummaryCosts {
  readonly low: Microcredits;
  readonly likely: Microcredits;
  readonly high: Microcredits;
}

/**
 * It is asked right behind the passage, so an AI that remembers has most of what it reads for it; how much that is, its warm turns
 * tell. One that was never seen to remember is taken to read it all again.
 */
function summaryCosts({ tokens, tokensMax, parts }: SummaryTask, request: QuoteRequest): SummaryCosts {
  const { prices, entry, samples } = request;
  const begun = Math.max(0, tokens - (parts.at(-1)?.tokens ?? 0) - entry.narrator.overhead.perMessage);
  const reuse = samples.filter(({ warm }) => warm).map((sample) => Math.min(1, sample.reuse));
  const ratio = shareOf(
    samples.map((sample) => sample.ratio),
    0.5,
    1,
  );
  const cost = (remembered: number, output: number): Microcredits => {
    const cacheRead = Math.round(begun * ratio * remembered);
    return turnCost({ input: Math.round(tokens * ratio) - cacheRead, cacheRead, cacheWrite: 0, output }, prices);
  };
  const likely = cost(shareOf(reuse, 0.5, 0), Math.ceil(tokensMax * SUMMARY_OUTPUT.likely));
  const best = cost(shareOf(reuse, 0.9, 1), Math.ceil(tokensMax * SUMMARY_OUTPUT.low));
  const worst = cost(shareOf(reuse, 0.1, 0), tokensMax);
  return { low: smaller(likely, best), likely, high: larger(likely, worst) }; // some caches cost more than reading anew
}

/** The value below which this share of the values lies; `unknown` where there are none. */
function shareOf(values: readonly number[], share: number, unknown: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? unknown;
}

function stretched(likely: Microcredits, edge: Microcredits): Microcredits {
  return larger(0n, likely + ((edge - likely) * STRETCH.by) / STRETCH.of);
}

function byAmount(a: Microcredits, b: Microcredits): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
