/** The REST contract of who I am, where I am signed in, and of leaving for good. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { DELETION_CONFIRMED } from '../constants.ts';
import { amount, CharacterNameSchema, WalletSchema } from '../values.ts';
import { PackSchema } from './purchases.ts';
import { failsWith, IdSchema, openToAll } from './shared.ts';

export const MeSchema = z.object({
  playerId: z.string(),
  kind: z.enum(['guest', 'account']),
  role: z.enum(['player', 'operator']),
  name: z.string(),
  email: z.string().nullable().describe('null for guests'),
  emailVerified: z.boolean(),
  providers: z.array(z.string()).describe('how I can sign in: `password`, `google`, `github`, `discord`; empty for guests'),
  wallet: WalletSchema,
});
export type Me = z.infer<typeof MeSchema>;

export const meContract = oc
  .route({ method: 'GET', path: '/me', summary: 'Who I am, and my wallet', tags: ['Player'] })
  .output(MeSchema);

export const SignInOptionsSchema = z.object({
  providers: z.array(z.string()).describe('beside e-mail and password, which are always there: `google`, `github`, `discord`'),
  mail: z.boolean().describe('whether passwords can be set anew by mail'),
});
export type SignInOptions = z.infer<typeof SignInOptionsSchema>;

export const signInOptionsContract = oc
  .route({
    method: 'GET',
    path: '/sign-in-options',
    summary: 'Ways to sign in that this server offers',
    tags: ['Player'],
    spec: openToAll,
  })
  .output(SignInOptionsSchema);

/** A place where I am signed in. */
export const SignInSessionSchema = z.object({
  sessionId: z.string(),
  device: z.object({
    browser: z.string().nullable().describe('such as `Firefox`; null when it does not say'),
    system: z.string().nullable().describe('such as `Windows` or `iPhone`'),
  }),
  address: z.string().nullable().describe('the network address it signed in from'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().describe('within the hour'),
  current: z.boolean().describe('the one that asks'),
});
export type SignInSession = z.infer<typeof SignInSessionSchema>;

const EndedSchema = z.object({ ended: z.int().describe('how many sign-ins were ended; their journeys close') });

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

export type DeletionView = z.infer<typeof DeletionSchema>;

export const accountContract = {
  rename: oc
    .route({ method: 'PATCH', path: '/me', summary: 'Change my name; characters in journeys keep theirs', tags: ['Player'] })
    .input(z.object({ name: CharacterNameSchema }))
    .output(z.object({ name: z.string() })),
  sessions: oc
    .route({
      method: 'GET',
      path: '/me/sessions',
      summary: 'Where I am signed in, the last used first',
      tags: ['Player'],
    })
    .output(z.array(SignInSessionSchema)),
  endSession: oc
    .route({ method: 'DELETE', path: '/me/sessions/{sessionId}', summary: 'Sign out there', tags: ['Player'] })
    .input(z.object({ sessionId: IdSchema }))
    .output(EndedSchema),
  endOtherSessions: oc
    .route({ method: 'DELETE', path: '/me/sessions', summary: 'Sign out everywhere but here', tags: ['Player'] })
    .output(EndedSchema),
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
