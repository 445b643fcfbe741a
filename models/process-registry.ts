/** Which server processes live: one heartbeat each, and the sessions to end when one is dead or stalled (DESIGN §6). */
import type { Filter } from 'mongodb';
import type { Log } from '#core/turns/game.ts';
import type { Database } from './database.ts';
import type { ProcessDocument } from './documents/process-document.ts';

const HEARTBEAT_MS = 2_000;
const ALIVE_MS = 10_000;

/** Where pids mean the same processes, and whether one of them lives. */
export interface ProcessSpace {
  readonly machine: string;
  isAlive(pid: number): boolean;
}

export class ProcessRegistry {
  readonly processId: string;
  readonly #database: Database;
  readonly #here: ProcessSpace;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, processId: string, here: ProcessSpace, log: Log) {
    this.#database = database;
    this.processId = processId;
    this.#here = here;
    this.#log = log;
  }

  async start(): Promise<void> {
    await this.#beat();
    this.#timer = setInterval(() => {
      this.#beat().catch((failure: unknown) => {
        this.#log.error({ failure }, 'heartbeat failed; other processes may take this one for dead');
      });
    }, HEARTBEAT_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#database.processes.deleteOne({ _id: this.processId });
  }

  /** The process if it is listed, and whether it can still be running. */
  async look(processId: string): Promise<{ alive: boolean; row: ProcessDocument | null }> {
    const [row] = await this.#rows({ _id: processId });
    return { alive: row?.beating === true && !this.#isKnownDead(row), row: row ?? null };
  }

  async deadProcesses(): Promise<ProcessDocument[]> {
    const rows = await this.#rows({ _id: { $ne: this.processId } });
    return rows.filter((row) => !row.beating || this.#isKnownDead(row));
  }

  /** Ends the transactions a dead or stalled process may have left open, which would block its journeys for up to a minute. */
  async endTransactions(row: ProcessDocument): Promise<void> {
    try {
      await this.#database.db.admin().command({ killSessions: row.lsids });
    } catch (failure) {
      this.#log.warn(
        { failure, processId: row._id },
        'may not end the sessions of a dead process; waiting out its transactions instead',
      );
    }
  }

  /** A process of this same machine whose pid is gone, or is ours by now, is dead at once, not only when its heartbeat runs out. */
  #isKnownDead(row: ProcessDocument): boolean {
    if (row.machine !== this.#here.machine) return false;
    if (row.pid === process.pid) return row.startedAt.getTime() !== STARTED_AT.getTime();
    return !this.#here.isAlive(row.pid);
  }

  /** By the database's clock: those of two machines need not agree. */
  async #rows(filter: Filter<ProcessDocument>): Promise<(ProcessDocument & { beating: boolean })[]> {
    return this.#database.processes
      .aggregate<ProcessDocument & { beating: boolean }>([
        { $match: filter },
        { $addFields: { beating: { $gt: ['$aliveUntil', '$$NOW'] } } },
      ])
      .toArray();
  }

  async #beat(): Promise<void> {
    const row = { machine: this.#here.machine, pid: process.pid, startedAt: STARTED_AT, lsids: this.#database.lanes.lsids };
    const aliveUntil = { $add: ['$$NOW', ALIVE_MS] };
    await this.#database.processes.updateOne({ _id: this.processId }, [{ $set: { ...literals(row), aliveUntil } }], {
      upsert: true,
    });
  }
}

/** Values that a pipeline must take as they are. */
function literals(values: object): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { $literal: value as unknown }]));
}

const STARTED_AT = new Date(Math.round(performance.timeOrigin));
