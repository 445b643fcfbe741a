/** Packs and purchases over HTTP, and operators' refunds of them. */
import { ERRORS, GameError } from '#protocol/errors.ts';
import type { PackView, PurchaseView } from '#protocol/rest-contract.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Pack } from '#core/purchases/pack.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { refundPurchase } from '../../payments/refund-purchase.ts';
import { settlePurchase } from '../../payments/settle-purchase.ts';
import type { Shop } from '../../payments/shop.ts';
import { startCheckout } from '../../payments/start-checkout.ts';
import type { RestBase } from '../rest-base.ts';

const ONLY_TRIED_OUT = 'Payments are only tried out here: no money moves.';

export function purchaseRoutes({ api, signedIn }: RestBase, shop: Shop) {
  return {
    packs: api.purchases.packs.handler(() => {
      const mode = shop.payments ? (shop.payments.isLive ? 'live' : 'test') : 'off';
      const reason = { live: null, test: ONLY_TRIED_OUT, off: ERRORS.PURCHASES_OFF.sentence }[mode];
      return { mode, reason, packs: shop.packs.map(packView) };
    }),
    checkout: api.purchases.checkout.use(signedIn).handler(async ({ input: { id, packId }, context: { player } }) => {
      const { expiresAt, ...checkout } = await startCheckout({ id, packId, playerId: player.id }, shop);
      return { ...checkout, expiresAt: expiresAt.toISOString() };
    }),
    list: api.purchases.list
      .use(signedIn)
      .handler(async ({ input: { limit }, context }) =>
        (await shop.purchases.listFor(context.player.id, limit)).map(purchaseView),
      ),
    get: api.purchases.get.use(signedIn).handler(async ({ input: { purchaseId }, context }) => {
      const purchase = await shop.purchases.find(purchaseId);
      if (purchase.playerId !== context.player.id) throw new GameError('PURCHASE_NOT_FOUND', { purchaseId });
      return purchaseView(await latest(purchase, shop));
    }),
  };
}

export function purchaseOperatorRoutes({ api, operator }: RestBase, shop: Shop) {
  return {
    purchases: api.admin.purchases.use(operator).handler(async ({ input: { playerId, limit } }) => {
      const purchases = await shop.purchases.listFor(playerId, limit);
      return purchases.map((purchase) => {
        const refundOrders = purchase.refundOrders.map((order) => ({ ...order, at: order.at.toISOString() }));
        return { ...purchaseView(purchase), refundOrders };
      });
    }),
    refundPurchase: api.admin.refundPurchase
      .use(operator)
      .handler(async ({ input: { amount = null, ...request }, context }) =>
        purchaseView(await refundPurchase({ ...request, amount, by: context.player.id }, shop)),
      ),
  };
}

/** What is still undecided is asked for; what is decided changes by webhook. As last known when nobody answers. */
async function latest(purchase: Purchase, shop: Shop): Promise<Purchase> {
  if (!shop.payments || (purchase.state !== 'open' && purchase.state !== 'pending')) return purchase;
  return settlePurchase({ purchaseId: purchase.id }, shop).catch((failure: unknown) => {
    if (failure instanceof GameError && failure.code === 'PAYMENTS_UNAVAILABLE') return purchase;
    throw failure;
  });
}

function packView({ id: packId, price, currency, credits, bonus }: Pack): PackView {
  return { packId, price, currency, credits: toWire(credits), bonus: toWire(bonus) };
}

export function purchaseView(purchase: Purchase): PurchaseView {
  const { id: purchaseId, playerId, pack, state, checkout, paid, refunded, disputed, clawed, createdAt, paidAt } = purchase;
  return {
    ...{ purchaseId, playerId, pack: packView(pack), state, paid, refunded, disputed },
    url: state === 'open' ? (checkout?.url ?? null) : null,
    takenBack: toWire(clawed.credits + clawed.bonus),
    createdAt: createdAt.toISOString(),
    paidAt: paidAt?.toISOString() ?? null,
  };
}
