/** All that is kept about one player, a batch at a time: what the export of one's data is made of. */
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { Database } from './database.ts';
import { journeyOf } from './documents/journey-document.ts';
import { purchaseOf } from './documents/purchase-document.ts';
import type { HistoryStore } from './history-store.ts';

/** Batches, so that a reader's memory stays small however much there is. */
export type Batches<Row> = AsyncGenerator<Row[], void, void>;

export interface PlayerRecords {
  history(playerId: string): Batches<BookedEntry>;
  /** Adjustments and refunds by operators, whose reasons stand in them. */
  operatorActions(playerId: string): Batches<BookedEntry>;
  purchases(playerId: string): Batches<Purchase>;
  earnings(playerId: string): Batches<EarnedDay>;
  journeys(playerId: string): Batches<OwnJourney>;
  turns(playerId: string): Batches<OwnTurn>;
}

/** What one of the player's worlds earned on one day. */
export interface EarnedDay {
  readonly worldId: string;
  readonly day: string;
  readonly accrued: Microcredits;
  readonly paid: Microcredits;
}

/** A journey as one of its members knows it. */
export interface OwnJourney {
  readonly journeyId: string;
  readonly worldId: string;
  readonly worldVersion: number;
  readonly title: string;
  readonly me: Member;
  /** Of summaries, those that the player last wrote. */
  readonly summaries: readonly { readonly fromN: number; readonly toN: number; readonly text: string }[];
  readonly createdAt: Date;
}

/** Without what the AI read and how that was priced: the turn's receipt has it. */
const OWN_TURN = [
  ...(['journeyId', 'turnId', 'n', 'at', 'mode', 'action', 'passage', 'incomplete', 'narratorId', 'served'] as const),
  ...(['usage', 'counted', 'priceVersion', 'funding', 'ceiling', 'charged', 'wouldHaveCost', 'summary'] as const),
] as const;
export type OwnTurn = Pick<Turn, (typeof OWN_TURN)[number]>;

const ROWS_PER_BATCH = 100;

export function createPlayerRecords(database: Database, history: HistoryStore): PlayerRecords {
  async function* earnings(creatorId: string): Batches<EarnedDay> {
    const shown = { _id: 0, worldId: 1, day: 1, accrued: 1, paid: 1 };
    yield* inBatches<EarnedDay>(database.earnings.find({ creatorId }, { projection: shown }).sort({ day: -1 }));
    const unclaimed = inBatches(database.accruals.find({ creatorId }));
    for await (const rows of unclaimed)
      yield rows.map(({ worldId, day, amount }) => ({ worldId, day, accrued: amount, paid: 0n }));
  }

  async function* journeys(playerId: string): Batches<OwnJourney> {
    for await (const found of inBatches(database.journeys.find({ 'members.playerId': playerId }).sort({ createdAt: -1 }))) {
      yield found.map(journeyOf).flatMap(({ id: journeyId, worldId, worldVersion, title, members, summaries, createdAt }) => {
        const me = members.find((member) => member.playerId === playerId);
        const own = summaries.filter(({ editedBy }) => editedBy === playerId);
        const written = own.map(({ fromN, toN, text }) => ({ fromN, toN, text }));
        return me ? [{ journeyId, worldId, worldVersion, title, me, summaries: written, createdAt }] : [];
      });
    }
  }

  /** By journey, since that is how turns are found. */
  async function* turns(playerId: string): Batches<OwnTurn> {
    const projection = { _id: 0, ...Object.fromEntries(OWN_TURN.map((field) => [field, 1])) };
    for await (const found of journeys(playerId)) {
      for (const { journeyId } of found) {
        const own = database.turns.find({ journeyId, authorId: playerId }, { projection }).sort({ n: 1 });
        yield* inBatches(own.map((turn) => turn as unknown as OwnTurn));
      }
    }
  }

  return {
    history: (playerId) => history.batches(playerId),
    operatorActions: (playerId) => history.batches(playerId, { kinds: ['adjust', 'reverse'] }),
    purchases: (playerId) => inBatches(database.purchases.find({ playerId }).map(purchaseOf)),
    ...{ earnings, journeys, turns },
  };
}

async function* inBatches<Row>(rows: AsyncIterable<Row>): Batches<Row> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_PER_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
