/** Tells what is inserted into the journal, by whichever process: one change stream, open only while somebody listens. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ChangeStream, ChangeStreamInsertDocument, Timestamp } from 'mongodb';
import type { FeedEntry, FeedListener, FeedTopic, JournalFeed } from '#core/live/journal-feed.ts';
import type { Log } from '#core/turns/game.ts';
import type { Database } from './database.ts';
import type { EntryDocument } from './documents/entry-document.ts';

const REOPEN_MS = 500;
const FIELDS = ['_id', 'kind', 'state', 'at', 'parties'];
const META_FIELDS = ['worldId', 'narratorId', 'charged', 'creatorId', 'creatorShare'];
const PIPELINE = [
  { $match: { operationType: 'insert' } },
  {
    $project: {
      ...{ operationType: 1, clusterTime: 1 },
      ...Object.fromEntries(FIELDS.map((field) => [`fullDocument.${field}`, 1])),
      ...Object.fromEntries(META_FIELDS.map((field) => [`fullDocument.meta.${field}`, 1])),
    },
  },
];

type EntryInserted = ChangeStreamInsertDocument<EntryDocument>;

interface OpenStream {
  readonly stream: ChangeStream<EntryDocument, EntryInserted>;
  /** What is read of it at the moment. */
  readonly next: Promise<EntryInserted>;
}

export function createJournalFeed(database: Database, log: Log): JournalFeed {
  return new ChangeStreamFeed(database, log);
}

class ChangeStreamFeed implements JournalFeed {
  readonly #database: Database;
  readonly #log: Log;
  readonly #topics = new Map<string, Set<FeedListener>>();
  /** Ends the stream and whatever waits to open it again. */
  #closing: AbortController | undefined;
  #opened: Promise<void> = Promise.resolve();

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
  }

  async listen(topic: FeedTopic, listener: FeedListener): Promise<() => void> {
    const name = nameOf(topic);
    this.#topics.set(name, (this.#topics.get(name) ?? new Set()).add(listener));
    if (!this.#closing) this.#start();
    const stop = (): void => this.#forget(name, listener);
    try {
      await this.#opened;
    } catch (failure) {
      stop();
      throw failure;
    }
    return stop;
  }

  #start(): void {
    const closing = new AbortController();
    this.#closing = closing;
    const firstStream = this.#open(closing.signal);
    this.#opened = firstStream.then(() => undefined);
    firstStream.then(
      (stream) => void this.#follow(stream, closing.signal),
      () => {
        // Every listener hears of it from `listen`; the next one tries again.
        if (this.#closing === closing) this.#closing = undefined;
      },
    );
  }

  #forget(name: string, listener: FeedListener): void {
    const listeners = this.#topics.get(name);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#topics.delete(name);
    if (this.#topics.size > 0) return;
    this.#closing?.abort();
    this.#closing = undefined;
  }

  /** Resolves when the stream has its place in the database's log: whatever is committed from then on comes. */
  async #open(signal: AbortSignal): Promise<OpenStream> {
    const stream = this.#database.entries.watch<EntryDocument, EntryInserted>(PIPELINE);
    const close = (): void => void stream.close().catch(() => undefined);
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
    const placed = new Promise<void>((resolve) => stream.once('resumeTokenChanged', () => resolve()));
    const next = stream.next();
    await Promise.race([placed, next]);
    return { stream, next };
  }

  /** The driver resumes after whatever can be resumed; after anything else a new stream begins, and listeners load anew. */
  async #follow(first: OpenStream, signal: AbortSignal): Promise<void> {
    for (let open: OpenStream | null = first; open; open = await this.#reopen(signal)) {
      if (open !== first) for (const listeners of this.#topics.values()) for (const listener of [...listeners]) listener.onGap();
      try {
        for (let { next } = open; ; next = open.stream.next()) this.#tell(await next);
      } catch (failure) {
        if (!signal.aborted) this.#log.warn({ failure }, 'the journal feed broke off; whoever follows it loads anew');
      }
    }
  }

  async #reopen(signal: AbortSignal): Promise<OpenStream | null> {
    for (;;) {
      await wait(REOPEN_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return null;
      try {
        return await this.#open(signal);
      } catch (failure) {
        this.#log.warn({ failure }, 'the journal feed could not be opened again yet');
      }
    }
  }

  #tell(change: EntryInserted): void {
    const entry = feedEntry(change);
    const { worldId } = entry.meta;
    const names = [...entry.parties.map((party) => nameOf({ party })), ...(worldId ? [nameOf({ worldId })] : [])];
    for (const name of names) for (const listener of [...(this.#topics.get(name) ?? [])]) listener.onEntry(entry);
  }
}

function nameOf(topic: FeedTopic): string {
  return 'party' in topic ? `party:${topic.party}` : `world:${topic.worldId}`;
}

function feedEntry({ fullDocument, clusterTime }: EntryInserted): FeedEntry {
  const { _id: key, kind, state, at, parties, meta } = fullDocument;
  return { key, kind, state, at, parties, meta: feedMeta(meta as Record<string, unknown>), committedAt: logTime(clusterTime) };
}

/** As far as an entry has it, and in the types that it should have. */
function feedMeta({ worldId, narratorId, charged, creatorId, creatorShare }: Record<string, unknown>): FeedEntry['meta'] {
  return {
    ...(typeof worldId === 'string' && { worldId }),
    ...(typeof narratorId === 'string' && { narratorId }),
    ...(typeof charged === 'bigint' && { charged }),
    ...(typeof creatorId === 'string' && { creatorId }),
    ...(typeof creatorShare === 'bigint' && { creatorShare }),
  };
}

/** A place in the database's log, as a number that orders it. */
export function logTime(time: Timestamp | undefined): bigint {
  if (!time) throw new Error('MongoDB is no replica set: it has no log to follow');
  return time.toBigInt();
}
