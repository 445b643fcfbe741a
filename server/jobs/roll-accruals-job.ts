/** Adds creators' shares up to their worlds' days, soon after the turns. */
import type { Database } from '#models/database.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import type { Job } from './jobs.ts';

export function rollAccrualsJob(database: Database): Job {
  return {
    name: 'roll-accruals',
    every: '30 seconds',
    async run(signal) {
      await rollAccruals(database, { signal });
    },
  };
}
