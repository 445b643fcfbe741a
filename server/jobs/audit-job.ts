/** Recomputes the books every night (LG8). */
import type { Game } from '#core/turns/game.ts';
import { audit } from '#models/audit/audit.ts';
import type { Database } from '#models/database.ts';
import type { Job } from './jobs.ts';

export function auditJob(database: Database, { prices, log }: Pick<Game, 'prices' | 'log'>): Job {
  return {
    name: 'audit',
    every: '30 0 * * *',
    async run(signal) {
      const report = await audit(database, prices, { signal }).catch((failure: unknown) => {
        if (!signal.aborted) throw failure;
      });
      if (!report) return;
      const { faults, faultCount, counted, unread } = report;
      for (const { rule, document, fault } of faults) log.error({ rule, document, fault }, 'the books have a fault');
      if (faultCount > faults.length) log.error({ faultCount }, 'the books have more faults: npm run audit tells them all');
      for (const document of unread)
        log.warn({ document }, 'not audited: too long for minSnapshotHistoryWindowInSeconds of the MongoDB server');
      if (faultCount === 0) log.info({ counted }, 'the books are right');
    },
  };
}
