/** What live rooms read: exact as of one moment of the database, so that the journal's feed continues just there. */
import type { Document, Timestamp } from 'mongodb';
import { GameError } from '#protocol/errors.ts';
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { LoadedFigures, OwnedWorld } from '#core/live/journal-feed.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { Database } from './database.ts';
import { entryOf, NEWEST_FIRST } from './documents/entry-document.ts';
import type { EntryDocument } from './documents/entry-document.ts';
import { walletOf } from './documents/wallet-document.ts';
import type { WalletDocument } from './documents/wallet-document.ts';
import { logTime } from './journal-feed.ts';

export interface LiveReads {
  /** A wallet and its newest entries, newest first, of the same moment. Throws PLAYER_NOT_FOUND. */
  wallet(playerId: string, entriesMax: number): Promise<{ wallet: Wallet; entries: BookedEntry[] }>;
  /** Earned is what went to this owner. */
  worldFigures(world: OwnedWorld, since: Date): Promise<LoadedFigures>;
}

/** In one answer: far more than an hour has minutes times AIs. */
const ROWS_MAX = 100_000;
const MINUTE = { $dateTrunc: { date: '$at', unit: 'minute' } };

interface FigureRow {
  readonly _id: { readonly at: Date; readonly narratorId: string };
  readonly turns: number;
  readonly spent: bigint | number;
  readonly earned: bigint | number;
}

export function createLiveReads(database: Database): LiveReads {
  async function wallet(playerId: string, entriesMax: number) {
    const newest = [{ $match: { parties: playerId } }, { $sort: NEWEST_FIRST }, { $limit: entriesMax }];
    const { rows } = await readAtOnce<WalletDocument & { entries: EntryDocument[] }>(database, 'wallets', [
      { $match: { _id: playerId } },
      { $lookup: { from: 'entries', pipeline: newest, as: 'entries' } },
    ]);
    const [found] = rows;
    if (!found) throw new GameError('PLAYER_NOT_FOUND', { playerId });
    const { entries, ...document } = found;
    return { wallet: walletOf(document), entries: entries.map(entryOf) };
  }

  async function worldFigures(world: OwnedWorld, since: Date): Promise<LoadedFigures> {
    const { rows, asOf } = await readAtOnce<FigureRow>(database, 'entries', figuresPipeline(world, since));
    const figures = rows.map(({ _id, turns, spent, earned }) => ({
      ..._id,
      turns,
      spent: BigInt(spent),
      earned: BigInt(earned),
    }));
    return { figures, asOf };
  }

  return { wallet, worldFigures };
}

/** The same as `figureOf` and `WorldFigures` make of the entries one by one. */
function figuresPipeline({ worldId, ownerId }: OwnedWorld, since: Date): Document[] {
  return [
    {
      $match: {
        ...{ 'meta.worldId': worldId, at: { $gte: since } },
        $or: [{ kind: 'turn', state: 'settled' }, { kind: 'reverse' }],
      },
    },
    {
      $group: {
        _id: { at: MINUTE, narratorId: { $ifNull: ['$meta.narratorId', ''] } },
        turns: { $sum: { $cond: [{ $eq: ['$kind', 'turn'] }, 1, 0] } },
        spent: { $sum: '$meta.charged' },
        earned: { $sum: { $cond: [{ $eq: ['$meta.creatorId', ownerId] }, '$meta.creatorShare', 0] } },
      },
    },
  ];
}

/**
 * One aggregation as the database stands now: with everything that was committed before the call, also what its majority is still
 * writing down. Nothing that comes after `asOf` is in it.
 */
async function readAtOnce<Row>(
  { db }: Database,
  collection: 'wallets' | 'entries',
  pipeline: Document[],
): Promise<{ rows: Row[]; asOf: bigint }> {
  const { operationTime } = (await db.command({ ping: 1 })) as { operationTime?: Timestamp };
  const asOf = logTime(operationTime);
  const readConcern = { level: 'snapshot', atClusterTime: operationTime };
  const command = { aggregate: collection, pipeline, cursor: { batchSize: ROWS_MAX }, readConcern };
  const answer = await db.command(command, { useBigInt64: true }); // commands do not inherit it
  const { firstBatch, id } = (answer as { cursor: { firstBatch: Row[]; id: bigint | number } }).cursor;
  if (BigInt(id) !== 0n) throw new Error(`${collection} answered with more than one batch`);
  return { rows: firstBatch, asOf };
}
