/** What creators ask over HTTP. */
import { GameError } from '#protocol/errors.ts';
import { EARNINGS_DAYS_MAX, PAYOUTS_LISTED_MAX } from '#protocol/rest-contract.ts';
import { nextPayoutAt, nextPayoutRun, payoutRun } from '#core/earnings/payout.ts';
import { NOBODY } from '#core/live/journey-count.ts';
import { toWire } from '#core/money/microcredits.ts';
import { coverOf } from '#core/worlds/cover.ts';
import type { Earned } from '#models/earnings-store.ts';
import { mayWatch } from '../../seats.ts';
import { daysAsked } from '../days-asked.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';

const DAY_MS = 86_400_000;

export function creatorRoutes({ api, signedIn }: RestBase, parts: RestParts) {
  const { game, earnings, refundWindowDays, liveSeats, worlds, worldDays, worldTally, census } = parts;
  const days = (input: { from?: string | undefined; to?: string | undefined }) =>
    daysAsked(input, { now: game.clock(), daysMax: EARNINGS_DAYS_MAX });

  return {
    earnings: api.creator.earnings.use(signedIn).handler(async ({ input, context }) => {
      const now = game.clock();
      const creatorId = context.player.id;
      const { matureDay } = payoutRun(now, refundWindowDays);
      const nextMatureDay = nextPayoutRun(now, refundWindowDays).matureDay;
      const ask = { creatorId, ...days(input), worldId: input.worldId, matureDay, nextMatureDay };
      const { rows, totals, nextPayout } = await earnings.earned(ask);
      const payouts = await earnings.payouts(creatorId, PAYOUTS_LISTED_MAX);
      return {
        rows: rows.map(({ worldId, day, ...earned }) => ({ worldId, day, ...earnedView(earned) })),
        totals: earnedView(totals),
        refundWindowDays,
        ...{ nextPayoutAt: nextPayoutAt(now).toISOString(), nextPayout: toWire(nextPayout) },
        payouts: payouts.map(({ day, amount }) => ({ day, amount: toWire(amount) })),
      };
    }),
    worlds: api.creator.worlds.use(signedIn).handler(async ({ context: { player } }) => {
      const own = (await worlds.list()).filter(({ ownerId }) => ownerId === player.id);
      const yesterday = new Date(game.clock().getTime() - DAY_MS);
      const [now, lately, told, earned] = await Promise.all([
        ...([
          census.now(),
          worldDays.since(
            own.map(({ id }) => id),
            player.id,
            yesterday,
          ),
        ] as const),
        ...([worldTally.turnsTold(), earnings.earnedByWorld(player.id)] as const),
      ]);
      return own.map((world) => {
        const { id: worldId, version, name, tagline } = world;
        const { players: playersNow, journeys: journeysNow } = now.byWorld.get(worldId) ?? NOBODY;
        const { turns, earned: earnedLately } = lately.get(worldId) ?? { turns: 0, earned: 0n };
        return {
          ...{ worldId, version, name, tagline, cover: coverOf(world), playersNow, journeysNow },
          last24h: { turns, earned: toWire(earnedLately) },
          // Kept for half a minute: what was played in it is known from the last day.
          ever: { turns: Math.max(told.get(worldId) ?? 0, turns), earned: toWire(earned.get(worldId) ?? 0n) },
        };
      });
    }),
    worldDays: api.creator.worldDays.use(signedIn).handler(async ({ input, context: { player } }) => {
      const { worldId } = input;
      const { ownerId } = await worlds.find(worldId);
      if (!mayWatch(player, ownerId)) throw new GameError('FORBIDDEN');
      const found = await worldDays.read({ worldId, ownerId, ...days(input) });
      return found.map(({ day, turns, players, spentByOthers, shared, earned, excluded }) => ({
        ...{ day, turns, players, spentByOthers: toWire(spentByOthers), shared: toWire(shared), earned: toWire(earned) },
        excluded: excluded.map((part) => ({ ...part, amount: toWire(part.amount) })),
      }));
    }),
    worldSeat: api.creator.worldSeat.use(signedIn).handler(({ input, context }) => liveSeats.world(input.worldId, context)),
  };
}

function earnedView({ pending, matured, paid }: Earned) {
  return { pending: toWire(pending), matured: toWire(matured), paid: toWire(paid) };
}
