/** Finishes deletions that a crash cut short. */
import type { Log } from '#core/turns/game.ts';
import type { DepartureStore } from '#models/departure-store.ts';
import type { ErasePlayer } from '../erase-player.ts';
import type { Job } from './jobs.ts';

export function eraseLeaversJob(departures: DepartureStore, erasePlayer: ErasePlayer, log: Log): Job {
  return {
    name: 'erase-leavers',
    every: '10 minutes',
    atStart: true,
    async run(signal) {
      for (const player of await departures.unfinished()) {
        if (signal.aborted) return;
        await erasePlayer(player);
        log.info({ playerId: player.playerId }, 'a deletion that was cut short is finished');
      }
    },
  };
}
