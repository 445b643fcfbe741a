/** The REST contract of who I am, and of leaving for good. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amount, WalletSchema } from '../values.ts';
import { PackSchema } from './purchases.ts';
import { failsWith } from './shared.ts';

export const MeSchema = z.object({
  playerId: z.string(),
  kind: z.enum(['guest', 'account']),
  role: z.enum(['player', 'operator']),
  name: z.string(),
  wallet: WalletSchema,
});
export type Me = z.infer<typeof MeSchema>;

export const meContract = oc
  .route({ method: 'GET', path: '/me', summary: 'Who I am, and my wallet', tags: ['Player'] })
  .output(MeSchema);

/** What deletion must be asked with, so that no slip of a client deletes anybody. */
export const DELETION_CONFIRMED = 'delete my account';

/** A checkout that is not over. */
export const UnfinishedPaymentSchema = z.object({
  purchaseId: z.string(),
  state: z.enum(['open', 'pending']).describe('`pending`: the bank takes its time; deletion waits for it'),
  pack: PackSchema.describe('what it is for, and its price'),
});
export type UnfinishedPayment = z.infer<typeof UnfinishedPaymentSchema>;

export const DeletionSchema = z.object({
  credits: amount('are given up'),
  debt: amount('is written off'),
  earningsPending: amount('earned as a creator and not paid out: are never paid'),
  turnsRunning: z.int().describe('must be 0: a turn that is being told ends first'),
  payments: z
    .array(UnfinishedPaymentSchema)
    .describe('open checkouts, which end; and payments that wait for the bank, which must not be'),
  journeysAlone: z.int().describe('of which no word stays'),
  journeysShared: z.int().describe('which go on without my name, notes and actions; their passages belong to all'),
});

export const accountContract = {
  deletion: oc
    .route({
      method: 'GET',
      path: '/me/deletion',
      summary: 'What I would lose by deleting my account',
      tags: ['Player'],
    })
    .output(DeletionSchema),
  delete: oc
    .route({
      method: 'DELETE',
      path: '/me',
      summary: 'Delete my account and what is mine, for good; ask again if it fails midway',
      description: `Everything that ends with it is listed at \`GET /me/deletion\`. ${failsWith('TURNS_RUNNING', 'PAYMENT_PENDING')}`,
      tags: ['Player'],
    })
    .input(z.object({ confirm: z.literal(DELETION_CONFIRMED) }))
    .output(z.object({ deleted: z.literal(true) })),
};
