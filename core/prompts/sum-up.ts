/** Decides when the oldest turns are to be summed up, and what the AI is then asked. */
import type { Narrator } from '#core/turns/narrator.ts';
import type { TurnLimits } from '#core/turns/turn-limits.ts';
import { promptTokensOf } from './prompt-parts.ts';
import type { Exchange, PromptParts } from './prompt-parts.ts';
import type { PromptPart, SummaryTask } from './prompt.ts';
import { summaryRequest } from './wording.ts';

/** Shares of the room for history: above the high water the oldest turns are summed up, until no more than the low water is left. */
const HIGH_WATER = 0.8;
const LOW_WATER = 0.35;
/** The action at hand is an answer to these, word for word. */
const TURNS_KEPT = 2;
/** A summary may take this share of the turns it stands for, and that of the room. */
const SUMMARY_SHARE = 0.25;
const ROOM_SHARE = 0.3;
const SUMMARY_TOKENS = { min: 60, max: 300 };

export interface SummaryRequest {
  /** What comes before the turns: the stable part and the earlier summaries. */
  readonly before: readonly PromptPart[];
  /** Turns that no summary covers, the oldest first; those too that did not fit into the prompt. */
  readonly uncovered: readonly Exchange[];
  readonly historyRoom: number;
  readonly limits: TurnLimits;
  readonly narrator: Narrator;
  readonly made: PromptParts;
}

/** Null while there is room, where a summary would not have any, and where what could be summed up is hardly longer than it. */
export function summaryTask({ before, uncovered, historyRoom, limits, narrator, made }: SummaryRequest): SummaryTask | null {
  let left = tokensOf(uncovered);
  const longest = Math.min(SUMMARY_TOKENS.max, Math.floor(historyRoom * ROOM_SHARE));
  if (left <= historyRoom * HIGH_WATER || longest < SUMMARY_TOKENS.min) return null;
  const request = made.make('instructions', {
    ...{ id: null, name: 'request for a summary', role: 'user', text: summaryRequest(), why: 'the oldest turns make room' },
  });
  const room = limits.promptTokens + limits.passageTokens - promptTokensOf([...before, request], narrator.overhead);

  const chunk: Exchange[] = [];
  for (const exchange of uncovered.slice(0, -TURNS_KEPT)) {
    const wider = tokensOf(chunk) + exchange.tokens;
    if (left <= historyRoom * LOW_WATER || wider + summaryTokens(wider, longest) > room) break;
    chunk.push(exchange);
    left -= exchange.tokens;
  }
  const [first, last] = [chunk[0]?.turn, chunk.at(-1)?.turn];
  const tokensMax = summaryTokens(tokensOf(chunk), longest);
  if (!first || !last || tokensOf(chunk) < 2 * tokensMax) return null;
  const parts = [...before, ...chunk.flatMap((exchange) => exchange.parts), request];
  const tokens = promptTokensOf(parts, narrator.overhead);
  return { parts, tokens, tokensMax, fromN: first.n, toN: last.n, toKey: last.key };
}

function summaryTokens(chunkTokens: number, longest: number): number {
  return Math.min(longest, Math.max(SUMMARY_TOKENS.min, Math.round(chunkTokens * SUMMARY_SHARE)));
}

function tokensOf(exchanges: readonly Exchange[]): number {
  return exchanges.reduce((sum, { tokens }) => sum + tokens, 0);
}
