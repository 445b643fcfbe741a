/** What settling a turn moves: plain arithmetic over a hold and the real cost. */
import { ABSORBED, REVENUE, creatorAccount, playerAccount } from '#core/ledger/accounts.ts';
import { balancedPostings } from '#core/ledger/entry.ts';
import type { Posting } from '#core/ledger/entry.ts';
import { shareOf, smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { burn, NO_CREDITS, POCKETS, subtractPockets, totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { Hold } from '#core/wallet/wallet.ts';

export interface Settlement {
  /** What the player pays: the real cost, never above the ceiling; 0 on a free turn. */
  readonly charged: Microcredits;
  /** The price of what was really used (TN8). */
  readonly wouldHaveCost: Microcredits;
  readonly taken: Pockets;
  /** What goes back from the hold into the pockets. */
  readonly back: Pockets;
  readonly creatorShare: Microcredits;
  readonly postings: readonly Posting[];
}

export interface SettlementTerms {
  readonly cost: Microcredits;
  /** The world's owner, who earns; nobody when the owner plays (RV1). */
  readonly creatorId: string;
  readonly shareBasisPoints: number;
}

/** What a turn is worth to its player (PR3): what was really used, never above the ceiling; on a free turn, what it would have cost. */
export function worthOf({ wouldHaveCost, ceiling }: { wouldHaveCost: Microcredits; ceiling: Microcredits }): Microcredits {
  return smaller(wouldHaveCost, ceiling);
}

export function settlementOf(hold: Hold, terms: SettlementTerms): Settlement {
  if (terms.cost < 0n) throw new RangeError(`a turn cannot cost ${terms.cost} µcr`);
  if (hold.funding === 'free') {
    return { charged: 0n, wouldHaveCost: terms.cost, taken: NO_CREDITS, back: NO_CREDITS, creatorShare: 0n, postings: [] };
  }
  const charged = smaller(terms.cost, hold.ceiling);
  const overrun = terms.cost - charged;
  const taken = burn(hold.draws, charged);
  const creatorShare = creatorShareOf(hold, taken, terms);
  const postings = balancedPostings([
    ...POCKETS.map((pocket) => ({ account: playerAccount(hold.by, pocket), amount: -taken[pocket] })),
    { account: creatorAccount(terms.creatorId), amount: creatorShare },
    { account: ABSORBED, amount: -overrun },
    { account: REVENUE, amount: charged - creatorShare + overrun },
  ]);
  return { charged, wouldHaveCost: terms.cost, taken, back: subtractPockets(hold.draws, taken), creatorShare, postings };
}

/** RV1: a share of what others pay, the grant pocket excepted, else fake accounts would farm welcome credits. */
function creatorShareOf(hold: Hold, taken: Pockets, terms: SettlementTerms): Microcredits {
  if (hold.by === terms.creatorId || hold.of.includes(terms.creatorId)) return 0n;
  return shareOf(totalOf(taken) - taken.grant, terms.shareBasisPoints);
}
