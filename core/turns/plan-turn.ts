/** A turn as it is about to be held: its prompt, and the quote of exactly that prompt. */
import type { Prompt } from '#core/prompts/prompt.ts';
import type { Quote } from '#core/pricing/quote.ts';
import type { Game } from './game.ts';
import { promptOf, quoteUnwritten, quoteWritten } from './quote-turn.ts';
import type { TurnAction } from './turn-action.ts';
import type { TurnEstimate } from './turn.ts';
import { termsOf } from './turn-intent.ts';
import type { TurnTerms } from './turn-intent.ts';

export interface TurnPlan {
  readonly prompt: Prompt;
  readonly quote: Quote;
  /** What was shown before the action was written: the estimator is judged by it. */
  readonly estimate: TurnEstimate;
}

/** Throws ACTION_TOO_LONG, CONTEXT_TOO_SMALL, NARRATOR_UNAVAILABLE. */
export function planTurn(action: TurnAction, game: Game): TurnPlan {
  const { scene, author, entry, mode, text } = action;
  const intent = { scene, author, entry, action: { mode, text } };
  const terms = withPassageOf(action, termsOf(intent, game));
  const shown = quoteUnwritten(intent, 0, game);
  const whole = promptOf(intent, terms);
  const full = action.withoutTrackers ? { ...whole, trackers: [] } : whole;
  const planned = (prompt: Prompt): TurnPlan => {
    const quote = quoteWritten(prompt, intent, terms, game);
    return { prompt, quote, estimate: estimateOf(shown, quote) };
  };
  const plan = planned(full);
  // A summary that was not in the price the player saw can wait for a turn whose price names it.
  if (full.summary === null || plan.quote.ceiling <= action.ceiling) return plan;
  return planned({ ...full, summary: null });
}

/** A quote that was shortened to fit the credits is still that quote when more have come in meanwhile (TN9). */
function withPassageOf({ passageTokensMax }: TurnAction, terms: TurnTerms): TurnTerms {
  if (passageTokensMax === undefined || passageTokensMax >= terms.limits.passageTokens) return terms;
  return { ...terms, limits: { ...terms.limits, passageTokens: passageTokensMax } };
}

function estimateOf(shown: Quote, written: Quote): TurnEstimate {
  const { low, likely, high, warm, promptTokens, reusableTokens } = shown;
  const addedTokens = written.promptTokens - promptTokens;
  return { low, likely, high, warm, promptTokens, reusableTokens, addedTokens, passageTokensMax: written.passageTokensMax };
}
