/** One turn, from the action to the settled passage: the page to read first. */
import { GameError } from '#protocol/errors.ts';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import { turnKey } from '#core/ledger/entry.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Quote } from '#core/pricing/quote.ts';
import type { HoldRequest } from '#core/wallet/place-hold.ts';
import type { Game } from './game.ts';
import { NarratorStalled } from './narrator.ts';
import type { NarrationResult } from './narrator.ts';
import { quoteWritten } from './quote-turn.ts';
import { reasonNotToCharge, releaseTurn, settleTurn } from './resolve-turn.ts';
import type { HeldTurn } from './resolve-turn.ts';
import type { HoldOutcome } from './turn-store.ts';
import type { TurnAction } from './turn-action.ts';
import type { TurnEvent } from './turn-event.ts';
import { actionHash } from './turn-action.ts';

/**
 * The caller drains it; a player's stop comes by `action.signal`, never by leaving the loop.
 * Throws a `GameError` when nothing was held: QUOTE_CHANGED, OUT_OF_CREDITS, IN_DEBT, KEY_REUSED, SLOW_DOWN, ACTION_TOO_LONG…
 */
export async function* takeTurn(action: TurnAction, game: Game): AsyncGenerator<TurnEvent, void, void> {
  const prompt = assemblePrompt(action.scene, action, action.entry);
  const quote = quoteWritten(prompt, action, game);
  const request = holdRequest(action, quote, game);
  const outcome = quote.ceiling > action.ceiling ? await priceRose(request, quote, game) : await game.turns.hold(request);
  if (outcome.type === 'resolved') return yield { type: 'turn-ended', resolved: outcome.turn, turn: null }; // the same turnId again

  const turn: HeldTurn = { action, prompt, hold: outcome.hold, passage: '', resolving: false };
  const { signal, onWaiting } = action;
  try {
    yield { type: 'turn-held', hold: outcome.hold, wallet: outcome.wallet };
    const narration = action.entry.narrator.narrate(prompt, { maxTokens: quote.passageTokensMax, signal, onWaiting });
    const result = yield* tell(narration, turn);
    const reason = reasonNotToCharge(turn, result, game);
    yield reason ? await releaseTurn(turn, reason, game) : await settleTurn(turn, result, game);
  } catch (failure) {
    game.log.warn({ failure, key: turn.hold.key }, 'a turn failed and is released');
    const reason = failure instanceof NarratorStalled ? 'narrator-stalled' : 'narrator-failed';
    yield await releaseTurn(turn, reason, game); // tells the turn as it stands, settled or released
  } finally {
    if (!turn.resolving) await releaseTurn(turn, 'interrupted', game); // the caller left the loop
  }
}

/** TN7: nothing is held above the price lock; a turn that was resolved before is still answered. */
async function priceRose(request: HoldRequest, quote: Quote, game: Game): Promise<HoldOutcome & { type: 'resolved' }> {
  const turn = await game.turns.find(request.key, request.hash);
  if (turn) return { type: 'resolved', turn };
  throw new GameError('QUOTE_CHANGED', { ceiling: toWire(quote.ceiling) });
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

function holdRequest(action: TurnAction, quote: Quote, game: Game): HoldRequest {
  return {
    key: turnKey(action.scene.journeyId, action.turnId),
    hash: actionHash(action),
    playerId: action.player.id,
    journeyId: action.scene.journeyId,
    fence: action.scene.fence,
    narratorId: action.entry.narratorId,
    priceVersion: quote.priceVersion,
    ceiling: quote.ceiling,
    freeEligible: action.entry.freeEligible,
    freeTurnsPerDay: game.terms.freeTurnsPerDay[action.player.kind],
    at: game.clock(),
    ttlMs: game.terms.holdTtlMs,
  };
}
