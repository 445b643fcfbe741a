/** The port through which rooms follow the journal as it is written, by this process or any other. */
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { TurnMeta } from '#core/turns/turn-entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';

/** What the feed tells of an entry. */
export interface FeedEntry extends Pick<BookedEntry, 'key' | 'kind' | 'state' | 'at' | 'parties'> {
  /** Kinds other than turns and their reversals have none of it. */
  readonly meta: Partial<Pick<TurnMeta, 'worldId' | 'narratorId' | 'charged' | 'creatorId' | 'creatorShare'>>;
  /** The database's time of its commit. Comparable with `asOf` of what was read. */
  readonly committedAt: bigint;
}

/** Entries that a player is a party of, or that belong to a world. */
export type FeedTopic = { readonly party: string } | { readonly worldId: string };

export interface FeedListener {
  /** Every entry of the topic once, in the order of their commits. */
  onEntry(entry: FeedEntry): void;
  /** Entries may have been missed; from now on they are told again. What was read before must be read anew. */
  onGap(): void;
}

export interface JournalFeed {
  /** Resolves, with a function that stops listening, when everything that is committed from now on will be told. */
  listen(topic: FeedTopic, listener: FeedListener): Promise<() => void>;
}

/** A world, and whose it is now. */
export interface OwnedWorld {
  readonly worldId: string;
  readonly ownerId: string;
}

/** What turns brought in one minute on one AI; both amounts are less than zero where more was taken back. */
export interface WorldFigure {
  readonly at: Date;
  readonly narratorId: string;
  readonly turns: number;
  readonly spent: Microcredits;
  readonly earned: Microcredits;
}

export interface LoadedFigures {
  readonly figures: readonly WorldFigure[];
  /** They contain every entry committed until then, and none that was committed later. */
  readonly asOf: bigint;
}
