/** What the next turn will probably cost, and the most it can cost (PR3). */
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { larger, smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { NarratorPrices } from './price-book.ts';
import { dearestCost, turnCost } from './turn-cost.ts';

export interface Quote {
  readonly narratorId: string;
  readonly priceVersion: number;
  readonly low: Microcredits;
  readonly likely: Microcredits;
  readonly high: Microcredits;
  readonly ceiling: Microcredits;
  /** The passage's token limit that the ceiling pays for. */
  readonly passageTokensMax: number;
  readonly warm: boolean;
}

/** Tokens a quote keeps free for an action that is still to be written: about 1,000 characters. */
export const ACTION_ROOM_TOKENS = 256;

export interface QuoteRequest {
  readonly entry: NarratorEntry;
  readonly prices: NarratorPrices;
  readonly priceVersion: number;
  /** The prompt as it would be sent now. */
  readonly prompt: Prompt;
  /** Tokens that may still be added to it before the turn's place comes: the unwritten action, passages queued ahead (TN7). */
  readonly roomTokens: number;
  /** Whether the AI still has the stable part of this prompt in its cache. */
  readonly warm: boolean;
  /** Output tokens of this narrator's latest passages in the journey, patches included; newest last. */
  readonly recentOutputs: readonly number[];
}

export function quoteTurn(request: QuoteRequest): Quote {
  const { entry, prices, prompt, warm } = request;
  const patches = entry.narrator.patchTokens(prompt);
  const ceiling = dearestCost(
    { input: prompt.tokens + request.roomTokens + patches.input, output: entry.passageTokensMax + patches.output },
    prices,
  );
  const outputMax = entry.passageTokensMax + patches.output;
  const outputLikely = likelyOutput(request.recentOutputs, outputMax);
  const outputLow = Math.min(outputLikely, Math.ceil(outputMax * LOW_OUTPUT));
  const cached = warm ? prompt.stableTokens : 0;
  const cost = (output: number, cacheRead: number): Microcredits =>
    turnCost({ input: prompt.tokens - cacheRead + patches.input, cacheRead, cacheWrite: 0, output }, prices);
  return {
    narratorId: entry.narratorId,
    priceVersion: request.priceVersion,
    low: smaller(cost(outputLow, prompt.stableTokens), cost(outputLow, 0)), // at best all of the stable part is remembered
    likely: cost(outputLikely, cached),
    high: larger(cost(outputMax, 0), cost(outputMax, cached)), // some vendors' caches cost more than reading anew
    ceiling,
    passageTokensMax: entry.passageTokensMax,
    warm,
  };
}

/** The shortest passages worth the name take this part of the limit. */
const LOW_OUTPUT = 0.2;

/** The mean of the latest passages; before the first, most of the limit. */
function likelyOutput(recent: readonly number[], outputMax: number): number {
  if (recent.length === 0) return Math.ceil(outputMax * 0.8);
  return Math.min(outputMax, Math.ceil(recent.reduce((sum, output) => sum + output, 0) / recent.length));
}
