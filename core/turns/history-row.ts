/** A journal entry as its player sees it: one row of the history. */
import type { HistoryRow } from '#protocol/rest-contract.ts';
import { receivableAccount } from '#core/ledger/accounts.ts';
import { linkCause, repaymentCause } from '#core/ledger/entry.ts';
import type { BookedEntry } from '#core/ledger/entry.ts';
import { toWire } from '#core/money/microcredits.ts';
import { worthOf } from '#core/turns/settlement.ts';
import type { TurnEntry } from '#core/turns/turn-entry.ts';

export function historyRowView(entry: BookedEntry, playerId: string): HistoryRow {
  const { key, kind, at, reason, reverses, after } = entry;
  const asGuest = !entry.parties.includes(playerId);
  const ownerId = asGuest ? guestOf(entry) : playerId;
  const owed = entry.postings.find(({ account }) => account === receivableAccount(ownerId))?.amount ?? 0n;
  const own = entry.postings.filter(({ account }) => account.startsWith(`player:${ownerId}:`));
  return {
    ...{ key, kind, reason, reverses, asGuest },
    at: at.toISOString(),
    amount: toWire(own.reduce((sum, { amount }) => sum + amount, 0n)),
    balance: after && toWire(after.balance),
    debt: toWire(-owed),
    cause: causeOf(entry),
    runDay: kind === 'payout' ? key.slice(key.lastIndexOf(':') + 1) : null,
    turn: kind === 'turn' ? turnOfRow(entry as TurnEntry) : null,
    purchase: purchaseOfRow(entry.meta as Record<string, unknown>),
  };
}

/** Of a row in one's own history that is not one's own: of the guest who merged into one. */
function guestOf({ parties }: BookedEntry): string {
  return parties.find((party) => !party.startsWith('creator:')) ?? '';
}

function causeOf({ kind, key }: BookedEntry): string | null {
  if (kind === 'repay') return repaymentCause(key);
  return kind === 'link' ? linkCause(key) : null;
}

function turnOfRow({ state, meta }: TurnEntry): HistoryRow['turn'] {
  const { turnId, journeyId, worldId, n, narratorId, funding, usage, counted, priceVersion } = meta;
  return {
    ...{ turnId, journeyId, worldId, n, narratorId, funding, usage, counted, priceVersion },
    state: state ?? 'settled',
    ceiling: toWire(meta.ceiling),
    wouldHaveCost: toWire(worthOf(meta)),
  };
}

/** Whatever kind of entry names a purchase. */
function purchaseOfRow({
  purchaseId,
  packId,
  currency,
  paid,
  refunded,
  disputed,
}: Record<string, unknown>): HistoryRow['purchase'] {
  if (typeof purchaseId !== 'string') return null;
  return {
    purchaseId,
    packId: textOf(packId),
    currency: textOf(currency),
    paid: wholeOf(paid),
    refunded: wholeOf(refunded),
    disputed: wholeOf(disputed),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Longs of the database come back as bigints. */
function wholeOf(value: unknown): number | null {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
}
