/** What operators ask and order over HTTP. */
import { parseCredits, toWire } from '#core/money/microcredits.ts';
import { walletView } from '#core/turns/views.ts';
import { refundPurchase } from '../../payments/refund-purchase.ts';
import { daysBefore } from '../days-before.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { operatorActionView, turnRefundView } from '../operator-views.ts';
import { purchaseView } from '../purchase-view.ts';
import { marginView } from '../rest-views.ts';

export function operatorRoutes({ api, operator }: RestBase, parts: RestParts) {
  const { game, figures, wallets, operatorActions, refundTurn, walletNews, shop } = parts;
  return {
    estimates: api.admin.estimates.use(operator).handler(async ({ input }) => {
      const errors = await figures.estimatorErrors(daysBefore(game.clock(), input.days));
      return errors.map(({ absorbed, ...error }) => ({ ...error, absorbed: toWire(absorbed) }));
    }),
    margins: api.admin.margins
      .use(operator)
      .handler(async ({ input }) => (await figures.margins(daysBefore(game.clock(), input.days), input.by)).map(marginView)),
    adjust: api.admin.adjust.use(operator).handler(async ({ input, context }) => {
      const { id, playerId, reason } = input;
      const player = await parts.players.find(playerId);
      const amount = parseCredits(input.credits);
      const wallet = await wallets.adjust({ id, playerId, amount, reason, by: context.player.id, at: game.clock() });
      walletNews.publish({ playerId: wallet.playerId, seq: wallet.seq }); // a merged guest's is their account's
      return walletView(wallet, game.terms.freeTurnsPerDay[player.kind], game.clock());
    }),
    refundTurn: api.admin.refundTurn.use(operator).handler(async ({ input, context }) => {
      const { reversal, wallet } = await refundTurn({ ...input, by: context.player.id, at: game.clock() });
      if (wallet) walletNews.publish({ playerId: wallet.playerId, seq: wallet.seq });
      return turnRefundView(reversal);
    }),
    actions: api.admin.actions.use(operator).handler(async ({ input: { days, ...ask } }) => {
      const { actions, nextCursor } = await operatorActions.page({ ...ask, since: daysBefore(game.clock(), days) });
      return { rows: actions.map(operatorActionView), nextCursor };
    }),
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
