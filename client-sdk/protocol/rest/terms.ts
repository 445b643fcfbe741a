/** The REST contract of the terms that credits, turns and shares are subject to here: what help pages show as live figures. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amount } from '../values.ts';
import { openToAll } from './shared.ts';

export const TermsSchema = z.object({
  creditUsd: z.string().describe('about what a credit is worth, in US dollars: an exact decimal'),
  freeTurnsPerDay: z.object({ guest: z.int(), account: z.int() }),
  freeTurnsResetAt: z.iso.datetime().describe('the next UTC midnight'),
  welcomeGrant: amount('what a new account begins with; guests get none'),
  shareBasisPoints: z
    .int()
    .describe("the creator's share of what others pay for turns in their world (RV1), in hundredths of a percent"),
  refundWindowDays: z.int().describe('so many days after its own, a day of earnings is paid'),
  nextPayoutAt: z.iso.datetime(),
  narrationMsMax: z.int().describe('a turn that takes longer is ended, and free'),
  holdTtlMs: z.int().describe('credits that were set aside come back by themselves after this, whatever happens to the turn'),
  priceVersion: z.int().describe('of the prices in force; `GET /narrators` has them'),
  tiers: z
    .array(
      z.object({
        tier: z.enum(['short', 'standard', 'premium']),
        narratorIds: z.array(z.string()).describe('the AI models of it that are offered here'),
        freeNarratorIds: z.array(z.string()).describe('those of them that free turns cover'),
      }),
    )
    .describe('the cheapest first, also those of which none is offered'),
});
export type TermsView = z.infer<typeof TermsSchema>;

export const termsContract = oc
  .route({
    method: 'GET',
    path: '/terms',
    summary: 'Free turns, shares, deadlines: what holds on this server',
    tags: ['Story'],
    spec: openToAll,
  })
  .output(TermsSchema);
