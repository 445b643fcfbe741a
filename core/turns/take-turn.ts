/** One turn, from the action to the settled passage: the page to read first. */
import { GameError } from '#protocol/errors.ts';
import type { ReleaseReason } from '#protocol/errors.ts';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { turnKey } from '#core/ledger/entry.ts';
import { toWire } from '#core/money/microcredits.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { Quote } from '#core/pricing/quote.ts';
import { turnCost } from '#core/pricing/turn-cost.ts';
import { applyPatches } from '#core/worlds/trackers.ts';
import type { HoldRequest } from '#core/wallet/place-hold.ts';
import type { Hold, Wallet } from '#core/wallet/wallet.ts';
import type { Game } from './game.ts';
import { NarratorStalled } from './narrator.ts';
import type { NarrationResult } from './narrator.ts';
import { quoteWritten } from './quote-turn.ts';
import type { HoldOutcome, ReleaseOrder, SettleOrder } from './turn-store.ts';
import { settlementOf } from './settlement.ts';
import type { ResolvedTurn, Turn } from './turn.ts';
import type { TurnAction } from './turn-action.ts';
import { actionHash } from './turn-action.ts';

export type TurnEvent =
  | { readonly type: 'turn-held'; readonly hold: Hold; readonly wallet: Wallet }
  | { readonly type: 'text-delta'; readonly text: string }
  /** `turn` is what the story shows of it: null when nothing was told, or when the key was resolved before. */
  | { readonly type: 'turn-ended'; readonly resolved: ResolvedTurn; readonly turn: Turn | null };

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
  const { hold } = outcome;

  const { signal, onWaiting } = action;
  const telling = { passage: '', resolving: false };
  try {
    yield { type: 'turn-held', hold, wallet: outcome.wallet };
    const narration = action.entry.narrator.narrate(prompt, { maxTokens: quote.passageTokensMax, signal, onWaiting });
    const result = yield* tell(narration, telling);
    const reason = reasonNotToCharge(telling.passage, result, hold, game);
    telling.resolving = true;
    yield reason
      ? await release(reason, hold, telling.passage, prompt, action, game)
      : await settle(result, hold, telling.passage, prompt, action, game);
  } catch (failure) {
    const reason = failure instanceof NarratorStalled ? 'narrator-stalled' : 'narrator-failed';
    telling.resolving = true;
    game.log.warn({ failure, key: hold.key, narratorId: hold.narratorId }, 'turn failed; nothing is charged');
    yield await release(reason, hold, telling.passage, prompt, action, game); // tells the turn as it stands, settled or released
  } finally {
    if (!telling.resolving) await release('interrupted', hold, telling.passage, prompt, action, game); // the caller left the loop
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
  telling: { passage: string; resolving: boolean },
): AsyncGenerator<TurnEvent, NarrationResult, void> {
  try {
    for (;;) {
      const next = await narration.next();
      if (next.done) return next.value;
      const text = telling.passage === '' ? next.value.trimStart() : next.value;
      if (text === '') continue;
      telling.passage += text;
      yield { type: 'text-delta', text };
    }
  } finally {
    narration.return(undefined as never).catch(() => undefined); // a caller that leaves ends the AI's work too
  }
}

/** TN3, TN4: what is free whatever it cost the platform. */
function reasonNotToCharge(passage: string, result: NarrationResult, hold: Hold, game: Game): ReleaseReason | null {
  const prices = pricesOf(game.prices.version(hold.priceVersion), hold.narratorId);
  const served = result.served ?? (result.finish === 'stopped' ? prices?.accepts[0] : undefined);
  if (served === undefined || !prices?.accepts.includes(served)) return 'narrator-swapped';
  if (result.finish === 'refused') return 'refused';
  if (passage.trim() === '') return result.finish === 'stopped' ? 'cancelled' : 'empty';
  return null;
}

async function settle(
  result: NarrationResult,
  hold: Hold,
  passage: string,
  prompt: Prompt,
  action: TurnAction,
  game: Game,
): Promise<TurnEvent> {
  const prices = pricesOf(game.prices.version(hold.priceVersion), hold.narratorId);
  if (!prices) throw new Error(`price version ${hold.priceVersion} has no ${hold.narratorId}`);
  const { world } = action.scene;
  const { shareBasisPoints } = game.terms;
  const settlement = settlementOf(hold, { cost: turnCost(result.usage, prices), creatorId: world.ownerId, shareBasisPoints });
  const { sheet, changes } = applyPatches(prompt.trackers, action.scene.sheet, result.patches);
  const { charged, wouldHaveCost } = settlement;
  const { usage, counted, served } = result;
  const turn: Turn = {
    ...turnOf(hold, passage, prompt, action, game),
    usage,
    counted,
    served,
    charged,
    wouldHaveCost,
    sheet,
    changes,
  };
  const order: SettleOrder = { hold, settlement, creatorId: world.ownerId, shareBasisPoints, worldId: world.id, turn };
  const resolved = await game.turns.settle(order);
  return { type: 'turn-ended', resolved, turn: resolved.state === 'settled' ? turn : null };
}

async function release(
  reason: ReleaseReason,
  hold: Hold,
  passage: string,
  prompt: Prompt,
  action: TurnAction,
  game: Game,
): Promise<TurnEvent> {
  const incomplete = passage.trim() === '' ? null : { ...turnOf(hold, passage, prompt, action, game), incomplete: true };
  const order: ReleaseOrder = { hold, reason, at: game.clock(), incomplete };
  const resolved = await game.turns.release(order);
  return { type: 'turn-ended', resolved, turn: resolved.state === 'released' && resolved.n !== null ? incomplete : null };
}

function turnOf(hold: Hold, passage: string, prompt: Prompt, action: TurnAction, game: Game): Turn {
  const { scene } = action;
  return {
    key: hold.key,
    turnId: action.turnId,
    journeyId: scene.journeyId,
    n: scene.nextN,
    parentKey: scene.history.at(-1)?.key ?? null,
    authorId: action.player.id,
    authorName: action.authorName,
    mode: action.mode,
    action: action.text,
    passage: passage.trimEnd(),
    incomplete: false,
    narratorId: hold.narratorId,
    served: null,
    usage: null,
    counted: false,
    priceVersion: hold.priceVersion,
    funding: hold.funding,
    ceiling: hold.ceiling,
    charged: 0n,
    wouldHaveCost: 0n,
    parts: [
      ...prompt.parts.map(({ kind, id, tokens, why }) => ({ kind, id, tokens, why, cut: false })),
      ...prompt.cut.map((part) => ({ ...part, cut: true })),
    ],
    changes: [],
    sheet: scene.sheet,
    at: game.clock(),
  };
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
