/** Seats at what is shown live. */
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';

export function liveRoutes({ api, signedIn }: RestBase, { liveSeats }: Pick<RestParts, 'liveSeats'>) {
  return {
    walletSeat: api.live.walletSeat.use(signedIn).handler(({ context }) => liveSeats.wallet(context)),
    worldSeat: api.live.worldSeat.use(signedIn).handler(({ input, context }) => liveSeats.world(input.worldId, context)),
  };
}
