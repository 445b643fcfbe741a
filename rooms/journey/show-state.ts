/** Puts players, their money and what waits to be told into the room's state. */
import {
  CostState,
  CurrentTurnState,
  PlayerState,
  PrivateState,
  QueuedActionState,
  QuoteState,
} from '#protocol/journey-state.ts';
import type { JourneyState } from '#protocol/journey-state.ts';
import { RECENT_COSTS_MAX } from '#protocol/values.ts';
import type { QuoteView, WalletView } from '#protocol/values.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { TurnSettings } from '#core/journeys/turn-settings.ts';
import { worthOf } from '#core/turns/settlement.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { QueuedAction } from './action-queue.ts';

export function showPlayer(state: JourneyState, member: Member): PlayerState {
  const known = state.players.get(member.playerId);
  const player = known ?? newPlayer();
  player.assign({ playerId: member.playerId, name: member.name, about: member.about, narratorId: member.narratorId });
  if (!known) state.players.set(member.playerId, player);
  return player;
}

function newPlayer(): PlayerState {
  const player = new PlayerState();
  player.own = new PrivateState();
  return player;
}

export function showWallet({ own }: PlayerState, wallet: WalletView): void {
  const { pockets, caps, warnBelow, ...rest } = wallet;
  own.wallet.assign({ ...rest, ...pockets, capTurn: caps.turn ?? -1, capDay: caps.day ?? -1, warnBelow: warnBelow ?? -1 });
}

export function showQuote({ own }: PlayerState, quote: QuoteView): void {
  own.quote.assign(quoteFields(quote));
}

/** null: the story does not stand at a turn of theirs, or it cannot be priced now. */
export function showRetryQuote({ own }: PlayerState, quote: QuoteView | null): void {
  own.retryQuote.assign(quote ? quoteFields(quote) : { narratorId: '' });
}

/** Every AI's quote, for the player to compare; null: it cannot be priced now. */
export function showQuoteOf({ own }: PlayerState, narratorId: string, quote: QuoteView | null): void {
  if (quote === null) {
    own.quotes.delete(narratorId);
    return;
  }
  const known = own.quotes.get(narratorId);
  const shown = known ?? new QuoteState();
  shown.assign(quoteFields(quote));
  if (!known) own.quotes.set(narratorId, shown);
}

function quoteFields({ summary, warmUntil, cappedBy, ...quote }: QuoteView) {
  const { fromN = 0, toN = 0, likely = 0 } = summary ?? {};
  return {
    ...quote,
    warmUntil: warmUntil ?? '',
    cappedBy: cappedBy ?? ('' as const),
    summaryFromN: fromN,
    summaryToN: toN,
    summaryLikely: likely,
  };
}

export function showSettings({ own }: PlayerState, settings: TurnSettings): void {
  own.settings.assign({ ...settings, passageTokens: settings.passageTokens ?? 0, promptTokens: settings.promptTokens ?? 0 });
}

export function showCosts({ own }: PlayerState, turns: readonly Turn[]): void {
  for (const turn of turns) showCost(own, turn);
}

/** A turn's cost joins the player's latest twenty. */
export function showCost(own: PrivateState, turn: Turn): void {
  const { turnId, n, narratorId, funding } = turn;
  const cost = new CostState();
  cost.assign({
    turnId,
    n,
    narratorId,
    funding,
    charged: toWire(turn.charged),
    wouldHaveCost: toWire(worthOf(turn)),
  });
  own.costs.push(cost);
  while (own.costs.length > RECENT_COSTS_MAX) own.costs.shift();
}

export function showCurrent(state: JourneyState, action: QueuedAction, n: number, narratorId: string): CurrentTurnState {
  const { turnId, mode, text, retryOf = '' } = action.act;
  const current = new CurrentTurnState();
  current.assign({ n, turnId, mode, narratorId, retryOf, playerId: action.playerId, action: text, phase: 'preparing' });
  state.current = current;
  return current;
}

export function showQueue(state: JourneyState, waiting: readonly QueuedAction[]): void {
  state.queue.clear();
  for (const { playerId, act } of waiting) {
    const queued = new QueuedActionState();
    queued.assign({ playerId, turnId: act.turnId, mode: act.mode, action: act.text, retryOf: act.retryOf ?? '' });
    state.queue.push(queued);
  }
}
