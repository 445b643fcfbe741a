/** The REST contract of operators: role `operator` only. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amount, ENTRY_KINDS, isVisible, PlainTextSchema, UuidSchema, WalletSchema } from '../values.ts';
import { PriceSchema, PurchaseSchema } from './purchases.ts';
import { DaysInput, failsWith, IdSchema } from './shared.ts';

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
  absorbed: amount('what that took from the platform'),
});

export const MarginSchema = z.object({
  id: z.string().describe('the narrator, the world or the key of the turn'),
  turns: z.int(),
  charged: amount('what players paid'),
  wouldHaveCost: amount('what all turns would have cost, free ones included'),
  vendorCost: amount("what the vendors ask, at the price book's vendor prices"),
  margin: amount('charged − vendorCost'),
  freeTurns: z.int(),
  freeVendorCost: amount('what the vendors ask for the free ones'),
});

export type MarginView = z.infer<typeof MarginSchema>;

/** A turn whose credits were given back. */
export const TurnRefundSchema = z.object({
  key: z.string().describe("the reversal's key in the journal"),
  playerId: z.string(),
  amount: amount('what the player got back'),
  creatorShare: amount("what the world's creator earned by the turn, and earns no more"),
  reason: z.string(),
  by: z.string().describe("the operator's player id, or a script and its user"),
  at: z.iso.datetime(),
});
export type TurnRefundView = z.infer<typeof TurnRefundSchema>;

const OrderStateSchema = z.enum(['ordered', 'done', 'refused']).describe('`ordered`: Stripe has not answered yet');
const OrderFaultSchema = z.string().nullable().describe("Stripe's words where it refused");

/** One thing that an operator did to a player's credits. */
export const OperatorActionSchema = z.object({
  key: z.string(),
  kind: z
    .enum([...ENTRY_KINDS, 'refund'])
    .describe('`refund`: a purchase was ordered to be paid back; `claw-back` rows of the history follow'),
  at: z.iso.datetime(),
  by: z
    .string()
    .describe("the operator's player id, or a script and its user; `system` pays back what came after its player had left"),
  byName: z.string().nullable().describe("the operator's name; null for a script"),
  playerId: z.string(),
  amount: amount("what it changed the player's balance by"),
  creatorShare: amount("what it changed the share of the world's creator by"),
  reason: z.string().nullable().describe("the operator's words"),
  turn: z.object({ journeyId: z.string(), turnId: z.string() }).nullable().describe('the turn that was refunded'),
  refund: z
    .object({
      purchaseId: z.string(),
      amount: PriceSchema.nullable().describe("in the currency's smallest unit; null for all that was left"),
      currency: z.string(),
      state: OrderStateSchema,
      fault: OrderFaultSchema,
    })
    .nullable()
    .describe('the purchase that was ordered to be paid back'),
});
export type OperatorActionView = z.infer<typeof OperatorActionSchema>;

/** A purchase, and what operators ordered to be paid back of it. */
export const PurchaseWithOrdersSchema = PurchaseSchema.extend({
  refundOrders: z
    .array(
      z.object({
        id: z.string().describe("the operator's own, made by the caller"),
        amount: PriceSchema.nullable().describe("in the currency's smallest unit; null for all that was left"),
        reason: z.string(),
        by: z.string().describe("the operator's player id"),
        at: z.iso.datetime(),
        state: OrderStateSchema,
        fault: OrderFaultSchema,
      }),
    )
    .describe('oldest first; whether Stripe paid is in `refunded`'),
});

const ReasonSchema = PlainTextSchema.trim()
  .min(3)
  .max(300)
  .refine(isVisible, 'must have something to read')
  .describe('stays in the books; the player can read it');

export const operatorContract = {
  estimates: oc
    .route({
      method: 'GET',
      path: '/admin/estimates',
      summary: 'How good the quotes were, by AI model (operators)',
      description: failsWith('FORBIDDEN'),
      tags: ['Operator'],
    })
    .input(DaysInput)
    .output(z.array(EstimatorErrorsSchema)),
  margins: oc
    .route({
      method: 'GET',
      path: '/admin/margins',
      summary: 'What turns brought in and what their vendors ask, by AI model, world or turn (operators)',
      description: failsWith('FORBIDDEN'),
      tags: ['Operator'],
    })
    .input(DaysInput.extend({ by: z.enum(['narrator', 'world', 'turn']).default('narrator') }))
    .output(z.array(MarginSchema)),
  adjust: oc
    .route({
      method: 'POST',
      path: '/admin/adjustments',
      summary: 'Give or take credits, with a reason (operators)',
      description: `The same id again changes nothing. ${failsWith('FORBIDDEN', 'PLAYER_NOT_FOUND', 'ADJUSTMENT_TOO_LARGE', 'WALLET_FULL', 'PLAYER_LEFT', 'KEY_REUSED')}`,
      tags: ['Operator'],
    })
    .input(
      z.object({
        id: UuidSchema.describe('made by the caller; sending it again changes nothing'),
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
      description: `The same turn again is answered with its first refund, whoever asks and for whatever reason. ${failsWith('FORBIDDEN', 'TURN_NOT_FOUND', 'NOTHING_TO_REFUND')}`,
      tags: ['Operator'],
    })
    .input(z.object({ journeyId: IdSchema, turnId: UuidSchema, reason: ReasonSchema }))
    .output(TurnRefundSchema),
  actions: oc
    .route({
      method: 'GET',
      path: '/admin/actions',
      summary: 'Who gave, took and refunded what, and why; newest first (operators)',
      description: failsWith('FORBIDDEN'),
      tags: ['Operator'],
    })
    .input(
      DaysInput.extend({
        by: z.string().max(80).optional().describe('only those of this operator'),
        playerId: IdSchema.optional().describe('only those that concern this player'),
        cursor: z.string().max(300).optional().describe('the `nextCursor` of the page before; default: the newest rows'),
        limit: z.coerce.number().int().min(1).max(100).default(30),
      }),
    )
    .output(
      z.object({
        rows: z.array(OperatorActionSchema),
        nextCursor: z.string().nullable().describe('pass it as `cursor` for older rows; null at the end'),
      }),
    ),
  purchases: oc
    .route({
      method: 'GET',
      path: '/admin/purchases',
      summary: "A player's latest purchases, and who ordered which refunds (operators)",
      description: 'Newest first; none for a player that there is not.',
      tags: ['Operator'],
    })
    .input(z.object({ playerId: IdSchema, limit: z.coerce.number().int().min(1).max(100).default(30) }))
    .output(z.array(PurchaseWithOrdersSchema)),
  refundPurchase: oc
    .route({
      method: 'POST',
      path: '/admin/purchases/{purchaseId}/refunds',
      summary: 'Pay a purchase back, whole or in part, with a reason (operators)',
      description:
        'Takes back as much of the credits and of the bonus. The same id again pays nothing more. ' +
        failsWith(
          ...(['PURCHASE_NOT_FOUND', 'REFUND_TOO_LARGE', 'KEY_REUSED', 'PURCHASE_MISMATCH'] as const),
          ...(['PURCHASES_OFF', 'PAYMENTS_UNAVAILABLE'] as const),
        ),
      tags: ['Operator'],
    })
    .input(
      z.object({
        purchaseId: IdSchema,
        id: UuidSchema.describe('made by the caller; sending it again changes nothing'),
        playerId: IdSchema.describe('who bought it'),
        amount: z.int().min(1).optional().describe("whole amount of the currency's smallest unit; default: all that is left"),
        reason: ReasonSchema,
      }),
    )
    .output(PurchaseSchema),
};
