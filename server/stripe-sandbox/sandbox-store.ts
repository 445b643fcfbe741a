/** The sandbox's one collection: payments, the events about them with their delivery, answers kept by idempotency key, and its port. */
import type { ClientSession, Collection, Db, Filter } from 'mongodb';
import { isDuplicateKey } from '#models/database.ts';
import { noSuch } from './api-error.ts';
import { Change } from './change.ts';
import type { Cause, SandboxEvent } from './change.ts';
import type { Payment } from './payment.ts';

export interface EventRow {
  readonly _id: string;
  readonly kind: 'event';
  readonly seq: number;
  readonly created: number;
  readonly type: string;
  /** The checkout session it is about. */
  readonly about: string;
  /** As text: what was signed once is sent with the same bytes ever after. */
  readonly body: string;
  /** `waiting` until a receiver has answered 2xx, or until it was tried often enough. */
  readonly delivery: 'waiting' | 'delivered' | 'given-up';
  readonly attempts: number;
  /** In real milliseconds: deliveries do not follow a game's clock. */
  readonly nextAt: number;
}

export interface RecordedAnswer {
  readonly _id: string;
  readonly kind: 'answer';
  readonly request: string;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
}

/** Where the pages were last: checkouts that are open still name it. */
interface PortRow {
  readonly _id: 'port';
  readonly kind: 'port';
  readonly port: number;
}

type Row = Payment | EventRow | RecordedAnswer | PortRow;

interface Move<T> {
  readonly cause?: Cause;
  /** Written in the same transaction: an answer is kept exactly when what it tells has happened. */
  readonly answer?: ((result: T) => RecordedAnswer) | undefined;
}

const NOBODY: Cause = { id: null, idempotency_key: null };

export class SandboxStore {
  readonly #db: Db;
  readonly #rows: Collection<Row>;
  readonly #clock: () => Date;
  /** Called after a commit; set by whoever delivers. */
  onEvents: (events: readonly SandboxEvent[]) => void = () => undefined;
  /** When a new event is due, in real milliseconds; set by whoever delivers. */
  dueAt: () => number = Date.now;
  /** Where the hosted page is; known once the server listens. */
  url = '';
  #lastSeq = 0;

  constructor(db: Db, clock: () => Date) {
    this.#db = db;
    this.#rows = db.collection<Row>('stripeSandbox');
    this.#clock = clock;
  }

  async prepare(): Promise<void> {
    await this.#rows.createIndexes([
      { key: { ids: 1 } },
      { key: { kind: 1, created: -1, seq: -1 } },
      { key: { kind: 1, delivery: 1, nextAt: 1 } },
    ]);
  }

  async lastPort(): Promise<number | null> {
    const row = (await this.#rows.findOne({ _id: 'port', kind: 'port' })) as PortRow | null;
    return row && row.port;
  }

  async keepPort(port: number): Promise<void> {
    const row: PortRow = { _id: 'port', kind: 'port', port };
    await this.#rows.replaceOne({ _id: 'port' }, row, { upsert: true });
  }

  now(): number {
    return Math.floor(this.#clock().getTime() / 1000);
  }

  /** Always rises, over restarts too: microseconds of the real clock. */
  nextSeq(): number {
    this.#lastSeq = Math.max(this.#lastSeq + 1, Date.now() * 1000);
    return this.#lastSeq;
  }

  /** A new payment when given one, else the one that has the id. All or nothing; may run `move` several times. */
  async change<T>(target: Payment | string, move: (change: Change) => T, { cause = NOBODY, answer }: Move<T> = {}): Promise<T> {
    const [result, events] = await this.#db.client.withSession((session) =>
      session.withTransaction(
        async () => {
          const payment = typeof target === 'string' ? await this.#find(target, session) : structuredClone(target);
          const change = new Change({ payment, now: this.now(), cause, url: this.url, nextSeq: () => this.nextSeq() });
          const moved = move(change);
          await this.#rows.replaceOne({ _id: payment._id }, payment, { session, upsert: typeof target !== 'string' });
          const rows: Row[] = change.events.map((event) => this.#eventRow(event, payment._id));
          if (answer) rows.push(answer(moved));
          if (rows.length > 0) await this.#rows.insertMany(rows, { session });
          return [moved, change.events] as const;
        },
        { readConcern: 'snapshot', writeConcern: { w: 'majority' } },
      ),
    );
    if (events.length > 0) this.onEvents(events);
    return result;
  }

  async find(id: string): Promise<Payment | null> {
    return this.#rows.findOne({ kind: 'payment', $or: [{ _id: id }, { ids: id }] }) as Promise<Payment | null>;
  }

  /** Newest first. */
  async payments(filter: Filter<Payment> = {}, limit = 0): Promise<Payment[]> {
    const found = this.#rows.find({ ...(filter as Filter<Row>), kind: 'payment' });
    return (await found.sort({ created: -1, seq: -1 }).limit(limit).toArray()) as Payment[];
  }

  /** Newest first. */
  async events(filter: Filter<EventRow> = {}, limit = 0): Promise<EventRow[]> {
    const found = this.#rows.find({ ...(filter as Filter<Row>), kind: 'event' });
    return (await found.sort({ created: -1, seq: -1 }).limit(limit).toArray()) as EventRow[];
  }

  /** Those that still wait for a receiver, the first due first. */
  async waitingEvents(options: { dueBy?: number; limit?: number } = {}): Promise<EventRow[]> {
    const due = options.dueBy === undefined ? {} : { nextAt: { $lte: options.dueBy } };
    const found = this.#rows.find({ kind: 'event', delivery: 'waiting', ...due });
    const sort: Record<string, 1> = options.dueBy === undefined ? { seq: 1 } : { nextAt: 1, seq: 1 };
    return (await found
      .sort(sort)
      .limit(options.limit ?? 0)
      .toArray()) as EventRow[];
  }

  async nextDue(): Promise<number | null> {
    const [first] = await this.waitingEvents({ dueBy: Number.MAX_SAFE_INTEGER, limit: 1 });
    return first?.nextAt ?? null;
  }

  async event(id: string): Promise<EventRow> {
    const found = (await this.#rows.findOne({ _id: id, kind: 'event' })) as EventRow | null;
    if (!found) throw noSuch('event', id);
    return found;
  }

  /** A receiver took it. */
  async delivered(id: string): Promise<void> {
    await this.#rows.updateOne({ _id: id, kind: 'event' }, { $set: { delivery: 'delivered' }, $inc: { attempts: 1 } });
  }

  /** Nobody took it this time. One that was taken before stays taken, whatever becomes of a duplicate. */
  async failed(id: string, change: Pick<EventRow, 'delivery' | 'nextAt'>): Promise<void> {
    await this.#rows.updateOne({ _id: id, kind: 'event', delivery: 'waiting' }, { $set: change, $inc: { attempts: 1 } });
  }

  async answer(key: string): Promise<RecordedAnswer | null> {
    return this.#rows.findOne({ _id: key, kind: 'answer' }) as Promise<RecordedAnswer | null>;
  }

  /** False when another answer stands under the key. */
  async keepRefusal(answer: RecordedAnswer): Promise<boolean> {
    try {
      await this.#rows.insertOne(answer);
      return true;
    } catch (failure) {
      if (isDuplicateKey(failure)) return false;
      throw failure;
    }
  }

  async #find(id: string, session: ClientSession): Promise<Payment> {
    const found = await this.#rows.findOne({ kind: 'payment', $or: [{ _id: id }, { ids: id }] }, { session });
    if (!found) throw noSuch(nameOf(id), id, paramOf(id));
    return found as Payment;
  }

  #eventRow(event: SandboxEvent, about: string): EventRow {
    const { id, type, created } = event;
    const delivery = { delivery: 'waiting', attempts: 0, nextAt: this.dueAt() } as const;
    return { _id: id, kind: 'event', seq: this.nextSeq(), created, type, about, body: JSON.stringify(event), ...delivery };
  }
}

const NAMES: Record<string, string> = { cs: 'checkout.session', pi: 'payment_intent', ch: 'charge', re: 'refund', dp: 'dispute' };
const PARAMS: Record<string, string> = { cs: 'session', pi: 'payment_intent', ch: 'charge', re: 'refund', dp: 'dispute' };

function nameOf(id: string): string {
  return NAMES[id.split('_')[0] ?? ''] ?? 'object';
}

function paramOf(id: string): string {
  return PARAMS[id.split('_')[0] ?? ''] ?? 'id';
}
