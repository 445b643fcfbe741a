/** The journey room's state, as Colyseus keeps it alike on server and clients. Amounts are microcredits. */
import { schema, t } from '@colyseus/schema';
import type { SchemaType } from '@colyseus/schema';
import type { Funding, Mode } from './values.ts';

/** A quote, see `QuoteSchema`; `warmUntil` and `cappedBy` '' stand for null, `summaryToN` 0 for no summary. */
export const QuoteState = schema(
  {
    narratorId: t.string().default(''),
    priceVersion: t.number().default(0),
    low: t.number().default(0),
    likely: t.number().default(0),
    high: t.number().default(0),
    ceiling: t.number().default(0),
    passageTokensMax: t.number().default(0),
    shortened: t.boolean().default(false),
    withoutTrackers: t.boolean().default(false),
    promptTokens: t.number().default(0),
    warm: t.boolean().default(false),
    warmUntil: t.string().default(''),
    summaryFromN: t.number().default(0),
    summaryToN: t.number().default(0),
    summaryLikely: t.number().default(0),
    funding: t.string<Funding>().default('free'),
    turnsLeft: t.number().default(0),
    cappedBy: t.string<'' | 'turn' | 'day'>().default(''),
  },
  'Quote',
);
export type QuoteState = SchemaType<typeof QuoteState>;

/** A wallet, see `WalletSchema`; -1 stands for null. */
export const WalletState = schema(
  {
    available: t.number().default(0),
    held: t.number().default(0),
    grant: t.number().default(0),
    bonus: t.number().default(0),
    earning: t.number().default(0),
    purchase: t.number().default(0),
    debt: t.number().default(0),
    freeTurnsLeft: t.number().default(0),
    freeTurnsPerDay: t.number().default(0),
    freeTurnsResetAt: t.string().default(''),
    capTurn: t.number().default(-1),
    capDay: t.number().default(-1),
    spentToday: t.number().default(0),
    warnBelow: t.number().default(-1),
  },
  'Wallet',
);
export type WalletState = SchemaType<typeof WalletState>;

/** What one of the player's latest turns cost. */
export const CostState = schema(
  {
    turnId: t.string(),
    n: t.number(),
    narratorId: t.string(),
    funding: t.string<Funding>(),
    charged: t.number(),
    /** Shown struck through when a free turn paid (TN8). */
    wouldHaveCost: t.number(),
  },
  'Cost',
);
export type CostState = SchemaType<typeof CostState>;

/** See `TurnSettingsSchema`; 0 stands for null. */
export const SettingsState = schema(
  {
    passageTokens: t.number().default(0),
    promptTokens: t.number().default(0),
    memoryNote: t.string().default(''),
    authorNote: t.string().default(''),
    summaries: t.boolean().default(true),
  },
  'Settings',
);
export type SettingsState = SchemaType<typeof SettingsState>;

/** What only the player themself sees. */
export const PrivateState = schema(
  {
    wallet: WalletState,
    quote: QuoteState,
    /** Every AI's quote for this player's next turn, by narrator id. */
    quotes: t.map(QuoteState),
    /** Telling the turn where the story stands anew, when it is the player's own; `narratorId` '' stands for null. */
    retryQuote: QuoteState,
    settings: SettingsState,
    costs: t.array(CostState),
  },
  'Private',
);
export type PrivateState = SchemaType<typeof PrivateState>;

export const PlayerState = schema(
  {
    playerId: t.string(),
    name: t.string(),
    about: t.string(),
    connected: t.boolean().default(false),
    narratorId: t.string(),
    /** Only in the player's own view. */
    own: t.ref(PrivateState).view(),
  },
  'Player',
);
export type PlayerState = SchemaType<typeof PlayerState>;

export const TrackerChangeState = schema({ key: t.string(), before: t.string(), after: t.string() }, 'TrackerChange');
export type TrackerChangeState = SchemaType<typeof TrackerChangeState>;

/** A finished passage. */
export const PassageState = schema(
  {
    n: t.number(),
    turnId: t.string(),
    playerId: t.string(),
    name: t.string(),
    mode: t.string<Mode>(),
    action: t.string(),
    text: t.string(),
    /** The AI failed midway: the text stays, nothing was charged, and the AI will not be shown it. */
    incomplete: t.boolean(),
    /** The AI model that wrote it: always the one that was asked for (TN3). */
    narratorId: t.string(),
    changes: t.array(TrackerChangeState),
    /** How many tellings this place in the story has, and which of them this is, from 1 on. */
    alternatives: t.number().default(1),
    alternative: t.number().default(1),
    /** Its author put it into other words. */
    edited: t.boolean().default(false),
    funding: t.string<Funding>().default('credits'),
  },
  'Passage',
);
export type PassageState = SchemaType<typeof PassageState>;

/** A tracker's value as JSON: a number, a word or a list of words. */
export const TrackerState = schema(
  {
    key: t.string(),
    label: t.string(),
    kind: t.string<'number' | 'enum' | 'list'>(),
    display: t.string<'bar' | 'pips' | 'text' | 'list'>(),
    value: t.string(),
    min: t.number().default(0),
    max: t.number().default(0),
  },
  'Tracker',
);
export type TrackerState = SchemaType<typeof TrackerState>;

/** The turn in progress. Its text comes as `t` messages, and by `since`. */
export const CurrentTurnState = schema(
  {
    n: t.number(),
    turnId: t.string(),
    playerId: t.string(),
    mode: t.string<Mode>(),
    action: t.string(),
    narratorId: t.string(),
    /** The turn that it is to replace; '' when it goes on. */
    retryOf: t.string().default(''),
    phase: t.string<'preparing' | 'waiting' | 'narrating'>(),
    /** While waiting for a free AI: how many narrations are ahead. */
    ahead: t.number().default(0),
  },
  'CurrentTurn',
);
export type CurrentTurnState = SchemaType<typeof CurrentTurnState>;

/** An action that waits for its place. */
export const QueuedActionState = schema(
  { turnId: t.string(), playerId: t.string(), mode: t.string<Mode>(), action: t.string(), retryOf: t.string().default('') },
  'QueuedAction',
);
export type QueuedActionState = SchemaType<typeof QueuedActionState>;

/** Earlier turns in a few sentences: what the AI reads in their place. */
export const SummaryState = schema(
  {
    summaryId: t.string(),
    fromN: t.number(),
    toN: t.number(),
    text: t.string(),
    narratorId: t.string(),
    /** The player who last changed it; '' when it is as the AI wrote it. */
    editedBy: t.string().default(''),
  },
  'Summary',
);
export type SummaryState = SchemaType<typeof SummaryState>;

export const JourneyState = schema(
  {
    journeyId: t.string(),
    worldId: t.string(),
    title: t.string(),
    opening: t.string(),
    suggestions: t.array('string'),
    players: t.map(PlayerState),
    /** The newest passages on the way to the head, oldest first; earlier ones by `GET /api/journeys/{id}/passages`. */
    passages: t.array(PassageState),
    /** The turnId of the turn where the story stands; '' before the first. */
    head: t.string().default(''),
    /** The turnIds of all tellings of that place, in order: what `choose` takes. */
    headAlternatives: t.array('string'),
    canUndo: t.boolean().default(false),
    canRedo: t.boolean().default(false),
    trackers: t.array(TrackerState),
    /** Oldest first. */
    summaries: t.array(SummaryState),
    current: t.ref(CurrentTurnState).optional(),
    queue: t.array(QueuedActionState),
  },
  'Journey',
);
export type JourneyState = SchemaType<typeof JourneyState>;
