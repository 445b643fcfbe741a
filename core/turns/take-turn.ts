/** One turn, from the action to the settled passage: the page to read first. */
import type { ReleaseReason } from '#protocol/errors.ts';
import { turnKey } from '#core/ledger/entry.ts';
import { passageTokensWithin } from '#core/pricing/fitting-quote.ts';
import type { HoldRequest } from '#core/wallet/place-hold.ts';
import type { Game } from './game.ts';
import { NarratorDown, NarratorStalled } from './narrator.ts';
import type { NarrationResult } from './narrator.ts';
import { planTurn } from './plan-turn.ts';
import type { TurnPlan } from './plan-turn.ts';
import { reasonNotToCharge, releaseTurn, settleTurn } from './resolve-turn.ts';
import { turnEnded } from './turn-event.ts';
import type { HeldTurn } from './resolve-turn.ts';
import type { TurnAction } from './turn-action.ts';
import type { TurnEvent } from './turn-event.ts';
import { actionHash } from './turn-action.ts';

/**
 * The caller drains it; a player's stop comes by `action.signal`, never by leaving the loop.
 * Throws a `GameError` when nothing was held: QUOTE_CHANGED, OUT_OF_CREDITS, CAP_REACHED, IN_DEBT, KEY_REUSED, SLOW_DOWN, ACTION_TOO_LONG…
 */
export async function* takeTurn(action: TurnAction, game: Game): AsyncGenerator<TurnEvent, void, void> {
  const plan = planTurn(action, game); // assembles the prompt and quotes it
  const outcome = await game.turns.hold(holdRequest(action, plan, game));
  if (outcome.type === 'resolved') return yield turnEnded(outcome.turn); // the same turnId again

  const { hold, wallet } = outcome;
  const turn: HeldTurn = { action, plan, hold, passage: '', resolving: false };
  const { signal, onWaiting, onTold } = action;
  const maxTokens = passageTokensWithin(plan.quote, hold.ceiling); // fewer where the credits cover no more (TN9)
  try {
    yield { type: 'turn-held', hold, wallet };
    const narration = action.entry.narrator.narrate(plan.prompt, { maxTokens, signal, onWaiting, onTold });
    const result = yield* tell(narration, turn);
    const reason = reasonNotToCharge(turn, result, game);
    yield reason ? await releaseTurn(turn, reason, game) : await settleTurn(turn, result, game);
  } catch (failure) {
    game.log.warn({ failure, key: hold.key, narratorId: hold.narratorId }, 'a turn failed and is released');
    const retryAfterMs = failure instanceof NarratorDown ? failure.retryAfterMs : null;
    yield { ...(await releaseTurn(turn, reasonOf(failure), game)), retryAfterMs }; // as it stands, settled or released
  } finally {
    if (!turn.resolving) await releaseTurn(turn, 'interrupted', game); // the caller left the loop
  }
}

/** Why a turn whose narration threw is free. */
function reasonOf(failure: unknown): ReleaseReason {
  if (failure instanceof NarratorStalled) return failure.kind === 'endless' ? 'narrator-too-long' : 'narrator-stalled';
  if (failure instanceof NarratorDown) return failure.kind === 'busy' ? 'narrator-busy' : 'narrator-down';
  return 'narrator-failed';
}

/** Passes the text on as it comes and keeps it, whole or as far as it came. */
async function* tell(
  narration: AsyncGenerator<string, NarrationResult, void>,
  turn: HeldTurn,
): AsyncGenerator<TurnEvent, NarrationResult, void> {
  try {
    for (;;) {
      const next = await narration.next();
      if (next.done) return next.value;
      const text = turn.passage === '' ? next.value.trimStart() : next.value;
      if (text === '') continue;
      turn.passage += text;
      yield { type: 'text-delta', text };
    }
  } finally {
    narration.return(undefined as never).catch(() => undefined); // a caller that leaves ends the AI's work too
  }
}

function holdRequest(action: TurnAction, { quote }: TurnPlan, game: Game): HoldRequest {
  return {
    key: turnKey(action.scene.journeyId, action.turnId),
    hash: actionHash(action),
    playerId: action.player.id,
    journeyId: action.scene.journeyId,
    fence: action.scene.fence,
    narratorId: action.entry.narratorId,
    priceVersion: quote.priceVersion,
    ceiling: quote.ceiling,
    ceilingMin: quote.ceilingMin,
    ceilingSeen: action.ceiling,
    fundingSeen: action.funding,
    freeEligible: quote.freeEligible,
    freeTurnsPerDay: game.terms.freeTurnsPerDay[action.player.kind],
    at: game.clock(),
    ttlMs: game.terms.holdTtlMs,
  };
}
