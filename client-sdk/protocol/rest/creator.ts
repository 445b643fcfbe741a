/** The REST contract of creators: what their worlds earn them (RV1–RV3). */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amount } from '../values.ts';
import { failsWith, IdSchema, SeatSchema } from './shared.ts';

const EARNED = {
  pending: amount('inside the refund window; below zero when turns were refunded after their share was paid'),
  matured: amount('due with the next payout; what is below zero is taken from it'),
  paid: amount('paid into my earning pocket'),
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
      description: `Fails with \`BAD_INPUT\` for more than ${EARNINGS_DAYS_MAX} days at once.`,
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
  worldSeat: oc
    .route({
      method: 'POST',
      path: '/creator/worlds/{worldId}/seat',
      summary: "A seat at a world's live figures, for a socket; for its owner and operators",
      description: failsWith('WORLD_NOT_FOUND', 'FORBIDDEN'),
      tags: ['Creator'],
    })
    .input(z.object({ worldId: IdSchema }))
    .output(SeatSchema),
};
