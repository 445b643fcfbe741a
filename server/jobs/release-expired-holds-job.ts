/** Gives back holds whose turn never ended. */
import type { Game } from '#core/turns/game.ts';
import type { Database } from '#models/database.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import type { Job } from './jobs.ts';

export function releaseExpiredHoldsJob(database: Database, game: Game): Job {
  return {
    name: 'release-expired-holds',
    every: '30 seconds',
    async run() {
      const released = await releaseExpiredHolds(database, game.turns, game.clock());
      if (released > 0) game.log.warn({ released }, 'holds expired and were given back');
    },
  };
}
