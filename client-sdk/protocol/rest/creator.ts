/** The REST contract of creators: what their worlds earn them (RV1–RV3). */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amount } from '../values.ts';
import { failsWith, IdSchema, SeatSchema } from './shared.ts';

export const PAYOUTS_LISTED_MAX = 60;

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
  nextPayout: amount('what that will bring, if nothing is refunded until then'),
  payouts: z
    .array(z.object({ day: z.iso.date().describe('the UTC day of its run'), amount: amount('paid into my earning pocket') }))
    .describe(`the latest ${PAYOUTS_LISTED_MAX}, newest first`),
});
export type EarningsView = z.infer<typeof EarningsSchema>;

export const EARNINGS_DAYS_MAX = 366;

const WorldSumsSchema = z.object({
  turns: z.int().describe('told in it, free ones and my own included'),
  earned: amount('my share, refunds taken off'),
});

export const OwnWorldSchema = z.object({
  worldId: z.string(),
  version: z.int().describe('the newest one, which new journeys start on'),
  name: z.string(),
  tagline: z.string(),
  cover: z.string().nullable(),
  playersNow: z.int(),
  journeysNow: z.int(),
  last24h: WorldSumsSchema,
  ever: WorldSumsSchema.describe('`turns` at most half a minute old, never fewer than in `last24h`'),
});
export type OwnWorld = z.infer<typeof OwnWorldSchema>;

export const WorldDaySchema = z.object({
  day: z.iso.date().describe('by UTC'),
  turns: z.int().describe('settled ones, free ones and my own included'),
  players: z.int().describe('who played them, each once'),
  spentByOthers: amount('what was charged to others than me, refunded or not'),
  shared: amount('what my share is reckoned on; with what is excluded of what was charged, all that was charged'),
  earned: amount('my share: the sum of the turns’ shares, each rounded down'),
  excluded: z
    .array(
      z.object({
        why: z
          .enum(['other-owner', 'free-turn', 'own-turn', 'reversed', 'grant-credits'])
          .describe(
            '`other-owner`: told in a version that belongs to somebody else, who has the share; `free-turn`: nobody paid, the amount is what it ' +
              'would have cost; `own-turn`: I played it; `reversed`: it was given back, that day or later; `grant-credits`: paid from welcome ' +
              'credits (of a turn perhaps a part). A turn counts for the first that fits',
          ),
        turns: z.int(),
        amount: amount('that earned nothing'),
      }),
    )
    .describe('what earned me nothing, and why (RV1)'),
});
export type WorldDay = z.infer<typeof WorldDaySchema>;

const DaysOfMine = {
  from: z.iso.date().optional().describe('the first day, by UTC; default: 30 days before `to`'),
  to: z.iso.date().optional().describe(`the last day; default: today. At most ${EARNINGS_DAYS_MAX} days at once`),
};

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
        ...DaysOfMine,
        worldId: IdSchema.optional(),
      }),
    )
    .output(EarningsSchema),
  worlds: oc
    .route({
      method: 'GET',
      path: '/creator/worlds',
      summary: 'My worlds: who plays them now, and what they earned',
      tags: ['Creator'],
    })
    .output(z.array(OwnWorldSchema)),
  worldDays: oc
    .route({
      method: 'GET',
      path: '/creator/worlds/{worldId}/days',
      summary: 'A world of mine by day: turns, players, what was spent and earned, what was excluded and why',
      description: `For its owner; operators see what its owner sees. ${failsWith('WORLD_NOT_FOUND', 'FORBIDDEN')} \`BAD_INPUT\` for more than ${EARNINGS_DAYS_MAX} days at once.`,
      tags: ['Creator'],
    })
    .input(z.object({ worldId: IdSchema, ...DaysOfMine }))
    .output(z.array(WorldDaySchema).describe('newest first; days without a turn are left out')),
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
