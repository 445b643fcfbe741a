/** What creators ask over HTTP. */
import { GameError } from '#protocol/errors.ts';
import { EARNINGS_DAYS_MAX } from '#protocol/rest-contract.ts';
import { daysEarlier, nextPayoutAt, payoutRun } from '#core/earnings/payout.ts';
import { toWire } from '#core/money/microcredits.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { Earned } from '#models/earnings-store.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';

const DAYS_SHOWN = 30;

export function creatorRoutes({ api, signedIn }: RestBase, parts: RestParts) {
  const { game, earnings, refundWindowDays, liveSeats } = parts;
  return {
    earnings: api.creator.earnings.use(signedIn).handler(async ({ input, context }) => {
      const now = game.clock();
      const { worldId, to = utcDay(now), from = daysEarlier(to, DAYS_SHOWN) } = input;
      if (from <= daysEarlier(to, EARNINGS_DAYS_MAX)) throw tooLong();
      const { matureDay } = payoutRun(now, refundWindowDays);
      const { rows, totals } = await earnings.earned({ creatorId: context.player.id, from, to, worldId, matureDay });
      return {
        rows: rows.map(({ worldId: id, day, ...earned }) => ({ worldId: id, day, ...earnedView(earned) })),
        totals: earnedView(totals),
        refundWindowDays,
        nextPayoutAt: nextPayoutAt(now).toISOString(),
      };
    }),
    worldSeat: api.creator.worldSeat.use(signedIn).handler(({ input, context }) => liveSeats.world(input.worldId, context)),
  };
}

function earnedView({ pending, matured, paid }: Earned) {
  return { pending: toWire(pending), matured: toWire(matured), paid: toWire(paid) };
}

function tooLong(): GameError {
  return new GameError('BAD_INPUT', {
    issues: [{ path: ['from'], fault: `is more than ${EARNINGS_DAYS_MAX} days before \`to\`` }],
  });
}
