/** The REST contract of a player's wallet and history. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AmountSchema, ENTRY_KINDS, FundingSchema, TokenUsageSchema, WalletSchema } from '../values.ts';
import { IdSchema, TimeSpan } from './shared.ts';

/** What one part of one's prompts cost over a time. */
export const SpendingRowSchema = z.object({
  worldId: z.string(),
  kind: z.string(),
  id: z.string().nullable(),
  name: z.string(),
  turns: z.int(),
  tokens: z.int(),
  cost: AmountSchema,
});
export type SpendingRow = z.infer<typeof SpendingRowSchema>;

/** One movement of the player's balance, or a 0 row for a turn that cost nothing. */
export const HistoryRowSchema = z.object({
  key: z.string().describe("the entry's key in the journal"),
  kind: z.enum(ENTRY_KINDS),
  at: z.iso.datetime(),
  amount: AmountSchema.describe('what it changed the balance by'),
  reason: z.string().nullable(),
  turn: z
    .object({
      state: z.enum(['settled', 'released']),
      turnId: z.string(),
      journeyId: z.string(),
      n: z.int().nullable(),
      narratorId: z.string(),
      funding: FundingSchema,
      wouldHaveCost: AmountSchema.describe('within the ceiling'),
      usage: TokenUsageSchema.nullable(),
      counted: z.boolean(),
      priceVersion: z.int(),
    })
    .nullable(),
});
export type HistoryRow = z.infer<typeof HistoryRowSchema>;

export const HistoryPageSchema = z.object({
  rows: z.array(HistoryRowSchema),
  nextCursor: z.string().nullable().describe('pass it as `cursor` for older rows; null at the end'),
});
export type HistoryPage = z.infer<typeof HistoryPageSchema>;

export const walletContract = {
  get: oc.route({ method: 'GET', path: '/wallet', summary: 'My balance and free turns', tags: ['Wallet'] }).output(WalletSchema),
  history: oc
    .route({
      method: 'GET',
      path: '/wallet/history',
      summary: 'Everything that moved my balance, newest first',
      tags: ['Wallet'],
    })
    .input(z.object({ cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }))
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
};
