/** The journey as plain values: what a page shows, made anew from the room's state at every change. */
import type { CurrentTurnState, JourneyState, PlayerState, PrivateState } from './protocol/journey-state.ts';
import type { QuoteState, SettingsState, WalletState } from './protocol/journey-state.ts';
import type { Funding, Mode, QuoteView, TurnSettingsView, WalletView } from './protocol/values.ts';

/** Never changed: every change of the journey makes a new one. Amounts are microcredits: 1 credit = 1,000,000. */
export interface JourneySnapshot {
  readonly journeyId: string;
  readonly worldId: string;
  readonly title: string;
  /** The world's authored beginning, to show before the first passage. */
  readonly opening: string;
  /** First actions to offer. */
  readonly suggestions: readonly string[];
  readonly players: readonly PlayerSnapshot[];
  /** The newest 30 on the way to where the story stands, oldest first; earlier ones by `JourneySession.passagesBefore`. */
  readonly passages: readonly PassageSnapshot[];
  /** The turnId of the turn where the story stands: what can be retried, undone, and switched to another telling; null before the first. */
  readonly head: string | null;
  /** The turnIds of all tellings of that place, in order: what `JourneySession.choose` takes. Empty before the first turn. */
  readonly headAlternatives: readonly string[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly trackers: readonly TrackerSnapshot[];
  /** Earlier turns in a few sentences, oldest first: what the AI reads in their place. See `JourneySession.editSummary`. */
  readonly summaries: readonly SummarySnapshot[];
  /** The turn being told, with its text so far; null between turns. */
  readonly current: CurrentTurnSnapshot | null;
  /** Actions that wait for their place, the next one first. */
  readonly queue: readonly QueuedActionSnapshot[];
  /** What only you see; null while the room has not shown it. */
  readonly me: MeSnapshot | null;
}

export interface PlayerSnapshot {
  readonly playerId: string;
  readonly name: string;
  readonly about: string;
  readonly connected: boolean;
  readonly narratorId: string;
}

export interface MeSnapshot extends PlayerSnapshot {
  readonly wallet: WalletView;
  /** Your next turn on the AI you chose, with room for about 1,000 characters of action. */
  readonly quote: QuoteView;
  /** The same on every AI that is offered, by narrator id. */
  readonly quotes: Readonly<Record<string, QuoteView>>;
  /** Telling the turn where the story stands anew, in its own words (TN11); null unless that turn is yours. */
  readonly retryQuote: QuoteView | null;
  readonly settings: TurnSettingsView;
  /** What your latest turns cost here, oldest first, at most 20. */
  readonly costs: readonly CostSnapshot[];
}

export interface CostSnapshot {
  readonly turnId: string;
  readonly n: number;
  readonly narratorId: string;
  readonly funding: Funding;
  readonly charged: number;
  /** Shown struck through when a free turn paid. */
  readonly wouldHaveCost: number;
}

export interface PassageSnapshot {
  /** The turn's number in the journey. */
  readonly n: number;
  readonly turnId: string;
  readonly playerId: string;
  /** The author's name when it was told. */
  readonly name: string;
  readonly mode: Mode;
  readonly action: string;
  readonly text: string;
  /** The AI failed midway: nothing was charged, and the AI will not be shown it. */
  readonly incomplete: boolean;
  /** The AI that wrote it. */
  readonly narratorId: string;
  readonly changes: readonly TrackerChangeSnapshot[];
  /** How many tellings this place in the story has, and which of them this is, from 1 on: "2 / 3". */
  readonly alternatives: number;
  readonly alternative: number;
  /** Its author put it into other words. */
  readonly edited: boolean;
  /** Whether a free turn of the day or credits paid. */
  readonly funding: Funding;
}

export interface SummarySnapshot {
  readonly summaryId: string;
  /** The turns it covers. */
  readonly fromN: number;
  readonly toN: number;
  readonly text: string;
  /** The AI that wrote it. */
  readonly narratorId: string;
  /** The player who last changed it; null when it is as the AI wrote it. */
  readonly editedBy: string | null;
}

/** A number, a word or a list of words. */
export type TrackerValue = number | string | readonly string[];

export interface TrackerChangeSnapshot {
  readonly key: string;
  readonly before: TrackerValue;
  readonly after: TrackerValue;
}

export interface TrackerSnapshot {
  readonly key: string;
  readonly label: string;
  readonly kind: 'number' | 'enum' | 'list';
  readonly display: 'bar' | 'pips' | 'text' | 'list';
  readonly value: TrackerValue;
  /** For numbers only. */
  readonly min: number;
  readonly max: number;
}

export interface CurrentTurnSnapshot {
  readonly n: number;
  readonly turnId: string;
  readonly playerId: string;
  readonly mode: Mode;
  readonly action: string;
  readonly narratorId: string;
  /** The turn of `passages` that it is to replace; null when the story goes on. */
  readonly retryOf: string | null;
  readonly phase: 'preparing' | 'waiting' | 'narrating';
  /** While `waiting` for a free AI: how many narrations are ahead. */
  readonly ahead: number;
  /** The narration so far. */
  readonly text: string;
}

export interface QueuedActionSnapshot {
  readonly turnId: string;
  readonly playerId: string;
  readonly mode: Mode;
  readonly action: string;
  readonly retryOf: string | null;
}

/** `current` comes without its text, which travels apart from the state. */
export function snapshotOf(state: JourneyState, playerId: string): JourneySnapshot {
  const { journeyId, worldId, title, opening } = state;
  const passages = [...state.passages].map((passage) => ({
    ...plain(passage, ['n', 'turnId', 'playerId', 'name', 'mode', 'action', 'text', 'incomplete', 'narratorId']),
    ...plain(passage, ['alternatives', 'alternative', 'edited', 'funding']),
    changes: [...passage.changes].map(({ key, before, after }) => ({ key, before: valueOf(before), after: valueOf(after) })),
  }));
  const me = state.players.get(playerId);
  return {
    ...{ journeyId, worldId, title, opening, passages },
    ...plain(state, ['canUndo', 'canRedo']),
    head: state.head || null,
    headAlternatives: [...state.headAlternatives],
    suggestions: [...state.suggestions],
    players: [...state.players.values()].map(playerOf),
    trackers: [...state.trackers].map((tracker) => ({
      ...plain(tracker, ['key', 'label', 'kind', 'display', 'min', 'max']),
      value: valueOf(tracker.value),
    })),
    summaries: [...state.summaries].map((summary) => ({
      ...plain(summary, ['summaryId', 'fromN', 'toN', 'text', 'narratorId']),
      editedBy: summary.editedBy || null,
    })),
    current: currentOf(state.current, passages),
    queue: [...state.queue].map((action) => ({
      ...plain(action, ['turnId', 'playerId', 'mode', 'action']),
      retryOf: action.retryOf || null,
    })),
    me: me === undefined ? null : meOf(me),
  };
}

/** A turn whose passage is here already has been told: the room is only closing it, or answering for it a second time. */
function currentOf(current: CurrentTurnState | undefined, passages: readonly PassageSnapshot[]): CurrentTurnSnapshot | null {
  if (!current || passages.some(({ turnId }) => turnId === current.turnId)) return null;
  const shown = plain(current, ['n', 'turnId', 'playerId', 'mode', 'action', 'narratorId', 'phase', 'ahead']);
  return { ...shown, retryOf: current.retryOf || null, text: '' };
}

function playerOf(player: PlayerState): PlayerSnapshot {
  return plain(player, ['playerId', 'name', 'about', 'connected', 'narratorId']);
}

function meOf(player: PlayerState): MeSnapshot | null {
  const own = player.own as PrivateState | undefined;
  if (!own) return null;
  return {
    ...playerOf(player),
    wallet: walletOf(own.wallet),
    quote: quoteOf(own.quote),
    quotes: Object.fromEntries([...own.quotes].map(([narratorId, quote]) => [narratorId, quoteOf(quote)])),
    retryQuote: own.retryQuote.narratorId === '' ? null : quoteOf(own.retryQuote),
    settings: settingsOf(own.settings),
    costs: [...own.costs].map((cost) => plain(cost, ['turnId', 'n', 'narratorId', 'funding', 'charged', 'wouldHaveCost'])),
  };
}

function walletOf(wallet: WalletState): WalletView {
  const { grant, bonus, earning, purchase, capTurn, capDay, warnBelow } = wallet;
  return {
    ...plain(wallet, ['available', 'held', 'debt', 'freeTurnsLeft', 'freeTurnsPerDay', 'freeTurnsResetAt', 'spentToday']),
    pockets: { grant, bonus, earning, purchase },
    caps: { turn: unlessNegative(capTurn), day: unlessNegative(capDay) },
    warnBelow: unlessNegative(warnBelow),
  };
}

function unlessNegative(amount: number): number | null {
  return amount < 0 ? null : amount;
}

function quoteOf(quote: QuoteState): QuoteView {
  const { summaryFromN: fromN, summaryToN: toN, summaryLikely: likely } = quote;
  return {
    ...plain(quote, ['narratorId', 'priceVersion', 'low', 'likely', 'high', 'ceiling', 'passageTokensMax', 'shortened']),
    ...plain(quote, ['withoutTrackers', 'promptTokens', 'warm', 'funding', 'turnsLeft']),
    warmUntil: quote.warmUntil || null,
    cappedBy: quote.cappedBy || null,
    summary: toN === 0 ? null : { fromN, toN, likely },
  };
}

function settingsOf(settings: SettingsState): TurnSettingsView {
  const { passageTokens, promptTokens } = settings;
  const notes = plain(settings, ['memoryNote', 'authorNote', 'summaries']);
  return { ...notes, passageTokens: passageTokens || null, promptTokens: promptTokens || null };
}

/** The state's fields are accessors, which a spread would not copy. */
function plain<Source extends object, Name extends keyof Source>(source: Source, names: readonly Name[]): Pick<Source, Name> {
  return Object.fromEntries(names.map((name) => [name, source[name]])) as Pick<Source, Name>;
}

function valueOf(json: string): TrackerValue {
  return JSON.parse(json) as TrackerValue;
}
