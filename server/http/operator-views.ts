/** What operators did, in the REST contract's words. */
import type { OperatorActionView, TurnRefundView } from '#protocol/rest-contract.ts';
import type { BookedEntry, Entry } from '#core/ledger/entry.ts';
import type { ReversalEntry } from '#core/ledger/reversal.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { OperatorAction } from '#models/operator-actions.ts';
import type { OrderedRefund } from '#models/refund-orders.ts';

export function turnRefundView({ key, reason, by, at, meta }: ReversalEntry): TurnRefundView {
  const { playerId, charged, creatorShare } = meta;
  const amounts = { amount: toWire(-charged), creatorShare: toWire(-creatorShare) };
  return { key, playerId, ...amounts, reason: reason ?? '', by, at: at.toISOString() };
}

export function operatorActionView({ what, byName }: OperatorAction): OperatorActionView {
  return 'purchaseId' in what ? { ...refundActionView(what), byName } : { ...entryActionView(what), byName };
}

/** The credits follow under an entry of their own, once Stripe has paid. */
function refundActionView({ key, at, by, playerId, reason, ...order }: OrderedRefund): Omit<OperatorActionView, 'byName'> {
  const { purchaseId, amount, currency, state, fault } = order;
  return {
    ...{ key, kind: 'refund', at: at.toISOString(), by, playerId, reason, amount: 0, creatorShare: 0, turn: null },
    refund: { purchaseId, amount, currency, state, fault },
  };
}

function entryActionView(entry: BookedEntry): Omit<OperatorActionView, 'byName'> {
  const { key, kind, by, reason } = entry;
  const playerId = entry.parties[0] ?? '';
  return {
    ...{ key, kind, at: entry.at.toISOString(), by, playerId, reason },
    amount: toWire(sumOf(entry, `player:${playerId}:`)),
    creatorShare: toWire(sumOf(entry, 'creator:')),
    turn: kind === 'reverse' ? turnOf(entry as ReversalEntry) : null,
    refund: null,
  };
}

function turnOf({ meta: { journeyId, turnId } }: ReversalEntry) {
  return { journeyId, turnId };
}

function sumOf({ postings }: Entry, prefix: string): bigint {
  return postings.filter(({ account }) => account.startsWith(prefix)).reduce((sum, { amount }) => sum + amount, 0n);
}
