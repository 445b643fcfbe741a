/** The connection to MongoDB: collections with their validators and indexes, and the lanes money transactions run in. */
import mongoose from 'mongoose';
import type { Connection, Schema } from 'mongoose';
import { MongoServerError } from 'mongodb';
import type { Collection, Db, Document, MongoClient } from 'mongodb';
import { accrualSchema } from './documents/accrual-document.ts';
import type { AccrualDocument } from './documents/accrual-document.ts';
import { earningsSchema } from './documents/earnings-document.ts';
import type { EarningsDocument } from './documents/earnings-document.ts';
import { entrySchema } from './documents/entry-document.ts';
import type { EntryDocument } from './documents/entry-document.ts';
import { journeySchema } from './documents/journey-document.ts';
import type { JourneyDocument } from './documents/journey-document.ts';
import { playerSchema } from './documents/player-document.ts';
import type { PlayerDocument } from './documents/player-document.ts';
import { priceVersionSchema } from './documents/price-version-document.ts';
import type { PriceVersionDocument } from './documents/price-version-document.ts';
import { processSchema } from './documents/process-document.ts';
import type { ProcessDocument } from './documents/process-document.ts';
import { purchaseSchema } from './documents/purchase-document.ts';
import type { PurchaseDocument } from './documents/purchase-document.ts';
import { turnSchema } from './documents/turn-document.ts';
import type { TurnDocument } from './documents/turn-document.ts';
import { walletSchema, walletValidator } from './documents/wallet-document.ts';
import type { WalletDocument } from './documents/wallet-document.ts';
import { worldSchema } from './documents/world-document.ts';
import type { WorldDocument } from './documents/world-document.ts';
import { TransactionLanes } from './transaction-lanes.ts';

/**
 * Mongoose defines the documents: shapes, validators, indexes. The stores write through the driver's collections, because
 * every write of money is an exact guarded update, and a hydrated document in between would only cost time.
 */
export interface Database {
  readonly client: MongoClient;
  readonly db: Db;
  readonly lanes: TransactionLanes;
  readonly wallets: Collection<WalletDocument>;
  readonly entries: Collection<EntryDocument>;
  readonly turns: Collection<TurnDocument>;
  readonly journeys: Collection<JourneyDocument>;
  readonly processes: Collection<ProcessDocument>;
  readonly accruals: Collection<AccrualDocument>;
  readonly earnings: Collection<EarningsDocument>;
  readonly purchases: Collection<PurchaseDocument>;
  readonly worlds: Collection<WorldDocument>;
  readonly players: Collection<PlayerDocument>;
  readonly priceVersions: Collection<PriceVersionDocument>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Money transactions at once; more wait their turn. */
  readonly lanes?: number;
}

const LANES = 16;

export async function openDatabase(uri: string, { lanes = LANES }: DatabaseOptions = {}): Promise<Database> {
  // useBigInt64: without it, longs come back as numbers or Long objects. No client-level read concern (LG7).
  const connection = await mongoose
    .createConnection(uri, {
      useBigInt64: true,
      autoIndex: false,
      autoCreate: false,
      serverSelectionTimeoutMS: 10_000,
      maxPoolSize: 64,
    })
    .asPromise();
  const collection = <D extends Document>(name: string, schema: Schema<D>, validator?: object) =>
    prepareCollection<D>(connection, name, schema, validator);
  const [wallets, entries, turns, journeys, processes, accruals, earnings, purchases, worlds, players, priceVersions] =
    await Promise.all([
      collection<WalletDocument>('Wallet', walletSchema, walletValidator),
      collection<EntryDocument>('Entry', entrySchema),
      collection<TurnDocument>('Turn', turnSchema),
      collection<JourneyDocument>('Journey', journeySchema),
      collection<ProcessDocument>('Process', processSchema),
      collection<AccrualDocument>('Accrual', accrualSchema),
      collection<EarningsDocument>('Earnings', earningsSchema),
      collection<PurchaseDocument>('Purchase', purchaseSchema),
      collection<WorldDocument>('World', worldSchema),
      collection<PlayerDocument>('Player', playerSchema),
      collection<PriceVersionDocument>('PriceVersion', priceVersionSchema),
    ]);
  const client: MongoClient = connection.getClient();
  const transactionLanes = new TransactionLanes(client, lanes);
  return {
    client,
    db: connection.db as unknown as Db,
    lanes: transactionLanes,
    ...{ wallets, entries, turns, journeys, processes, accruals, earnings, purchases, worlds, players, priceVersions },
    async close() {
      await transactionLanes.close();
      await connection.close();
    },
  };
}

/** Collections and indexes are made at boot: inside a transaction it would be too late. */
async function prepareCollection<D extends Document>(
  connection: Connection,
  name: string,
  schema: Schema<D>,
  validator: object | undefined,
): Promise<Collection<D>> {
  const model = connection.model(name, schema);
  await model.createCollection(validator ? { validator } : {});
  if (validator) await connection.db?.command({ collMod: model.collection.collectionName, validator });
  await model.createIndexes();
  return model.collection as unknown as Collection<D>;
}

/** The server says that it did not do it, and that asking again may help: mostly a write conflict. */
export function wasNotDone(failure: unknown): boolean {
  return failure instanceof MongoServerError && failure.hasErrorLabel('TransientTransactionError');
}

export function isDuplicateKey(failure: unknown): boolean {
  return failure instanceof MongoServerError && failure.code === 11_000;
}
