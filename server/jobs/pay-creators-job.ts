/** Pays creators every night (RV2). Also at every start: Agenda forgets a night that no server was up for. */
import { PAYOUT_MINUTE, payoutRun } from '#core/earnings/payout.ts';
import type { Game } from '#core/turns/game.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Database } from '#models/database.ts';
import { payCreators } from '#models/pay-creators.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import type { Job } from './jobs.ts';

export interface PayCreatorsParts {
  readonly database: Database;
  readonly game: Pick<Game, 'clock' | 'log'>;
  readonly refundWindowDays: number;
  readonly onPaid: (wallet: Wallet) => void;
}

export function payCreatorsJob({ database, game, refundWindowDays, onPaid }: PayCreatorsParts): Job {
  return {
    name: 'pay-creators',
    every: `${PAYOUT_MINUTE} 0 * * *`,
    atStart: true,
    async run(signal) {
      await rollAccruals(database, { signal });
      const run = payoutRun(game.clock(), refundWindowDays);
      const report = await payCreators(database, run, { log: game.log, signal, onPaid });
      if (report.paid + report.failed > 0) game.log.info({ ...report, runDay: run.runDay }, 'creators were paid');
    },
  };
}
