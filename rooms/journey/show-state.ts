/** Puts core's values into the room's state, as players see them. */
import {
  CostState,
  CurrentTurnState,
  PassageState,
  PlayerState,
  PrivateState,
  QueuedActionState,
  QuoteState,
  SummaryState,
  TrackerChangeState,
  TrackerState,
} from '#protocol/journey-state.ts';
import type { JourneyState } from '#protocol/journey-state.ts';
import { PASSAGES_IN_STATE_MAX, RECENT_COSTS_MAX } from '#protocol/values.ts';
import type { QuoteView, WalletView } from '#protocol/values.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { TurnSettings } from '#core/journeys/turn-settings.ts';
import { worthOf } from '#core/turns/settlement.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { TrackerDefinition, TrackerSheet, TrackerValue } from '#core/worlds/trackers.ts';
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
  return { ...quote, warmUntil: warmUntil ?? '', cappedBy: cappedBy ?? ('' as const), summaryFromN: fromN, summaryToN: toN, summaryLikely: likely };
}

export function showSettings({ own }: PlayerState, settings: TurnSettings): void {
  own.settings.assign({ ...settings, passageTokens: settings.passageTokens ?? 0, promptTokens: settings.promptTokens ?? 0 });
}

/** Those whose turns are on the way to the head, in order. */
export function showSummaries(state: JourneyState, summaries: readonly Summary[]): void {
  summaries.forEach((summary, index) => {
    const known = state.summaries[index];
    const shown = known ?? new SummaryState();
    const { id: summaryId, fromN, toN, text, narratorId, editedBy } = summary;
    shown.assign({ summaryId, fromN, toN, text, narratorId, editedBy: editedBy ?? '' });
    if (!known) state.summaries.push(shown);
  });
  while (state.summaries.length > summaries.length) state.summaries.pop();
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

export function showPassage(state: JourneyState, turn: Turn): void {
  const passage = new PassageState();
  const { n, turnId, mode, action, incomplete, narratorId } = turn;
  passage.assign({
    n,
    turnId,
    mode,
    action,
    incomplete,
    narratorId,
    playerId: turn.authorId,
    name: turn.authorName,
    text: turn.passage,
  });
  for (const { key, before, after } of turn.changes) {
    const change = new TrackerChangeState();
    change.assign({ key, before: JSON.stringify(before), after: JSON.stringify(after) });
    passage.changes.push(change);
  }
  state.passages.push(passage);
  while (state.passages.length > PASSAGES_IN_STATE_MAX) state.passages.shift();
}

/** Hidden trackers are the AI's alone. */
export function showTrackers(state: JourneyState, definitions: readonly TrackerDefinition[], sheet: TrackerSheet): void {
  for (const definition of definitions) {
    if (definition.display === 'hidden') continue;
    const value = shownValue(sheet[definition.key] ?? definition.default);
    const shown = state.trackers.find(({ key }) => key === definition.key);
    if (shown) shown.value = value;
    else state.trackers.push(newTracker(definition, value));
  }
}

export function showCurrent(state: JourneyState, action: QueuedAction, n: number, narratorId: string): CurrentTurnState {
  const { turnId, mode, text } = action.act;
  const current = new CurrentTurnState();
  current.assign({ n, turnId, mode, narratorId, playerId: action.playerId, action: text, phase: 'preparing' });
  state.current = current;
  return current;
}

export function showQueue(state: JourneyState, waiting: readonly QueuedAction[]): void {
  state.queue.clear();
  for (const { playerId, act } of waiting) {
    const queued = new QueuedActionState();
    queued.assign({ playerId, turnId: act.turnId, mode: act.mode, action: act.text });
    state.queue.push(queued);
  }
}

function newTracker(definition: TrackerDefinition, value: string): TrackerState {
  const { key, label, kind, display } = definition;
  const tracker = new TrackerState();
  const range = definition.kind === 'number' ? { min: definition.min, max: definition.max } : {};
  tracker.assign({ key, label, kind, value, display: display === 'hidden' ? 'text' : display, ...range });
  return tracker;
}

function shownValue(value: TrackerValue): string {
  return JSON.stringify(value);
}
