/** Who I am, and leaving for good, over HTTP. */
import { toWire } from '#core/money/microcredits.ts';
import { balanceOf } from '#core/wallet/wallet.ts';
import { endPaymentsOf, unfinishedPayments } from '../../payments/end-payments-of.ts';
import { unfinishedPaymentView } from '../purchase-view.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { walletViewOf } from '../wallet-view-of.ts';

export function meRoutes({ api, signedIn, evenIfLeft }: RestBase, parts: RestParts) {
  const { game, departures, erasePlayer, shop } = parts;
  return {
    me: api.me.use(signedIn).handler(async ({ context: { player } }) => {
      const { id: playerId, kind, role, name } = player;
      return { playerId, kind, role, name, wallet: await walletViewOf(parts, player) };
    }),
    account: {
      deletion: api.account.deletion.use(signedIn).handler(async ({ context }) => {
        const { wallet, earningsPending, journeysAlone, journeysShared } = await departures.preview(context.player.id);
        const payments = (await unfinishedPayments(context.player.id, shop)).map(unfinishedPaymentView);
        return {
          ...{ credits: toWire(balanceOf(wallet)), debt: toWire(wallet.debt), earningsPending: toWire(earningsPending) },
          ...{ turnsRunning: wallet.holds.length, journeysAlone, journeysShared, payments },
        };
      }),
      delete: api.account.delete.use(evenIfLeft).handler(async ({ context: { player, userId } }) => {
        if (player.leftAt === null) await endPaymentsOf(player.id, shop);
        const wallet = await departures.leave(player.id, game.clock(), shop.payments?.mode);
        parts.walletNews.publish({ playerId: player.id, seq: wallet.seq });
        await erasePlayer({ playerId: player.id, userId });
        return { deleted: true as const };
      }),
    },
  };
}
