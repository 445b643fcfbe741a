/** A player's wallet and history over HTTP. */
import { SPENDING_DAYS_MAX } from '#protocol/rest-contract.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import { walletView } from '#core/turns/views.ts';
import { daysAsked } from '../days-asked.ts';
import { daysBefore } from '../days-before.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { walletViewOf } from '../wallet-view-of.ts';

export function walletRoutes({ api, signedIn }: RestBase, parts: RestParts) {
  const { game, history, figures, liveSeats, wallets, walletNews, spendingDays } = parts;
  return {
    get: api.wallet.get.use(signedIn).handler(async ({ context }) => walletViewOf(parts, context.player)),
    setCaps: api.wallet.setCaps.use(signedIn).handler(async ({ input: { turn, day, warnBelow }, context: { player } }) => {
      const caps = { turn: amountOrNull(turn), day: amountOrNull(day) };
      const warning = warnBelow === undefined ? {} : { warnBelow: amountOrNull(warnBelow) };
      const wallet = await wallets.limit(player.id, { caps, ...warning });
      walletNews.publish({ playerId: player.id, seq: wallet.seq });
      return walletView(wallet, game.terms.freeTurnsPerDay[player.kind], game.clock());
    }),
    seat: api.wallet.seat.use(signedIn).handler(({ context }) => liveSeats.wallet(context)),
    history: api.wallet.history.use(signedIn).handler(async ({ input, context }) => {
      const { cursor, limit, kind: kinds, ...filter } = input;
      const { rows, nextCursor } = await history.page(context.player.id, cursor, limit, { ...filter, kinds });
      return { rows: rows.map((entry) => historyRowView(entry, context.player.id)), nextCursor };
    }),
    spending: api.wallet.spending.use(signedIn).handler(async ({ input, context }) => {
      const { from = daysBefore(game.clock(), 7), to = game.clock(), worldId } = input;
      const rows = await figures.spendingByPart(context.player.id, { from, to, ...(worldId === undefined ? {} : { worldId }) });
      return rows.map(({ cost, ...row }) => ({ ...row, cost: toWire(cost) }));
    }),
    spendingDays: api.wallet.spendingDays.use(signedIn).handler(async ({ input, context: { player } }) => {
      const days = daysAsked(input, { now: game.clock(), daysMax: SPENDING_DAYS_MAX });
      const rows = await spendingDays.read({ playerId: player.id, ...days, worldId: input.worldId });
      return rows.map(({ charged, wouldHaveCost, refunded, ...row }) => ({
        ...{ ...row, charged: toWire(charged), wouldHaveCost: toWire(wouldHaveCost), refunded: toWire(refunded) },
      }));
    }),
  };
}

function amountOrNull(amount: number | null): Microcredits | null {
  return amount === null ? null : BigInt(amount);
}
