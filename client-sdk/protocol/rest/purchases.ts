/** The REST contract of buying credits. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { amount, UuidSchema } from '../values.ts';
import { failsWith, IdSchema, openToAll } from './shared.ts';

/** Money of the pack's own currency. */
export const PriceSchema = z.int().describe("whole amount of the currency's smallest unit, such as cents");

export const PackSchema = z.object({
  packId: z.string().describe('what a checkout names it by'),
  price: PriceSchema.describe("whole amount of the currency's smallest unit, such as cents; taxes not included"),
  currency: z.string().describe('as Stripe writes it: `usd`'),
  credits: amount('what it gives'),
  bonus: amount('what it gives on top, 0 for the smaller packs'),
});
export type PackView = z.infer<typeof PackSchema>;

export const PacksSchema = z.object({
  mode: z.enum(['live', 'test', 'off']).describe('`test`: payments are only tried out, no money moves; `off`: nothing is sold'),
  reason: z.string().nullable().describe('for players, why it is not `live`'),
  packs: z.array(PackSchema),
});
export type PacksView = z.infer<typeof PacksSchema>;

export const PurchaseSchema = z.object({
  purchaseId: z.string().describe("the checkout's `id`"),
  playerId: z.string().describe('who bought it'),
  pack: PackSchema.describe('as it was sold'),
  state: z
    .enum(['open', 'pending', 'paid', 'failed', 'expired'])
    .describe(
      '`open`: not paid yet; `pending`: the bank takes its time, up to days, and nothing is left to do; `paid`: the credits are given; ' +
        '`failed`: the bank refused; `expired`: nobody paid in time',
    ),
  url: z.string().nullable().describe("Stripe's page where it can be paid while it is `open`; otherwise null"),
  paid: PriceSchema.describe("whole amount of the currency's smallest unit, taxes included; 0 until it is paid"),
  refunded: PriceSchema.describe("refunds that arrived or are under way, all together, in the currency's smallest unit"),
  disputed: PriceSchema.describe("disputes that are open or lost, less what came back of them, in the currency's smallest unit"),
  takenBack: amount('credits and bonus that went back with what was refunded or disputed'),
  createdAt: z.iso.datetime().describe('when its checkout was opened'),
  paidAt: z.iso.datetime().nullable().describe('when its credits were given; null until then'),
});
export type PurchaseView = z.infer<typeof PurchaseSchema>;

export const CheckoutSchema = z.object({
  purchaseId: z.string().describe("the `id` that was sent; the purchase's from now on"),
  url: z.string().describe("Stripe's page: send the player there to pay"),
  expiresAt: z.iso.datetime().describe('until when it can be paid there, 90 minutes after the first request'),
});

/** What became of a payment, for the page that Stripe sends players back to. */
export const CheckoutReturnSchema = z.object({
  state: z
    .enum(['canceled', 'open', 'pending', 'paid', 'failed', 'expired', 'too-late'])
    .describe(
      '`canceled`: they came back without paying; `open`: not paid yet; `pending`: the bank takes its time, up to days; `paid`: booked; ' +
        '`failed`: the bank refused; `expired`: nobody paid in time; `too-late`: paid after the account was deleted, so it is paid back',
    ),
  sentence: z.string().describe('the same for the player, with the amounts in credits'),
  credits: amount('what the pack gives, the bonus included; 0 when canceled'),
  repaid: amount('how much of it repaid debt the moment that it came; 0 until it is paid, like what follows'),
  takenBack: amount('what refunds and disputes have taken back by now'),
  debt: amount('what is owed now, whatever it came from'),
});
export type CheckoutReturn = z.infer<typeof CheckoutReturnSchema>;

export const purchasesContract = {
  packs: oc
    .route({
      method: 'GET',
      path: '/packs',
      summary: 'Packs of credits that are sold here',
      description: 'Also without a sign-in. Never fails: where nothing is sold, `mode` is `off` and `reason` says so.',
      tags: ['Purchases'],
      spec: openToAll,
    })
    .output(PacksSchema),
  checkout: oc
    .route({
      method: 'POST',
      path: '/checkout',
      summary: 'Buy a pack: the page to send the player to',
      description:
        'The same id again gives the same page while it can be paid there. Credits are added when the payment is complete. ' +
        failsWith(
          ...(['PACK_NOT_FOUND', 'KEY_REUSED', 'CHECKOUT_ENDED', 'TOO_MANY_CHECKOUTS', 'WALLET_FULL', 'WALLET_MERGED'] as const),
          ...(['PURCHASES_OFF', 'PAYMENTS_UNAVAILABLE'] as const),
        ),
      tags: ['Purchases'],
    })
    .input(z.object({ id: UuidSchema.describe('made by the caller, becomes the purchase’s'), packId: IdSchema }))
    .output(CheckoutSchema),
  checkoutReturn: oc
    .route({
      method: 'GET',
      path: '/checkout/return',
      summary: 'What became of a payment, for whoever comes back from paying',
      description:
        'Also without a sign-in: the session is what only the payer knows. Like the webhook it books the payment, whichever comes first; ask again ' +
        `until it is over. ${failsWith('PURCHASE_NOT_FOUND', 'PURCHASE_MISMATCH', 'PAYMENTS_UNAVAILABLE')}`,
      tags: ['Purchases'],
      spec: openToAll,
    })
    .input(
      z.object({
        sessionId: z.string().min(1).max(200).optional().describe('`session_id` of the address; without it nothing was paid'),
      }),
    )
    .output(CheckoutReturnSchema),
  list: oc
    .route({
      method: 'GET',
      path: '/purchases',
      summary: 'My latest purchases, newest first',
      description: 'As they were last known; ask for one alone to have its payment looked at.',
      tags: ['Purchases'],
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) }))
    .output(z.array(PurchaseSchema)),
  get: oc
    .route({
      method: 'GET',
      path: '/purchases/{purchaseId}',
      summary: 'One of my purchases, as its payment stands now',
      description:
        'While it is open or pending Stripe is asked; when Stripe does not answer, as it was last known. ' +
        failsWith('PURCHASE_NOT_FOUND', 'PURCHASE_MISMATCH'),
      tags: ['Purchases'],
    })
    .input(z.object({ purchaseId: IdSchema }))
    .output(PurchaseSchema),
};
