/** Recurring work by Agenda on the same MongoDB. A job is only a nudge: each is exact however often and late it runs. */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Log } from '#core/turns/game.ts';
import { isDuplicateKey } from '#models/database.ts';
import type { Database } from '#models/database.ts';

export interface Job {
  readonly name: string;
  /** As Agenda reads it: `30 seconds`, or a cron line in UTC. */
  readonly every: string;
  /** Also once in every process that starts: a night that no server was up for is not made up by Agenda. */
  readonly atStart?: boolean;
  /** The signal says that the process stops; what is left waits for the next time. */
  run(signal: AbortSignal): Promise<void>;
}

export interface RunningJobs {
  /** Waits for what is running, within a limit. */
  stop(): Promise<void>;
}

const COLLECTION = 'jobs';
/** A process that died frees its jobs after this; one that lives says so more often. */
const LOCK_MS = 60_000;
const STOP_MS_MAX = 10_000;

export async function startJobs(database: Database, jobs: readonly Job[], log: Log): Promise<RunningJobs> {
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: database.db, collection: COLLECTION }),
    processEvery: '5 seconds',
  });
  agenda.on('error', (failure: unknown) => {
    log.error({ failure }, 'the job runner has a fault; jobs run when it recovers');
  });
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const run = (job: Job) => {
    const work = runOnce(job, stopping.signal, log).finally(() => running.delete(work));
    running.add(work);
    return work;
  };
  for (const job of jobs) {
    const work = async (held: { touch(): Promise<void> }) => {
      const touching = setInterval(() => void held.touch().catch(() => undefined), LOCK_MS / 3); // a lost lock harms nothing: see above
      await run(job).finally(() => clearInterval(touching));
    };
    // Both are per process; the row's lock keeps other processes away.
    agenda.define(job.name, work, { concurrency: 1, lockLimit: 1, lockLifetime: LOCK_MS });
  }
  await oneRowPerJob(database);
  await agenda.start();
  for (const { name, every } of jobs) await repeat(agenda, name, every);
  for (const job of jobs) if (job.atStart) void run(job);
  return {
    async stop() {
      stopping.abort();
      await agenda.stop();
      await Promise.race([Promise.allSettled(running), waitFor(STOP_MS_MAX)]);
    },
  };
}

async function runOnce(job: Job, signal: AbortSignal, log: Log): Promise<void> {
  try {
    await job.run(signal);
  } catch (failure) {
    log.error({ failure, job: job.name }, 'a job failed; it runs again at its next time');
  }
}

/** Agenda's own upsert has no unique index behind it: processes that start together would each add a row, and the job would run for each. */
async function oneRowPerJob({ db }: Database): Promise<void> {
  const rows = db.collection(COLLECTION);
  const oneByName = { name: 'one-row-per-job', unique: true, partialFilterExpression: { type: 'single' } };
  const unique = () => rows.createIndexes([{ key: { name: 1, type: 1 }, ...oneByName }]);
  await unique().catch(async (failure: unknown) => {
    if (!isDuplicateKey(failure)) throw failure;
    await rows.deleteMany({ type: 'single' }); // every process adds its jobs again when it starts
    await unique();
  });
}

async function repeat(agenda: Agenda, name: string, every: string): Promise<void> {
  const add = () => agenda.every(every, name, undefined, { timezone: 'UTC' });
  await add().catch((failure: unknown) => {
    if (!isDuplicateKey(failure)) throw failure; // another process came first; now there is a row to change
    return add();
  });
}

function waitFor(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
