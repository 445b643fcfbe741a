/** An operator gives a turn's credits back: the exact negation of what its entry moved, the creator's share too (RV3). */
import { GameError } from '#protocol/errors.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { mapPockets } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { TurnEntry, TurnMeta } from '#core/turns/turn-entry.ts';
import { playerAccount } from './accounts.ts';
import { balancedPostings, requestHash, reversalKey } from './entry.ts';
import type { Entry } from './entry.ts';

export interface TurnRefund {
  readonly journeyId: string;
  readonly turnId: string;
  readonly reason: string;
  /** The operator's player id, or `script:USER`. */
  readonly by: string;
  readonly at: Date;
}

/** What a reversal's entry keeps of its turn: `charged` and `creatorShare` negated, so that sums over both come out right. */
export interface ReversalMeta extends Pick<
  TurnMeta,
  'turnId' | 'journeyId' | 'n' | 'narratorId' | 'funding' | 'worldId' | 'creatorId'
> {
  readonly playerId: string;
  readonly charged: Microcredits;
  readonly creatorShare: Microcredits;
}

export type ReversalEntry = Entry & { readonly kind: 'reverse'; readonly meta: ReversalMeta };

/** The entry, and what each pocket of the turn's player changes by. Throws `NOTHING_TO_REFUND` for a turn that took no credits. */
export function reversalOf(turn: TurnEntry, { reason, by, at }: TurnRefund): { entry: ReversalEntry; change: Pockets } {
  const { turnId, journeyId, n, narratorId, funding, worldId, creatorId, charged, creatorShare } = turn.meta;
  if (turn.state !== 'settled' || charged === 0n) throw new GameError('NOTHING_TO_REFUND', { state: turn.state });
  const postings = balancedPostings(turn.postings.map(({ account, amount }) => ({ account, amount: -amount })));
  const change = mapPockets((pocket) =>
    postings.filter(({ account }) => account === playerAccount(turn.by, pocket)).reduce((sum, { amount }) => sum + amount, 0n),
  );
  const entry: ReversalEntry = {
    ...{ key: reversalKey(turn.key), kind: 'reverse', state: null, reason, by, at },
    hash: requestHash('reverse', turn.key),
    ...{ parties: turn.parties, postings, reverses: turn.key },
    meta: {
      ...{ turnId, journeyId, n, narratorId, funding, worldId, creatorId, playerId: turn.by },
      ...{ charged: -charged, creatorShare: -creatorShare },
    },
  };
  return { entry, change };
}
