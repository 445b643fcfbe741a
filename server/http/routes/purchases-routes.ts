/** Packs and purchases over HTTP. */
import { ERRORS, GameError } from '#protocol/errors.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { bookPurchase } from '../../payments/book-purchase.ts';
import { checkoutReturn } from '../../payments/checkout-return.ts';
import type { Shop } from '../../payments/shop.ts';
import { startCheckout } from '../../payments/start-checkout.ts';
import { packView, purchaseView } from '../purchase-view.ts';
import type { RestBase } from '../rest-base.ts';

const ONLY_TRIED_OUT = 'Payments are only tried out here: no money moves.';

export function purchasesRoutes({ api, signedIn }: RestBase, shop: Shop) {
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
    checkoutReturn: api.purchases.checkoutReturn.handler(({ input: { sessionId } }) => checkoutReturn(sessionId ?? null, shop)),
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

/** What is still undecided is asked for; what is decided changes by webhook. As last known when nobody answers, and in another mode. */
async function latest(purchase: Purchase, shop: Shop): Promise<Purchase> {
  const isOver = purchase.state !== 'open' && purchase.state !== 'pending';
  if (isOver || purchase.mode !== shop.payments?.mode) return purchase;
  return bookPurchase({ purchaseId: purchase.id }, shop).catch((failure: unknown) => {
    if (failure instanceof GameError && failure.code === 'PAYMENTS_UNAVAILABLE') return purchase;
    throw failure;
  });
}
