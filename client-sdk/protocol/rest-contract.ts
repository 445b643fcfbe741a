/** The REST contract under `/api`: paths, inputs and answers. Server, SDK and the OpenAPI page all come from it. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  AmountSchema,
  CharacterAboutSchema,
  CharacterNameSchema,
  FundingSchema,
  ModeSchema,
  PLAYERS_PER_JOURNEY_MAX,
  PlainTextSchema,
  QuoteSchema,
  TokenUsageSchema,
  WalletSchema,
} from './values.ts';

const IdSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\w-]+$/, 'has characters that no id has');
const InviteSchema = z.string().min(1).max(80).describe("a journey's secret; whoever has it may join");

export const MeSchema = z.object({
  playerId: z.string(),
  kind: z.enum(['guest', 'account']),
  role: z.enum(['player', 'operator']),
  name: z.string(),
  wallet: WalletSchema,
});
export type Me = z.infer<typeof MeSchema>;

export const NarratorSchema = z.object({
  narratorId: z.string(),
  name: z.string(),
  description: z.string(),
  tier: z.enum(['short', 'standard', 'premium']),
  freeEligible: z.boolean().describe('false: takes credits only'),
  isDefault: z.boolean(),
  promptTokensMax: z.int().describe('how much of the story it reads at once'),
  passageTokensMax: z.int(),
  prices: z
    .object({ input: z.string(), cacheRead: z.string(), cacheWrite: z.string(), output: z.string() })
    .describe('credits per million tokens, exact decimals'),
  priceVersion: z.int(),
  quote: QuoteSchema.nullable().describe(
    'for `journeyId` or `worldId`; null when neither is given, or while the AI is still loading',
  ),
});
export type NarratorView = z.infer<typeof NarratorSchema>;

export const WorldSummarySchema = z.object({
  worldId: z.string(),
  version: z.int(),
  name: z.string(),
  tagline: z.string(),
  tags: z.array(z.string()),
  creatorId: z.string(),
});
export type WorldSummary = z.infer<typeof WorldSummarySchema>;

export const WorldDetailSchema = WorldSummarySchema.extend({
  creatorNotes: z.string(),
  opening: z.string(),
  suggestions: z.array(z.string()),
  characters: z.array(z.object({ name: z.string(), description: z.string() })),
  trackers: z.array(z.object({ key: z.string(), label: z.string(), kind: z.enum(['number', 'enum', 'list']) })),
});
export type WorldDetail = z.infer<typeof WorldDetailSchema>;

export const JourneySchema = z.object({
  journeyId: z.string(),
  worldId: z.string(),
  worldVersion: z.int(),
  title: z.string(),
  turns: z.int(),
  players: z.array(z.object({ playerId: z.string(), name: z.string(), about: z.string() })),
  invite: InviteSchema,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type JourneyView = z.infer<typeof JourneySchema>;

export const PassageSchema = z.object({
  n: z.int(),
  turnId: z.string(),
  playerId: z.string(),
  name: z.string(),
  mode: ModeSchema,
  action: z.string(),
  text: z.string(),
  incomplete: z.boolean(),
  narratorId: z.string(),
  at: z.iso.datetime(),
});
export type PassageView = z.infer<typeof PassageSchema>;

/** Everything a socket needs to take its place: pass it to `Client.consumeSeatReservation` of the Colyseus SDK. */
export const SeatSchema = z.object({
  name: z.string(),
  sessionId: z.string(),
  roomId: z.string(),
  processId: z.string(),
  publicAddress: z.string().optional(),
});
export type Seat = z.infer<typeof SeatSchema>;

/** One movement of the player's balance, or a 0 row for a turn that cost nothing. */
export const HistoryRowSchema = z.object({
  key: z.string().describe("the entry's key in the journal"),
  kind: z.enum(['turn', 'grant', 'adjust', 'repay', 'reverse']),
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
      wouldHaveCost: AmountSchema,
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

const CharacterInput = {
  name: CharacterNameSchema.describe('what the others and the AI call you'),
  about: CharacterAboutSchema.default('').describe('one line about who you play'),
};

/** Routes that answer without a sign-in, as OpenAPI says it. */
const openToAll = <Operation extends object>(operation: Operation) => ({ ...operation, security: [] });

/** Quotes are the player's own: with a journey or world `/narrators` asks for the sign-in. */
const signInIfQuoted = <Operation extends object>(operation: Operation) => {
  const security: Record<string, string[]>[] = [{}, { bearer: [] }];
  return { ...operation, security };
};

export const restContract = {
  me: oc.route({ method: 'GET', path: '/me', summary: 'Who I am, and my wallet', tags: ['Player'] }).output(MeSchema),

  narrators: oc
    .route({
      method: 'GET',
      path: '/narrators',
      summary: 'AI models with their prices; signed in, also a quote each for a journey or world',
      tags: ['Story'],
      spec: signInIfQuoted,
    })
    .input(z.object({ journeyId: IdSchema.optional(), worldId: IdSchema.optional() }))
    .output(z.array(NarratorSchema)),

  worlds: {
    list: oc
      .route({ method: 'GET', path: '/worlds', summary: 'Published worlds', tags: ['Story'], spec: openToAll })
      .output(z.array(WorldSummarySchema)),
    get: oc
      .route({ method: 'GET', path: '/worlds/{worldId}', summary: 'One world', tags: ['Story'], spec: openToAll })
      .input(z.object({ worldId: IdSchema }))
      .output(WorldDetailSchema),
  },

  journeys: {
    list: oc
      .route({ method: 'GET', path: '/journeys', summary: 'My journeys, newest first', tags: ['Story'] })
      .output(z.array(JourneySchema)),
    create: oc
      .route({ method: 'POST', path: '/journeys', summary: 'Start a journey in a world', tags: ['Story'], successStatus: 201 })
      .input(z.object({ worldId: IdSchema, ...CharacterInput }))
      .output(JourneySchema),
    get: oc
      .route({ method: 'GET', path: '/journeys/{journeyId}', summary: 'One of my journeys', tags: ['Story'] })
      .input(z.object({ journeyId: IdSchema }))
      .output(JourneySchema),
    join: oc
      .route({
        method: 'POST',
        path: '/journeys/{journeyId}/members',
        summary: `Join with the invite, or change my name; up to ${PLAYERS_PER_JOURNEY_MAX} players`,
        tags: ['Story'],
      })
      .input(z.object({ journeyId: IdSchema, invite: InviteSchema.optional(), ...CharacterInput }))
      .output(JourneySchema),
    seat: oc
      .route({
        method: 'POST',
        path: '/journeys/{journeyId}/seat',
        summary: 'A seat in the live journey, for a socket',
        tags: ['Story'],
      })
      .input(z.object({ journeyId: IdSchema }))
      .output(SeatSchema),
    passages: oc
      .route({
        method: 'GET',
        path: '/journeys/{journeyId}/passages',
        summary: 'Earlier passages, newest first',
        tags: ['Story'],
      })
      .input(
        z.object({
          journeyId: IdSchema,
          before: z.coerce.number().int().min(1).optional().describe('only passages with a lower number'),
          limit: z.coerce.number().int().min(1).max(100).default(30),
        }),
      )
      .output(z.array(PassageSchema)),
  },

  wallet: {
    get: oc
      .route({ method: 'GET', path: '/wallet', summary: 'My balance and free turns', tags: ['Wallet'] })
      .output(WalletSchema),
    history: oc
      .route({
        method: 'GET',
        path: '/wallet/history',
        summary: 'Everything that moved my balance, newest first',
        tags: ['Wallet'],
      })
      .input(z.object({ cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }))
      .output(HistoryPageSchema),
  },

  admin: {
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
  },
};

export type RestContract = typeof restContract;
