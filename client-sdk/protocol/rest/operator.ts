/** The REST contract of operators: role `operator` only. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AmountSchema, PlainTextSchema, WalletSchema } from '../values.ts';
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
          .describe('in credits, exact decimals; below zero takes'),
        reason: PlainTextSchema.trim().min(3).max(300),
      }),
    )
    .output(WalletSchema),
};
