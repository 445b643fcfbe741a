/** The journal entry that resolves a turn, and what it tells when the same key comes again (LG6). */
import type { ReleaseReason } from '#protocol/errors.ts';
import type { Funding, TokenUsage } from '#protocol/values.ts';
import { creatorAccount } from '#core/ledger/accounts.ts';
import type { Entry } from '#core/ledger/entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Hold, UtcDay, Wallet } from '#core/wallet/wallet.ts';
import type { ResolvedTurn } from './turn.ts';
import type { SettleOrder } from './turn-store.ts';

/** What a turn's entry keeps beside its postings: enough for the history, the receipt and the auditor. */
export interface TurnMeta {
  readonly turnId: string;
  readonly journeyId: string;
  readonly narratorId: string;
  readonly funding: Funding;
  /** The day whose free turn the hold took, or would have; entries from before it was kept have none. */
  readonly day?: UtcDay;
  readonly ceiling: Microcredits;
  readonly priceVersion: number;
  readonly n: number | null;
  readonly charged: Microcredits;
  readonly wouldHaveCost: Microcredits;
  readonly usage: TokenUsage | null;
  readonly counted: boolean;
  readonly worldId: string | null;
  readonly creatorId: string | null;
  readonly shareBasisPoints: number | null;
  readonly creatorShare: Microcredits;
}

export type TurnEntry = Entry & { readonly kind: 'turn'; readonly meta: TurnMeta };

export function settledEntry(order: SettleOrder): TurnEntry {
  const { hold, settlement, turn, creatorId, worldId, shareBasisPoints } = order;
  const { charged, wouldHaveCost, creatorShare, postings } = settlement;
  return {
    ...entryOf(hold, turn.at),
    state: 'settled',
    parties: creatorShare > 0n ? [...hold.of, creatorAccount(creatorId)] : hold.of,
    postings,
    meta: {
      ...metaOf(hold),
      n: turn.n,
      charged,
      wouldHaveCost,
      usage: turn.usage,
      counted: turn.counted,
      worldId,
      creatorId,
      shareBasisPoints,
      creatorShare,
    },
  };
}

/** A release has no postings and shows as a 0 row with its reason. `n` is set when text stays. */
export function releasedEntry(hold: Hold, reason: ReleaseReason, at: Date, n: number | null): TurnEntry {
  return { ...entryOf(hold, at), state: 'released', reason, meta: { ...metaOf(hold), n } };
}

/** How a key was resolved. `wallet` is the author's, where the same transaction wrote it. */
export function resolvedTurn(entry: TurnEntry, wallet: Wallet | null): ResolvedTurn {
  const { turnId, journeyId, narratorId, funding, ceiling, priceVersion, n, charged, wouldHaveCost, usage, counted } = entry.meta;
  const resolution = {
    key: entry.key,
    turnId,
    journeyId,
    narratorId,
    funding,
    ceiling,
    priceVersion,
    authorId: entry.by,
    at: entry.at,
    wallet,
  };
  if (entry.state === 'released')
    return { ...resolution, state: 'released', reason: (entry.reason ?? 'interrupted') as ReleaseReason, n };
  if (usage === null || n === null) throw new Error(`settled entry ${entry.key} has no usage or number`);
  return { ...resolution, state: 'settled', n, charged, wouldHaveCost, usage, counted };
}

function entryOf(hold: Hold, at: Date): Omit<TurnEntry, 'meta'> {
  return {
    key: hold.key,
    kind: 'turn',
    state: null,
    reason: null,
    hash: hold.hash,
    by: hold.by,
    parties: hold.of,
    at,
    postings: [],
    reverses: null,
  };
}

function metaOf(hold: Hold): TurnMeta {
  return {
    turnId: turnIdOf(hold.key),
    journeyId: hold.journeyId,
    narratorId: hold.narratorId,
    funding: hold.funding,
    day: hold.day,
    ceiling: hold.ceiling,
    priceVersion: hold.priceVersion,
    n: null,
    charged: 0n,
    wouldHaveCost: 0n,
    usage: null,
    counted: false,
    worldId: null,
    creatorId: null,
    shareBasisPoints: null,
    creatorShare: 0n,
  };
}

function turnIdOf(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}
