/** Who I am, where I am signed in, and leaving for good, over HTTP. */
import { toWire } from '#core/money/microcredits.ts';
import { balanceOf } from '#core/wallet/wallet.ts';
import { endPaymentsOf, unfinishedPayments } from '../../payments/end-payments-of.ts';
import { unfinishedPaymentView } from '../purchase-view.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { walletViewOf } from '../wallet-view-of.ts';

export function meRoutes({ api, signedIn, evenIfLeft }: RestBase, parts: RestParts) {
  const { game, players, signIn, departures, erasePlayer, shop } = parts;
  return {
    me: api.me.use(signedIn).handler(async ({ context: { player, userId, email, emailVerified } }) => {
      const { id: playerId, kind, role, name } = player;
      const [providers, wallet] = await Promise.all([signIn.providersOf(userId), walletViewOf(parts, player)]);
      return { playerId, kind, role, name, email, emailVerified, providers, wallet };
    }),
    signInOptions: api.signInOptions.handler(() => signIn.options),
    account: {
      rename: api.account.rename.use(signedIn).handler(async ({ input: { name }, context: { player, userId } }) => {
        await players.rename(player.id, name);
        await signIn.rename(userId, name);
        return { name };
      }),
      sessions: api.account.sessions.use(signedIn).handler(async ({ context: { userId, sessionId: current } }) =>
        (await signIn.sessionsOf(userId)).map(({ sessionId, device, address, createdAt, lastUsedAt }) => ({
          ...{ sessionId, device, address, current: sessionId === current },
          ...{ createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString() },
        })),
      ),
      endSession: api.account.endSession.use(signedIn).handler(async ({ input: { sessionId }, context: { userId } }) => ({
        ended: await signIn.endSessions(userId, { only: sessionId }),
      })),
      endOtherSessions: api.account.endOtherSessions.use(signedIn).handler(async ({ context: { userId, sessionId } }) => ({
        ended: await signIn.endSessions(userId, { allBut: sessionId }),
      })),
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
