/** The REST contract of creators: what their worlds earn them (RV1–RV3). */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AmountSchema } from '../values.ts';
import { IdSchema } from './shared.ts';

const EARNED = {
  pending: AmountSchema.describe('inside the refund window; below zero when turns were refunded after their share was paid'),
  matured: AmountSchema.describe('due with the next payout; what is below zero is taken from it'),
  paid: AmountSchema,
};

export const EarningsSchema = z.object({
  rows: z
    .array(z.object({ worldId: z.string(), day: z.iso.date().describe('by UTC'), ...EARNED }))
    .describe('by world and day, newest day first'),
  totals: z.object(EARNED).describe('of all my worlds since ever'),
  refundWindowDays: z.int().describe('so many days after its own, a day is matured'),
  nextPayoutAt: z.iso.datetime(),
});
export type EarningsView = z.infer<typeof EarningsSchema>;

export const EARNINGS_DAYS_MAX = 366;

export const creatorContract = {
  earnings: oc
    .route({
      method: 'GET',
      path: '/creator/earnings',
      summary: "My worlds' share of what others pay for turns in them: pending, matured and paid",
      tags: ['Creator'],
    })
    .input(
      z.object({
        from: z.iso.date().optional().describe('the first day, by UTC; default: 30 days before `to`'),
        to: z.iso.date().optional().describe(`the last day; default: today. At most ${EARNINGS_DAYS_MAX} days at once`),
        worldId: IdSchema.optional(),
      }),
    )
    .output(EarningsSchema),
};
