/** The REST contract of a player's wallet and history. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amount, ENTRY_KINDS, EntryKindSchema, FundingSchema, TokenUsageSchema, WalletSchema } from '../values.ts';
import { IdSchema, SeatSchema, TimeSpan } from './shared.ts';

/** What one part of one's prompts cost over a time. */
export const SpendingRowSchema = z.object({
  worldId: z.string(),
  kind: z.string(),
  id: z.string().nullable(),
  name: z.string(),
  turns: z.int(),
  tokens: z.int(),
  cost: amount('its share of what the turns cost'),
});
export type SpendingRow = z.infer<typeof SpendingRowSchema>;

/** What the turns of one day in one world cost. */
export const SpendingDaySchema = z.object({
  day: z.iso.date().describe('by UTC'),
  worldId: z.string(),
  worldName: z.string(),
  turns: z.int().describe('told, the free ones included'),
  charged: amount('for them'),
  freeTurns: z.int(),
  wouldHaveCost: amount('the free ones, within their ceilings'),
  refunded: amount('given back on that day, of turns of any day'),
});
export type SpendingDay = z.infer<typeof SpendingDaySchema>;

export const SPENDING_DAYS_MAX = 366;

/** One movement of the player's balance, or a 0 row for a turn that cost nothing. */
export const HistoryRowSchema = z.object({
  key: z.string().describe("the entry's key in the journal"),
  kind: EntryKindSchema,
  at: z.iso.datetime(),
  amount: amount('what it changed the balance by'),
  balance: amount('just after it, what running turns hold included; null in rows from before it was kept').nullable(),
  debt: amount('what it changed my debt by: above 0 for what a refund took that was already spent, below 0 for what it repaid'),
  reason: z.string().nullable().describe('in words, or why a turn was released: see `RELEASE_REASONS`'),
  reverses: z.string().nullable().describe('the key of the row that it undoes'),
  cause: z
    .string()
    .nullable()
    .describe(
      'of `repay`: the key of the row whose credits repaid debt; of `link`: of the row whose credits followed me later, null at first',
    ),
  asGuest: z
    .boolean()
    .describe('it is of the guest I was before I signed in: its amounts and balance are the guest’s, and came to me by `link`'),
  runDay: z.string().nullable().describe('of `payout`: the UTC day of its run'),
  turn: z
    .object({
      state: z.enum(['settled', 'released']),
      turnId: z.string(),
      journeyId: z.string(),
      worldId: z.string().nullable().describe('null when it was released'),
      n: z.int().nullable().describe("the turn's number in its journey; null when it was released without text"),
      narratorId: z.string(),
      funding: FundingSchema,
      ceiling: amount('the most that it could cost'),
      wouldHaveCost: amount('within the ceiling; shown struck through for free turns'),
      usage: TokenUsageSchema.nullable(),
      counted: z.boolean().describe('the AI reported no usage, so what was sent and streamed was counted by the server (PR4)'),
      priceVersion: z.int(),
    })
    .nullable(),
  purchase: z
    .object({
      purchaseId: z.string(),
      packId: z.string().nullable(),
      currency: z.string().nullable(),
      paid: z.int().nullable().describe("in the currency's smallest unit, taxes included"),
      refunded: z.int().nullable().describe("refunds that stood by then, in the currency's smallest unit"),
      disputed: z.int().nullable().describe('disputes that were open or lost by then, likewise'),
    })
    .nullable()
    .describe('of `purchase`, `claw-back` and `reinstate`'),
});
export type HistoryRow = z.infer<typeof HistoryRowSchema>;

const KindSchema = z.enum(ENTRY_KINDS);

/** What rows to show; all that is given must hold. */
export const HistoryFilterSchema = z.object({
  kind: z
    .union([z.array(KindSchema).min(1).max(ENTRY_KINDS.length), z.string().transform(wordsOf).pipe(z.array(KindSchema).min(1))])
    .optional()
    .describe('one or several, as in `turn,payout`'),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional().describe('not included'),
  worldId: IdSchema.optional(),
  journeyId: IdSchema.optional(),
  narratorId: IdSchema.optional(),
  funding: FundingSchema.optional(),
  state: z.enum(['settled', 'released']).optional().describe('of turns: `released` ones cost nothing'),
});

export type HistoryFilterName = keyof z.infer<typeof HistoryFilterSchema>;

function wordsOf(text: string): string[] {
  return text.split(',').map((word) => word.trim());
}

/** No wallet holds more. */
export const CAP_MAX = 1_000_000_000 * 1_000_000;

export const HistoryPageSchema = z.object({
  rows: z.array(HistoryRowSchema).describe('with a filter perhaps fewer than `limit`, even none, though there are more to come'),
  nextCursor: z.string().nullable().describe('pass it as `cursor` for older rows; null at the end'),
});
export type HistoryPage = z.infer<typeof HistoryPageSchema>;

/** Zero leaves free turns only. */
const CapSchema = z.int().min(0).max(CAP_MAX).nullable();

export const walletContract = {
  get: oc.route({ method: 'GET', path: '/wallet', summary: 'My balance and free turns', tags: ['Wallet'] }).output(WalletSchema),
  setCaps: oc
    .route({
      method: 'PUT',
      path: '/wallet/caps',
      summary: 'My own limits: what one turn and one UTC day may take in credits, and when to warn me',
      description:
        'They hold from the next turn on: one that is too large for them is shortened, or refused with `CAP_REACHED`; the quote says so beforehand.',
      tags: ['Wallet'],
    })
    .input(
      z.object({
        turn: CapSchema.describe('the most that one turn may take; null: no cap'),
        day: CapSchema.describe('the most that all turns of a UTC day may take; null: no cap'),
        warnBelow: CapSchema.optional().describe('pages warn when less is available; null: never; left out: as it is'),
      }),
    )
    .output(WalletSchema),
  seat: oc
    .route({ method: 'POST', path: '/wallet/seat', summary: 'A seat at my live wallet, for a socket', tags: ['Wallet'] })
    .output(SeatSchema),
  history: oc
    .route({
      method: 'GET',
      path: '/wallet/history',
      summary: 'Everything that moved my balance, newest first',
      description: 'A cursor that is none of this history is `BAD_INPUT`.',
      tags: ['Wallet'],
    })
    .input(
      HistoryFilterSchema.extend({
        cursor: z.string().max(300).optional().describe('the `nextCursor` of the page before; default: the newest rows'),
        limit: z.coerce.number().int().min(1).max(100).default(30),
      }),
    )
    .output(HistoryPageSchema),
  spending: oc
    .route({
      method: 'GET',
      path: '/wallet/spending',
      summary: 'What each part of my prompts cost me: every lore entry, character, the history, the passages; dearest first',
      tags: ['Wallet'],
    })
    .input(z.object({ ...TimeSpan, worldId: IdSchema.optional() }))
    .output(z.array(SpendingRowSchema)),
  spendingDays: oc
    .route({
      method: 'GET',
      path: '/wallet/spending/days',
      summary: 'What my turns cost by UTC day and world, newest day first',
      description: `Fails with \`BAD_INPUT\` for more than ${SPENDING_DAYS_MAX} days at once.`,
      tags: ['Wallet'],
    })
    .input(
      z.object({
        from: z.iso.date().optional().describe('the first day; default: 30 days before `to`'),
        to: z.iso.date().optional().describe('the last day; default: today'),
        worldId: IdSchema.optional(),
      }),
    )
    .output(z.array(SpendingDaySchema)),
};
