/** All that is kept about one player, a batch at a time: what the export of one's data is made of. */
import type { BookedEntry } from '#core/ledger/entry.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { Database } from './database.ts';
import { journeyOf } from './documents/journey-document.ts';
import { purchaseOf } from './documents/purchase-document.ts';
import type { HistoryStore } from './history-store.ts';
import { inBatches } from './in-batches.ts';
import type { Batches } from './in-batches.ts';

export interface PlayerRecords {
  history(playerId: string): Batches<BookedEntry>;
  /** Adjustments and refunds by operators, whose reasons stand in them. */
  operatorActions(playerId: string): Batches<BookedEntry>;
  purchases(playerId: string): Batches<Purchase>;
  journeys(playerId: string): Batches<OwnJourney>;
  turns(playerId: string): Batches<OwnTurn>;
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
  ...(['aside', 'editedAt', 'original'] as const),
] as const;
export type OwnTurn = Pick<Turn, (typeof OWN_TURN)[number]>;

const ROWS_PER_BATCH = 100;

export function createPlayerRecords(database: Database, history: HistoryStore): PlayerRecords {
  async function* journeys(playerId: string): Batches<OwnJourney> {
    const own = database.journeys.find({ 'members.playerId': playerId }).sort({ createdAt: -1 });
    for await (const found of inBatches(own, ROWS_PER_BATCH)) {
      yield found.map(journeyOf).flatMap(({ id: journeyId, worldId, worldVersion, title, members, summaries, createdAt }) => {
        const me = members.find((member) => member.playerId === playerId);
        const edited = summaries.filter(({ editedBy }) => editedBy === playerId);
        const written = edited.map(({ fromN, toN, text }) => ({ fromN, toN, text }));
        return me ? [{ journeyId, worldId, worldVersion, title, me, summaries: written, createdAt }] : [];
      });
    }
  }

  /** By journey, since that is how turns are found. */
  async function* turns(playerId: string): Batches<OwnTurn> {
    const projection = { _id: 0, ...Object.fromEntries(OWN_TURN.map((field) => [field, 1])) };
    for await (const found of journeys(playerId)) {
      for (const { journeyId } of found) {
        const own = database.turns.find<OwnTurn>({ journeyId, authorId: playerId }, { projection }).sort({ n: 1 });
        yield* inBatches(own, ROWS_PER_BATCH);
      }
    }
  }

  return {
    history: (playerId) => history.batches(playerId),
    operatorActions: (playerId) => history.batches(playerId, { kinds: ['adjust', 'reverse'] }),
    purchases: (playerId) => inBatches(database.purchases.find({ playerId }).map(purchaseOf), ROWS_PER_BATCH),
    ...{ journeys, turns },
  };
}
