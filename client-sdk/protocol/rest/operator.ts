/** The REST contract of operators: role `operator` only. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AmountSchema, ENTRY_KINDS, PlainTextSchema, WalletSchema } from '../values.ts';
import { DaysInput, IdSchema } from './shared.ts';

const AccuracySchema = z.object({
  turns: z.int(),
  errorPercent: z.number().nullable().describe('mean of |likely − real cost| / real cost; null without turns'),
  insidePercent: z.number().nullable().describe('share of turns whose real cost was from low to high'),
});

/** How good the quotes of one AI were. */
export const EstimatorErrorsSchema = z.object({
  narratorId: z.string(),
  turns: z.int(),
  complete: AccuracySchema.describe('turns that ended by themselves'),
  cutShort: AccuracySchema.describe('turns cut by their limit or stopped by their author'),
  aboveCeilingPercent: z.number().describe('share of turns whose real cost was above their ceiling'),
  absorbed: AmountSchema.describe('what that took from the platform'),
});

export const MarginSchema = z.object({
  id: z.string().describe('the narrator, the world or the key of the turn'),
  turns: z.int(),
  charged: AmountSchema,
  wouldHaveCost: AmountSchema.describe('what all turns would have cost, free ones included'),
  vendorCost: AmountSchema.describe("what the vendors ask, at the price book's vendor prices"),
  margin: AmountSchema.describe('charged − vendorCost'),
  freeTurns: z.int(),
  freeVendorCost: AmountSchema,
});

export type MarginView = z.infer<typeof MarginSchema>;

/** A turn whose credits were given back. */
export const TurnRefundSchema = z.object({
  key: z.string().describe("the reversal's key in the journal"),
  playerId: z.string(),
  amount: AmountSchema.describe('what the player got back'),
  creatorShare: AmountSchema.describe("what the world's creator earned by the turn, and earns no more"),
  reason: z.string(),
  by: z.string().describe("the operator's player id, or a script and its user"),
  at: z.iso.datetime(),
});
export type TurnRefundView = z.infer<typeof TurnRefundSchema>;

/** One thing that an operator did to a player's credits. */
export const OperatorActionSchema = z.object({
  key: z.string(),
  kind: z.enum(ENTRY_KINDS),
  at: z.iso.datetime(),
  by: z.string().describe("the operator's player id, or a script and its user"),
  byName: z.string().nullable().describe("the operator's name; null for a script"),
  playerId: z.string(),
  amount: AmountSchema.describe("what it changed the player's balance by"),
  creatorShare: AmountSchema.describe("what it changed the share of the world's creator by"),
  reason: z.string().nullable(),
  turn: z.object({ journeyId: z.string(), turnId: z.string() }).nullable().describe('the turn that was refunded'),
});
export type OperatorActionView = z.infer<typeof OperatorActionSchema>;

const ReasonSchema = PlainTextSchema.trim().min(3).max(300);

export const operatorContract = {
  estimates: oc
    .route({
      method: 'GET',
      path: '/admin/estimates',
      summary: 'How good the quotes were, by AI model (operators)',
      tags: ['Operator'],
    })
    .input(DaysInput)
    .output(z.array(EstimatorErrorsSchema)),
  margins: oc
    .route({
      method: 'GET',
      path: '/admin/margins',
      summary: 'What turns brought in and what their vendors ask, by AI model, world or turn (operators)',
      tags: ['Operator'],
    })
    .input(DaysInput.extend({ by: z.enum(['narrator', 'world', 'turn']).default('narrator') }))
    .output(z.array(MarginSchema)),
  adjust: oc
    .route({
      method: 'POST',
      path: '/admin/adjustments',
      summary: 'Give or take credits, with a reason (operators)',
      tags: ['Operator'],
    })
    .input(
      z.object({
        id: z.uuid().describe('made by the caller; sending it again changes nothing'),
        playerId: IdSchema,
        credits: z
          .string()
          .regex(/^-?\d{1,9}(\.\d{1,6})?$/, 'is not an amount of credits such as 200 or -12.5')
          .regex(/[1-9]/, 'must not be zero')
          .describe('in credits, exact decimals; below zero takes'),
        reason: ReasonSchema,
      }),
    )
    .output(WalletSchema),
  refundTurn: oc
    .route({
      method: 'POST',
      path: '/admin/turns/refund',
      summary: "Give a turn's credits back, its creator's share too, with a reason (operators)",
      description: 'The same turn again is answered with its first refund, whoever asks and for whatever reason.',
      tags: ['Operator'],
    })
    .input(z.object({ journeyId: IdSchema, turnId: z.uuid(), reason: ReasonSchema }))
    .output(TurnRefundSchema),
  actions: oc
    .route({
      method: 'GET',
      path: '/admin/actions',
      summary: 'Who gave, took and refunded what, and why; newest first (operators)',
      tags: ['Operator'],
    })
    .input(
      DaysInput.extend({
        by: z.string().max(80).optional().describe('only those of this operator'),
        playerId: IdSchema.optional().describe('only those that concern this player'),
        cursor: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(30),
      }),
    )
    .output(
      z.object({
        rows: z.array(OperatorActionSchema),
        nextCursor: z.string().nullable().describe('pass it as `cursor` for older rows; null at the end'),
      }),
    ),
};
