/** Every job of the server. */
import type { Wallet } from '#core/wallet/wallet.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import type { Composition } from '../compose.ts';
import type { ErasePlayer } from '../erase-player.ts';
import type { Shop } from '../payments/shop.ts';
import { auditJob } from './audit-job.ts';
import { buryDeadProcessesJob } from './bury-dead-processes-job.ts';
import { catchUpWithStripeJob } from './catch-up-with-stripe-job.ts';
import { eraseLeaversJob } from './erase-leavers-job.ts';
import { finishLinksJob } from './finish-links-job.ts';
import type { Job } from './jobs.ts';
import { payCreatorsJob } from './pay-creators-job.ts';
import { releaseExpiredHoldsJob } from './release-expired-holds-job.ts';
import { rollAccrualsJob } from './roll-accruals-job.ts';

export interface RecurringJobsParts extends Pick<Composition, 'database' | 'game' | 'journeys' | 'departures' | 'guestLinks'> {
  readonly shop: Shop;
  readonly erasePlayer: ErasePlayer;
  readonly walletNews: News<WalletChange>;
  readonly refundWindowDays: number;
}

export function recurringJobs(parts: RecurringJobsParts): Job[] {
  const { database, game, journeys, departures, guestLinks, shop, erasePlayer, walletNews, refundWindowDays } = parts;
  const onChanged = ({ playerId, seq }: Wallet) => walletNews.publish({ playerId, seq });
  return [
    releaseExpiredHoldsJob(database, game),
    buryDeadProcessesJob(journeys, game.log),
    rollAccrualsJob(database),
    payCreatorsJob({ database, game, refundWindowDays, onPaid: onChanged }),
    auditJob(database, game),
    catchUpWithStripeJob(shop),
    eraseLeaversJob(departures, erasePlayer, game.log),
    finishLinksJob(guestLinks, onChanged),
  ];
}
