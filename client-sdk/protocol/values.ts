/** The small values that messages, REST and state share: ids, amounts, text that is safe to show and to send to an AI. */
import { z } from 'zod';
import { MODES, NOTE_CHARACTERS_MAX, PASSAGE_TOKENS_MIN, PROMPT_TOKENS_MIN, PROMPT_TOKENS_SETTING_MAX } from './constants.ts';

export * from './constants.ts';

/**
 * An amount on the wire: whole microcredits as a JSON integer (1 credit = 1,000,000 µcr ≈ USD 0.001).
 * Exact up to 2^53 µcr, nine billion credits.
 */
export const AmountSchema = z.int().describe('microcredits; 1 credit = 1,000,000');

/** An amount that says what it is of: another `describe` would take the unit away. */
export function amount(text: string): z.ZodInt {
  return AmountSchema.describe(`${text}; in microcredits`);
}

/** An id that a client makes. Some platforms write UUIDs in capitals: it is the same id. */
export const UuidSchema = z.uuid().toLowerCase();

// The C0/C1 range except tab and newline, and what turns the direction of text around; otherwise text is kept letter by letter.
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a text has anything to see: spaces and zero-width characters are nothing. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Text a person wrote: no control characters but tab and newline, no broken surrogate pairs. */
export const PlainTextSchema = z
  .string()
  .refine((text) => !CONTROL_CHARACTERS.test(text), 'contains control characters')
  .refine((text) => text.isWellFormed(), 'contains half of a surrogate pair');

/** How others see a player in the story. */
export const CharacterNameSchema = PlainTextSchema.trim()
  .max(40)
  .refine(isVisible, 'must have something to read')
  .regex(/^[^\n\t]*$/, 'must be one line');
/** One line about who the player is; it enters the prompt. */
export const CharacterAboutSchema = PlainTextSchema.trim()
  .max(200)
  .regex(/^[^\n\t]*$/, 'must be one line');

/** What became of the guest who signed up or in: their player is the account's now, or all they had went to the account; or there was none. */
export type GuestOutcome = 'none' | 'adopted' | 'merged';

export const ModeSchema = z.enum(MODES);
export type Mode = z.infer<typeof ModeSchema>;

/** Tokens of one turn in disjoint pools (PR2): their sum is everything the AI read and wrote, over all its calls. */
export const TokenUsageSchema = z.object({
  input: z.int().min(0).describe('read at full price'),
  cacheRead: z.int().min(0).describe('read again from the prefix cache'),
  cacheWrite: z.int().min(0).describe('read and written into the prefix cache, where that has a price of its own'),
  output: z.int().min(0).describe('written, reasoning included'),
});
export type TokenUsage = z.infer<typeof TokenUsageSchema>;

/**
 * What moved a balance: `purchase` gives what was paid for, `claw-back` takes it back for a refund or dispute, `reinstate` gives it again
 * (PY2); `repay` pays off debt (LG4), `payout` is a creator's matured share (RV2), `reverse` undoes a turn (RV3), `close` empties the
 * wallet of a player who leaves for good, `link` that of a guest who merged into an account (LK1).
 */
export const ENTRY_KINDS = [
  'turn',
  'grant',
  'adjust',
  'repay',
  'reverse',
  'purchase',
  'claw-back',
  'reinstate',
  'payout',
  'close',
  'link',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
export const EntryKindSchema = z
  .enum(ENTRY_KINDS)
  .describe(
    '`turn`: what a turn was charged, 0 when it was free or failed; `grant`: the welcome credits; `adjust`: an operator gave or took credits; ' +
      '`repay`: debt that was paid off; `reverse`: a turn that was undone; `purchase`: what a pack gave; `claw-back`: what its refund or ' +
      'dispute took back; `reinstate`: what came back of that; `payout`: a matured creator’s share; `close`: what was given up on leaving; ' +
      '`link`: what came from the guest I was before I signed in',
  );

export const FundingSchema = z.enum(['free', 'credits']);
export type Funding = z.infer<typeof FundingSchema>;

/** What the next turn on a narrator would cost. All amounts in microcredits; `ceiling` is the most it can cost (PR3). */
export const QuoteSchema = z.object({
  narratorId: z.string(),
  priceVersion: z.int(),
  low: AmountSchema,
  likely: AmountSchema,
  high: AmountSchema,
  ceiling: amount('send this with the action: the charge is never above it'),
  passageTokensMax: z.int().describe('how long the passage may get, in tokens of the AI'),
  shortened: z
    .boolean()
    .describe('the passage is shorter than you set, since your credits cover, or your caps allow, no more (TN9, TN10)'),
  withoutTrackers: z.boolean().describe('the AI is not asked what changed of the trackers, for the same reason'),
  promptTokens: z.int().describe('how much the AI would read'),
  warm: z.boolean().describe('whether the AI still remembers this journey, which makes reading it cheaper'),
  warmUntil: z.iso.datetime().nullable().describe('when it will have forgotten the journey; null when it has'),
  summary: z
    .object({ fromN: z.int(), toN: z.int(), likely: AmountSchema })
    .nullable()
    .describe('this turn also sums up these earlier turns; what that likely costs is contained in the amounts above'),
  funding: FundingSchema.describe('what would pay: a free turn of the day, or credits'),
  turnsLeft: z
    .int()
    .describe('free turns left on an eligible narrator, plus what the credits cover, and the day cap allows, at the likely cost'),
  cappedBy: z
    .enum(['turn', 'day'])
    .nullable()
    .describe('which of your caps makes this turn smaller than it would be, or, where `turnsLeft` is 0, refuses it (TN10)'),
});
export type QuoteView = z.infer<typeof QuoteSchema>;

/** What a player set for their own turns in a journey. null: as the AI usually does. */
export const TurnSettingsSchema = z.object({
  passageTokens: z
    .int()
    .min(PASSAGE_TOKENS_MIN)
    .max(10_000)
    .nullable()
    .describe('how long passages may get, in tokens; held to what the AI can do'),
  promptTokens: z
    .int()
    .min(PROMPT_TOKENS_MIN)
    .max(PROMPT_TOKENS_SETTING_MAX)
    .nullable()
    .describe('how much the AI may read, in tokens; held likewise'),
  memoryNote: PlainTextSchema.max(NOTE_CHARACTERS_MAX).describe('what the AI must remember in my turns'),
  authorNote: PlainTextSchema.max(NOTE_CHARACTERS_MAX).describe('how the AI is to write my turns'),
  summaries: z
    .boolean()
    .describe(
      'whether my turns also sum up the oldest ones when those no longer fit, at a price that the quote names; else the AI forgets them',
    ),
});
export type TurnSettingsView = z.infer<typeof TurnSettingsSchema>;

/** A player's money and allowance. */
export const WalletSchema = z.object({
  available: amount('what can be spent now: all pockets; open holds are already taken out'),
  held: amount('set aside for turns that are running'),
  pockets: z.object({ grant: AmountSchema, bonus: AmountSchema, earning: AmountSchema, purchase: AmountSchema }),
  debt: amount('what taken-back payments left owing; the next credits repay it'),
  freeTurnsLeft: z.int(),
  freeTurnsPerDay: z.int(),
  freeTurnsResetAt: z.iso.datetime().describe('the next UTC midnight'),
  caps: z
    .object({
      turn: AmountSchema.nullable().describe('the most that one turn may take; null: no cap'),
      day: AmountSchema.nullable().describe('the most that all turns of a UTC day may take; null: no cap'),
    })
    .describe("the player's own limits, in microcredits; free turns are not limited by them (TN10)"),
  spentToday: amount('what turns were charged this UTC day; turns that are running count against the day cap with `held` on top'),
  warnBelow: amount('pages warn when `available` is less; null: never').nullable(),
});
export type WalletView = z.infer<typeof WalletSchema>;

/** What one turn cost and why. */
export const ReceiptSchema = z.object({
  turnId: z.uuid(),
  journeyId: z.string(),
  n: z.int().nullable().describe("the turn's number in the journey; null when it was released without text"),
  state: z.enum(['settled', 'released']),
  reason: z.string().nullable().describe('why it was released; null when settled'),
  narratorId: z.string(),
  funding: FundingSchema,
  charged: AmountSchema,
  wouldHaveCost: amount('the price of what was really used; shown struck through for free turns'),
  ceiling: AmountSchema,
  usage: TokenUsageSchema.nullable().describe('all calls together'),
  counted: z.boolean().describe('the AI reported no usage, so what was sent and streamed was counted by the server (PR4)'),
  priceVersion: z.int(),
  at: z.iso.datetime(),
});
export type Receipt = z.infer<typeof ReceiptSchema>;
