/** Who I am, and leaving for good, over HTTP. */
import { toWire } from '#core/money/microcredits.ts';
import { balanceOf } from '#core/wallet/wallet.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { walletOf } from './wallet-of.ts';

export function meRoutes({ api, signedIn, evenIfLeft }: RestBase, parts: RestParts) {
  const { game, departures, erasePlayer } = parts;
  return {
    me: api.me.use(signedIn).handler(async ({ context: { player } }) => {
      const { id: playerId, kind, role, name } = player;
      return { playerId, kind, role, name, wallet: await walletOf(parts, player) };
    }),
    account: {
      deletion: api.account.deletion.use(signedIn).handler(async ({ context }) => {
        const { wallet, earningsPending, journeysAlone, journeysShared } = await departures.preview(context.player.id);
        return {
          ...{ credits: toWire(balanceOf(wallet)), debt: toWire(wallet.debt), earningsPending: toWire(earningsPending) },
          ...{ turnsRunning: wallet.holds.length, journeysAlone, journeysShared },
        };
      }),
      delete: api.account.delete.use(evenIfLeft).handler(async ({ context: { player, userId } }) => {
        const wallet = await departures.leave(player.id, game.clock());
        parts.walletNews.publish({ playerId: player.id, seq: wallet.seq });
        await erasePlayer({ playerId: player.id, userId });
        return { deleted: true as const };
      }),
    },
  };
}
