/** Frees the journeys of processes that died, and gives back what they held. */
import type { Log } from '#core/turns/game.ts';
import type { JourneyRecords } from '#models/journey-store.ts';
import type { Job } from './jobs.ts';

export function buryDeadProcessesJob(journeys: JourneyRecords, log: Log): Job {
  return {
    name: 'bury-dead-processes',
    every: '10 seconds',
    async run() {
      const buried = await journeys.buryDeadProcesses();
      if (buried > 0) log.warn({ buried }, 'a process died; its journeys are free and its holds given back');
    },
  };
}
