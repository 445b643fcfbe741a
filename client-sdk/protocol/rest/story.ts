/** The REST contract of the story: AI models, worlds, journeys, passages. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  amount,
  CharacterAboutSchema,
  CharacterNameSchema,
  FundingSchema,
  ModeSchema,
  PLAYERS_PER_JOURNEY_MAX,
  QuoteSchema,
  TokenUsageSchema,
} from '../values.ts';
import { failsWith, IdSchema, openToAll, SeatSchema } from './shared.ts';

const InviteSchema = z.string().min(1).max(80).describe("a journey's secret; whoever has it may join");

export const NarratorSchema = z.object({
  narratorId: z.string(),
  name: z.string(),
  description: z.string(),
  vendor: z.string().describe('whose service it runs on; `this server` for the embedded one'),
  tier: z.enum(['short', 'standard', 'premium']),
  freeEligible: z.boolean().describe('false: takes credits only'),
  isDefault: z.boolean(),
  promptTokens: z.int().describe('how much of the story it reads at once, unless you set it'),
  promptTokensMax: z.int().describe('the most that you can set'),
  passageTokens: z.int().describe('how long its passages may get, unless you set it'),
  passageTokensMax: z.int(),
  contextTokens: z.int().describe("the AI's whole context window"),
  cacheLifetimeMs: z.int().describe('how long it remembers a journey after a turn, which makes the next one cheaper'),
  prices: z
    .object({ input: z.string(), cacheRead: z.string(), cacheWrite: z.string(), output: z.string() })
    .describe('credits per million tokens, exact decimals'),
  priceVersion: z.int(),
  quote: QuoteSchema.nullable().describe(
    'of your next turn in `journeyId`, or of a first one in `worldId`: not signed in, as a new guest would have it; null when neither is given, while the AI is still loading, or where the world is more than it can take in',
  ),
});
export type NarratorView = z.infer<typeof NarratorSchema>;

export const WorldSummarySchema = z.object({
  worldId: z.string(),
  version: z.int(),
  name: z.string(),
  tagline: z.string(),
  tags: z.array(z.string()),
  cover: z.string().nullable().describe('a picture, 8:5: an https address, or a path on this server; show it as an image only'),
  creatorId: z.string(),
  creatorName: z.string(),
  playersNow: z.int().describe('connected to a journey in this world, each once'),
  journeysNow: z.int().describe('with somebody in them'),
  turnsTold: z.int().describe('in all journeys, since ever; at most half a minute old'),
  likelyCost: amount(
    'what a first turn will likely cost on the default AI, where no free turn pays for it; null while that is worked out, as when the AI is still loading',
  ).nullable(),
});
export type WorldSummary = z.infer<typeof WorldSummarySchema>;

export const WorldDetailSchema = WorldSummarySchema.extend({
  players: z.int().describe('who take part in a journey in it, now or earlier'),
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

const TrackerValueSchema = z.union([z.number(), z.string(), z.array(z.string())]);

/** A journey as lists show it. */
export const JourneyRowSchema = JourneySchema.extend({
  worldName: z.string(),
  cover: z.string().nullable().describe("its world's"),
  lastPassage: z
    .string()
    .nullable()
    .describe('how the passage that the story stands at begins, in one line; null before the first'),
  playersNow: z.int().describe('connected to it'),
});
export type JourneyRow = z.infer<typeof JourneyRowSchema>;

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
  funding: FundingSchema,
  at: z.iso.datetime(),
  alternatives: z.int().describe('how many tellings this place in the story has, this one included'),
  alternative: z.int().describe('which of them this is, from 1 on'),
  edited: z.boolean().describe('its author put it into other words; its context has what was told'),
  changes: z
    .array(z.object({ key: z.string(), before: TrackerValueSchema, after: TrackerValueSchema }))
    .describe('what it changed of the trackers'),
});
export type PassageView = z.infer<typeof PassageSchema>;

/** What one turn read and wrote: a line of its receipt, and of the context viewer. */
export const TurnPartSchema = z.object({
  call: z.enum(['narration', 'trackers', 'summary']).describe('what the AI was called for'),
  kind: z.string().describe('instructions, premise, lore, character, player, summary, history, action, output …'),
  id: z.string().nullable().describe('the lore entry, character, player or summary'),
  name: z.string(),
  tokens: z.int(),
  why: z.string(),
  cut: z.boolean().describe('it was left out, and why'),
  cost: amount("its share of the turn's cost; the author's alone to see").nullable(),
});
export type TurnPartView = z.infer<typeof TurnPartSchema>;

export const TurnContextSchema = z.object({
  n: z.int(),
  turnId: z.string(),
  narratorId: z.string(),
  served: z.string().nullable().describe('the AI that answered, in the words of its vendor'),
  at: z.iso.datetime(),
  funding: FundingSchema,
  charged: amount("the author's alone to see, like all amounts here").nullable(),
  wouldHaveCost: amount('within the ceiling').nullable(),
  calls: z.array(
    z.object({
      call: z.string(),
      usage: TokenUsageSchema.nullable().describe("the author's alone to see: with the prices it would tell the amounts"),
      counted: z.boolean().describe('the AI told no usage, or an impossible one: the server counted what was sent and streamed'),
    }),
  ),
  parts: z
    .array(TurnPartSchema)
    .describe('costs sum exactly to `charged`, or on a free turn to what it would have cost, within its ceiling'),
  told: z
    .object({ action: z.string(), text: z.string() })
    .nullable()
    .describe('what the AI read and wrote, where the turn was edited since; else null'),
  lore: z.object({
    total: z.int().describe('how many entries the world has'),
    entries: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        state: z
          .enum(['in', 'cut', 'near', 'out'])
          .describe('in the prompt; called up but without room; one of its keys matched and none of its second ones; not called'),
        why: z.string().describe('the key and the text that has it, or what is missing'),
      }),
    ),
  }),
});
export type TurnContext = z.infer<typeof TurnContextSchema>;

const CharacterInput = {
  name: CharacterNameSchema.describe('what the others and the AI call you'),
  about: CharacterAboutSchema.default('').describe('one line about who you play'),
};

/** Quotes go by who asks: in a journey `/narrators` takes the sign-in, in a world it goes by one if there is any. */
const signInIfAny = <Operation extends object>(operation: Operation) => {
  const security: Record<string, string[]>[] = [{}, { bearer: [] }];
  return { ...operation, security };
};

export const storyContract = {
  narrators: oc
    .route({
      method: 'GET',
      path: '/narrators',
      summary: 'AI models with their prices; also a quote each: for a world, or signed in for a journey',
      description: failsWith('JOURNEY_NOT_FOUND', 'WORLD_NOT_FOUND'),
      tags: ['Story'],
      spec: signInIfAny,
    })
    .input(z.object({ journeyId: IdSchema.optional(), worldId: IdSchema.optional() }))
    .output(z.array(NarratorSchema)),

  worlds: {
    list: oc
      .route({
        method: 'GET',
        path: '/worlds',
        summary: 'Published worlds: those with most players now first, or those that are found best',
        tags: ['Story'],
        spec: openToAll,
      })
      .input(
        z.object({
          q: z
            .string()
            .max(100)
            .optional()
            .describe(
              'words, all of which begin one in the name, tags, tagline or creator notes; case and accents do not matter',
            ),
          tag: z.string().max(60).optional().describe('only worlds with this tag'),
          limit: z.coerce.number().int().min(1).max(200).default(60),
          offset: z.coerce.number().int().min(0).max(100_000).default(0).describe('how many to pass over'),
        }),
      )
      .output(z.array(WorldSummarySchema)),
    get: oc
      .route({
        method: 'GET',
        path: '/worlds/{worldId}',
        summary: 'One world',
        description: failsWith('WORLD_NOT_FOUND'),
        tags: ['Story'],
        spec: openToAll,
      })
      .input(z.object({ worldId: IdSchema }))
      .output(WorldDetailSchema),
  },

  journeys: {
    list: oc
      .route({ method: 'GET', path: '/journeys', summary: 'My journeys, newest first', tags: ['Story'] })
      .output(z.array(JourneyRowSchema)),
    create: oc
      .route({
        method: 'POST',
        path: '/journeys',
        summary: 'Start a journey in a world',
        description: failsWith('WORLD_NOT_FOUND'),
        tags: ['Story'],
        successStatus: 201,
      })
      .input(z.object({ worldId: IdSchema, ...CharacterInput }))
      .output(JourneySchema),
    get: oc
      .route({
        method: 'GET',
        path: '/journeys/{journeyId}',
        summary: 'One of my journeys',
        description: failsWith('JOURNEY_NOT_FOUND'),
        tags: ['Story'],
      })
      .input(z.object({ journeyId: IdSchema }))
      .output(JourneySchema),
    join: oc
      .route({
        method: 'POST',
        path: '/journeys/{journeyId}/members',
        summary: `Join with the invite, or change my name; up to ${PLAYERS_PER_JOURNEY_MAX} players`,
        description: failsWith('JOURNEY_NOT_FOUND', 'JOURNEY_FULL'),
        tags: ['Story'],
      })
      .input(z.object({ journeyId: IdSchema, invite: InviteSchema.optional(), ...CharacterInput }))
      .output(JourneySchema),
    seat: oc
      .route({
        method: 'POST',
        path: '/journeys/{journeyId}/seat',
        summary: 'A seat in the live journey, for a socket',
        description: failsWith('JOURNEY_NOT_FOUND', 'JOURNEY_MOVED', 'JOURNEY_ELSEWHERE'),
        tags: ['Story'],
      })
      .input(z.object({ journeyId: IdSchema }))
      .output(SeatSchema),
    context: oc
      .route({
        method: 'GET',
        path: '/journeys/{journeyId}/turns/{n}/context',
        summary: 'What the AI read for a turn, why, and what each part cost',
        description: failsWith('JOURNEY_NOT_FOUND', 'TURN_NOT_FOUND'),
        tags: ['Story'],
      })
      .input(z.object({ journeyId: IdSchema, n: z.coerce.number().int().min(1) }))
      .output(TurnContextSchema),
    passages: oc
      .route({
        method: 'GET',
        path: '/journeys/{journeyId}/passages',
        summary: 'Passages on the way to where the story stands, newest first',
        description: failsWith('JOURNEY_NOT_FOUND'),
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
    passage: oc
      .route({
        method: 'GET',
        path: '/journeys/{journeyId}/turns/{n}',
        summary: 'One passage, also of a turn that was undone or replaced',
        description: failsWith('JOURNEY_NOT_FOUND', 'TURN_NOT_FOUND'),
        tags: ['Story'],
      })
      .input(z.object({ journeyId: IdSchema, n: z.coerce.number().int().min(1) }))
      .output(PassageSchema),
  },
};
