/** Runs money transactions, a few at a time, on server sessions whose ids are known beforehand (DESIGN §6). */
import type { ClientSession, MongoClient } from 'mongodb';

/** After this, an unknown outcome is given up; the hold's expiry resolves it (LG7). */
const TRANSACTION_MS_MAX = 60_000;

/**
 * Each lane is one server session for the process's whole life, so that whoever takes over from this process can end its
 * open transactions by their ids. Work that finds no free lane waits in order.
 */
export class TransactionLanes {
  readonly #sessions: ClientSession[];
  readonly #free: ClientSession[];
  readonly #waiting: ((session: ClientSession) => void)[] = [];

  constructor(client: MongoClient, count: number) {
    this.#sessions = Array.from({ length: count }, () => client.startSession({ causalConsistency: false }));
    this.#free = [...this.#sessions];
  }

  /** The sessions' ids on the server. */
  get lsids(): NonNullable<ClientSession['id']>[] {
    return this.#sessions.flatMap(({ id }) => (id ? [id] : []));
  }

  /**
   * Runs `work` as one transaction, again from the start after a write conflict (so it must have no side effects).
   * Errors of the driver must leave `work` as they are: they carry the labels that say whether to try again.
   */
  async run<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = this.#free.pop() ?? (await new Promise<ClientSession>((resolve) => this.#waiting.push(resolve)));
    try {
      return await session.withTransaction(work, {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', journal: true },
        readPreference: 'primary',
        timeoutMS: TRANSACTION_MS_MAX,
      });
    } finally {
      const next = this.#waiting.shift();
      if (next) next(session);
      else this.#free.push(session);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.endSession()));
  }
}
