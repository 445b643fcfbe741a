/** The REST contract of buying credits, and of paying purchases back. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AmountSchema, PlainTextSchema } from '../values.ts';
import { IdSchema, openToAll } from './shared.ts';

const PriceSchema = z.int().describe("whole amount of the currency's smallest unit");

export const PackSchema = z.object({
  packId: z.string(),
  price: PriceSchema.describe("whole amount of the currency's smallest unit, taxes not included"),
  currency: z.string().describe('as Stripe writes it: `usd`'),
  credits: AmountSchema,
  bonus: AmountSchema.describe('on top, for the larger packs'),
});
export type PackView = z.infer<typeof PackSchema>;

export const PacksSchema = z.object({
  mode: z.enum(['live', 'test', 'off']).describe('`test`: payments are only tried out, no money moves'),
  reason: z.string().nullable().describe('for players, why it is not `live`'),
  packs: z.array(PackSchema),
});

export const PurchaseSchema = z.object({
  purchaseId: z.string(),
  playerId: z.string(),
  pack: PackSchema.describe('as it was sold'),
  state: z
    .enum(['open', 'pending', 'paid', 'failed', 'expired'])
    .describe('`pending`: the bank takes its time, nothing is left to do'),
  url: z.string().nullable().describe('where it can be paid, while it is open'),
  paid: PriceSchema.describe('taxes included; 0 until it is paid'),
  refunded: PriceSchema,
  disputed: PriceSchema.describe('disputes that are open or lost'),
  takenBack: AmountSchema.describe('credits and bonus that went back with what was refunded or disputed'),
  createdAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
});
export type PurchaseView = z.infer<typeof PurchaseSchema>;

export const purchasesContract = {
  packs: oc
    .route({
      method: 'GET',
      path: '/packs',
      summary: 'Packs of credits that are sold here',
      tags: ['Purchases'],
      spec: openToAll,
    })
    .output(PacksSchema),
  checkout: oc
    .route({
      method: 'POST',
      path: '/checkout',
      summary: 'Buy a pack: the page to send the player to',
      description: 'The same id again gives the same page. Credits are added when the payment is complete.',
      tags: ['Purchases'],
    })
    .input(z.object({ id: z.uuid().describe('made by the caller, becomes the purchase’s'), packId: IdSchema }))
    .output(z.object({ purchaseId: z.string(), url: z.string(), expiresAt: z.iso.datetime() })),
  list: oc
    .route({ method: 'GET', path: '/purchases', summary: 'My latest purchases, newest first', tags: ['Purchases'] })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) }))
    .output(z.array(PurchaseSchema)),
  get: oc
    .route({
      method: 'GET',
      path: '/purchases/{purchaseId}',
      summary: 'One of my purchases, as its payment stands now',
      tags: ['Purchases'],
    })
    .input(z.object({ purchaseId: IdSchema }))
    .output(PurchaseSchema),
};

/** Operators only. */
export const playerPurchasesContract = oc
  .route({
    method: 'GET',
    path: '/admin/purchases',
    summary: "A player's latest purchases, and who ordered which refunds (operators)",
    tags: ['Operator'],
  })
  .input(z.object({ playerId: IdSchema, limit: z.coerce.number().int().min(1).max(100).default(30) }))
  .output(
    z.array(
      PurchaseSchema.extend({
        refundOrders: z.array(
          z.object({
            id: z.string(),
            amount: PriceSchema.nullable().describe('null: all that was left'),
            reason: z.string(),
            by: z.string().describe("the operator's player id"),
            at: z.iso.datetime(),
          }),
        ),
      }),
    ),
  );

/** Operators only. */
export const refundPurchaseContract = oc
  .route({
    method: 'POST',
    path: '/admin/purchases/{purchaseId}/refunds',
    summary: 'Pay a purchase back, whole or in part, with a reason (operators)',
    description: 'Takes back as much of the credits and of the bonus. The same id again pays nothing more.',
    tags: ['Operator'],
  })
  .input(
    z.object({
      purchaseId: IdSchema,
      id: z.uuid().describe('made by the caller; sending it again changes nothing'),
      playerId: IdSchema.describe('who bought it'),
      amount: z.int().min(1).optional().describe("whole amount of the currency's smallest unit; default: all that is left"),
      reason: PlainTextSchema.trim().min(3).max(300),
    }),
  )
  .output(PurchaseSchema);
