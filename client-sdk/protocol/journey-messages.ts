/** What a client may say in a journey room, what it is answered, and what the room says by itself. */
import { z } from 'zod';
import type { ErrorBody } from './errors.ts';
import {
  ACTION_CHARACTERS_MAX,
  AmountSchema,
  FundingSchema,
  isVisible,
  ModeSchema,
  PASSAGE_CHARACTERS_MAX,
  PASSAGE_TOKENS_MIN,
  PlainTextSchema,
  SUMMARY_CHARACTERS_MAX,
  TurnSettingsSchema,
  UuidSchema,
} from './values.ts';
import type { Funding, QuoteView, Receipt, TurnSettingsView } from './values.ts';

/** The text is checked for length by the room itself, so that a long one gets `ACTION_TOO_LONG` with the limit. */
export const ActSchema = z.strictObject({
  turnId: UuidSchema.describe('made by the client; sending it again never charges or narrates twice (TN1)'),
  mode: ModeSchema,
  text: PlainTextSchema.describe(`at most ${ACTION_CHARACTERS_MAX} characters; empty only for continue`),
  ceiling: AmountSchema.min(0).describe('the ceiling of the quote the player saw: the price lock (PR3); in microcredits'),
  funding: FundingSchema.optional().describe(
    'of that quote: where it said `free` and credits would pay by then, the turn is refused with `QUOTE_CHANGED` (PR3)',
  ),
  passageTokensMax: z
    .int()
    .min(PASSAGE_TOKENS_MIN / 2)
    .optional()
    .describe('the passage limit of that quote, when it was `shortened` to fit the credits (TN9); default: my settings'),
  withoutTrackers: z.boolean().optional().describe('whether that quote was `withoutTrackers`, likewise'),
});
export const RetrySchema = ActSchema.extend({
  retryOf: UuidSchema.describe('the turnId of my turn where the story stands: this one is told in its place (TN11)'),
});
/** An action as its room has it, and as the SDK keeps it until its end. */
export type ActRequest = z.infer<typeof ActSchema> & Partial<Pick<z.infer<typeof RetrySchema>, 'retryOf'>>;

export const StopSchema = z.strictObject({ turnId: UuidSchema.optional().describe('default: whatever of mine is narrated') });
export const ChooseNarratorSchema = z.strictObject({ narratorId: z.string().min(1).max(60) });
export const QuoteRequestSchema = z.strictObject({
  narratorId: z.string().min(1).max(60).optional().describe('default: the one I chose'),
  text: PlainTextSchema.max(ACTION_CHARACTERS_MAX)
    .optional()
    .describe('an action to price exactly; default: room for about 1,000 characters'),
  mode: ModeSchema.default('do').describe('of that action'),
  retryOf: UuidSchema.optional().describe(
    'of my turn where the story stands: prices telling it anew; its own action without `text`',
  ),
});
/** '' stands for before the first turn. */
const FromSchema = UuidSchema.or(z.literal('')).optional();
const StepSchema = z.strictObject({
  from: FromSchema.describe('the turnId where I saw the story stand: refused when it stands elsewhere; default: where it stands'),
});
export const UndoSchema = StepSchema;
export const RedoSchema = StepSchema;
export const ChooseSchema = z.strictObject({
  turnId: UuidSchema.describe('another telling of the place where the story stands'),
});
export const EditSchema = z
  .strictObject({
    turnId: UuidSchema.describe('a turn of mine on the way to where the story stands'),
    action: PlainTextSchema.optional().describe(`at most ${ACTION_CHARACTERS_MAX} characters; empty only for continue`),
    passage: PlainTextSchema.trim().max(PASSAGE_CHARACTERS_MAX).refine(isVisible, 'must have something to read').optional(),
  })
  .refine(({ action, passage }) => action !== undefined || passage !== undefined, 'needs an action or a passage');
export const SettingsSchema = TurnSettingsSchema.partial().strict().describe('what is left out stays as it is');
export const EditSummarySchema = z.strictObject({
  summaryId: z.string().min(1).max(80),
  text: PlainTextSchema.trim().max(SUMMARY_CHARACTERS_MAX).refine(isVisible, 'must have something to read'),
});
export const SinceSchema = z.strictObject({ n: z.int().min(0), offset: z.int().min(0) });

/** Requests of the journey room by name: the payload's schema. Every one is answered or rejected with an `ErrorBody`. */
export const JOURNEY_REQUESTS = {
  act: ActSchema,
  retry: RetrySchema,
  undo: UndoSchema,
  redo: RedoSchema,
  choose: ChooseSchema,
  edit: EditSchema,
  stop: StopSchema,
  'choose-narrator': ChooseNarratorSchema,
  quote: QuoteRequestSchema,
  settings: SettingsSchema,
  'edit-summary': EditSummarySchema,
  since: SinceSchema,
} as const;

export type JourneyRequestName = keyof typeof JOURNEY_REQUESTS;
export type JourneyRequest<Name extends JourneyRequestName> = z.input<(typeof JOURNEY_REQUESTS)[Name]>;

/** The answers, by request. */
export interface JourneyAnswers {
  /** `place` 0: being narrated, or next at once; k: k actions ahead. How it ends comes as a message, also for a turnId that was resolved before. */
  act: { turnId: string; place: number };
  /** As `act`. When its place comes and the story stands elsewhere, `turn-refused` with `TURN_ASIDE` follows, and nothing was held. */
  retry: { turnId: string; place: number };
  /** The turnId where the story now stands; '' before the first turn. */
  undo: { head: string };
  redo: { head: string };
  choose: { head: string };
  edit: { turnId: string };
  /** The narration ends with what it has, and `turn-settled` or `turn-released` follows; a waiting action is withdrawn (`turn-refused`). */
  stop: { turnId: string };
  'choose-narrator': { narratorId: string; quote: QuoteView };
  quote: QuoteView;
  /** My settings as they now are, and what the next turn costs with them. */
  settings: { settings: TurnSettingsView; quote: QuoteView };
  'edit-summary': { summaryId: string };
  /** Text of turn `n` from `offset` on; `done` when the passage is whole. `text` is empty when the turn is unknown. */
  since: { n: number; offset: number; text: string; done: boolean };
}

/** Another AI with its price: what today's free turns still cover when credits run out (TN5), or what can tell when one is down (TN3). */
export interface NarratorOffer {
  narratorId: string;
  name: string;
  quote: QuoteView;
}

/** What was seen of a price and holds no more: `ceiling` has risen, or by `funding` a free turn was to pay, which is gone. */
export interface QuoteChange {
  why: 'ceiling' | 'funding';
  quote?: QuoteView;
}

/** `n` is the number of the turn that was undone, brought back, chosen or edited. */
export interface StoryChange {
  by: string;
  what: 'undo' | 'redo' | 'choose' | 'edit';
  n: number;
}

/** Messages the room sends by itself. */
export interface JourneyMessages {
  /** A piece of narration: `[n, offset, text]`; n = the turn's number in the journey, offset in UTF-16 units. */
  t: [n: number, offset: number, text: string];
  /** To everyone: credits or a free turn are set aside and the AI starts to read. `ceiling` and `funding` only to the author. */
  'turn-held': { turnId: string; n: number; playerId: string; narratorId: string; ceiling?: number; funding?: Funding };
  /** To everyone, after the booking is committed. `receipt` only to the author. */
  'turn-settled': { turnId: string; n: number; playerId: string; receipt?: Receipt };
  /**
   * To everyone: nothing was charged. Text already shown stays, marked incomplete. Only to the author: `receipt`; when the AI was at
   * fault `offers`, others that could tell it; `retryAfterMs` when a busy AI said when to try again.
   */
  'turn-released': {
    turnId: string;
    n: number;
    playerId: string;
    reason: string;
    receipt?: Receipt;
    offers?: NarratorOffer[];
    retryAfterMs?: number;
  };
  /** To the author: nothing was held; the action's text comes back. `OUT_OF_CREDITS`, `CAP_REACHED` and `IN_DEBT` may carry
   * `data.offers: NarratorOffer[]`, and `QUOTE_CHANGED` carries `data: QuoteChange` with the `quote`, the price it has now. */
  'turn-refused': { turnId: string; text: string; error: ErrorBody };
  /** To everyone: somebody moved the story or changed its words, free of charge; the state already shows it. */
  'story-changed': StoryChange;
  /** Answer to a plain `send` that was malformed or unknown; requests are rejected instead. */
  error: ErrorBody;
}

export type JourneyMessageName = keyof JourneyMessages;
