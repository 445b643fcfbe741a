/** The REST contract of live views: seats for sockets that only listen. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { IdSchema, SeatSchema } from './shared.ts';

export const liveContract = {
  walletSeat: oc
    .route({ method: 'POST', path: '/wallet/seat', summary: 'A seat at my live wallet, for a socket', tags: ['Wallet'] })
    .output(SeatSchema),
  worldSeat: oc
    .route({
      method: 'POST',
      path: '/creator/worlds/{worldId}/seat',
      summary: "A seat at a world's live figures, for a socket; for its owner and operators",
      tags: ['Creator'],
    })
    .input(z.object({ worldId: IdSchema }))
    .output(SeatSchema),
};
