/** Recurring work by Agenda on the same MongoDB. A job is only a nudge: each is exact however often and late it runs. */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Log } from '#core/turns/game.ts';
import type { Database } from '#models/database.ts';

export interface Job {
  readonly name: string;
  /** As Agenda reads it: `30 seconds`, or a cron line in UTC. */
  readonly every: string;
  run(): Promise<void>;
}

export interface RunningJobs {
  stop(): Promise<void>;
}

export async function startJobs(database: Database, jobs: readonly Job[], log: Log): Promise<RunningJobs> {
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: database.db, collection: 'jobs' }), processEvery: '5 seconds' });
  agenda.on('error', (failure: unknown) => {
    log.error({ failure }, 'the job runner has a fault; jobs run when it recovers');
  });
  for (const job of jobs) {
    agenda.define(job.name, async () => {
      try {
        await job.run();
      } catch (failure) {
        log.error({ failure, job: job.name }, 'a job failed; it runs again at its next time');
      }
    });
  }
  await agenda.start();
  for (const { name, every } of jobs) await agenda.every(every, name);
  return { stop: () => agenda.stop() };
}
