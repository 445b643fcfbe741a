/** The entries of a purchase: what it gave, what was taken back of it, what was given again (PY1, PY2). */
import { GRANTS, playerAccount, receivableAccount, SALES } from '#core/ledger/accounts.ts';
import { balancedPostings, purchaseChangeKey, purchaseKey, requestHash } from '#core/ledger/entry.ts';
import type { Entry } from '#core/ledger/entry.ts';
import { smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { burn, mapPockets, NO_CREDITS, POCKETS, subtractPockets, totalOf } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import { priceText } from './currency.ts';
import type { PurchaseStep } from './next-purchase.ts';
import type { PackCredits, Purchase } from './purchase.ts';

/** What its entries keep beside their postings: how the payment stood, in the currency's smallest unit. */
export interface PurchaseMeta extends Pick<Purchase, 'paid' | 'refunded' | 'disputed' | 'sessionId'> {
  readonly purchaseId: string;
  readonly packId: string;
  readonly currency: string;
}

/** An entry, and what it changes the wallet by. */
export interface PurchaseBooking {
  readonly entry: Entry;
  readonly pockets: Pockets;
  readonly debt: Microcredits;
}

/** The stored pack's credits and bonus, under the checkout session's key: nothing of it comes from an event (PY1). */
export function giveBooking({ purchase }: PurchaseStep, at: Date): PurchaseBooking {
  const { id, pack, paid, sessionId } = purchase;
  if (sessionId === null) throw new Error(`purchase ${id} is paid without a session`);
  const pockets = pocketsOf(pack);
  const entry = journalEntry(purchase, {
    ...{ key: purchaseKey(sessionId), kind: 'purchase', by: purchase.playerId, at },
    reason: priceText(paid, pack.currency),
    ...{ pockets, debt: 0n, given: pack },
  });
  return { entry, pockets, debt: 0n };
}

/**
 * The difference to what is to be taken back in all (PY2). From the purchase's own pockets first, then from whatever else is available;
 * the rest is debt. What open holds have drawn stays drawn.
 */
export function changeBooking(step: PurchaseStep, available: Pockets, at: Date): PurchaseBooking {
  const { before, purchase, clawed } = step;
  const takes = clawed.credits > 0n || clawed.bonus > 0n;
  const taken = takes ? takeFrom(available, clawed) : pocketsOf(clawed);
  const pockets = mapPockets((pocket) => -taken[pocket]);
  const debt = clawed.credits + clawed.bonus - totalOf(taken);
  const entry = journalEntry(purchase, {
    key: purchaseChangeKey(purchase.id, purchase.seq),
    kind: takes ? 'claw-back' : 'reinstate',
    by: 'system',
    at,
    reason: changeReason(before, purchase),
    ...{ pockets, debt, given: { credits: -clawed.credits, bonus: -clawed.bonus } },
  });
  return { entry, pockets, debt };
}

/** What is taken from each pocket, at most what is in it. */
function takeFrom(available: Pockets, { credits, bonus }: PackCredits): Pockets {
  const own = { ...NO_CREDITS, purchase: smaller(available.purchase, credits), bonus: smaller(available.bonus, bonus) };
  const others = subtractPockets(available, own);
  const missing = credits + bonus - totalOf(own);
  const more = burn(others, smaller(missing, totalOf(others)));
  return mapPockets((pocket) => own[pocket] + more[pocket]);
}

function pocketsOf({ credits, bonus }: PackCredits): Pockets {
  return { ...NO_CREDITS, purchase: credits, bonus };
}

/** For the player: `USD 2.50 refunded, of USD 10.00`. */
function changeReason(before: Purchase, { refunded, disputed, paid, pack }: Purchase): string {
  const text = (amount: number) => priceText(amount, pack.currency);
  const parts = [
    ...(refunded > 0 || before.refunded > 0 ? [`${text(refunded)} refunded`] : []),
    ...(disputed > 0 || before.disputed > 0 ? [`${text(disputed)} disputed`] : []),
  ];
  return `${parts.join(' and ')}, of ${text(paid)}`;
}

/** `given` is what the platform gives: below zero it takes back. */
function journalEntry(
  { id, playerId, pack, paid, refunded, disputed, sessionId }: Purchase,
  event: Pick<Entry, 'key' | 'kind' | 'by' | 'at' | 'reason'> & Omit<PurchaseBooking, 'entry'> & { given: PackCredits },
): Entry {
  const { key, kind, by, at, reason, pockets, debt, given } = event;
  const postings = balancedPostings([
    ...POCKETS.map((pocket) => ({ account: playerAccount(playerId, pocket), amount: pockets[pocket] })),
    { account: receivableAccount(playerId), amount: -debt },
    { account: SALES, amount: -given.credits },
    { account: GRANTS, amount: -given.bonus },
  ]);
  const hash = requestHash(kind, key, playerId, pack.id, String(given.credits), String(given.bonus));
  const meta: PurchaseMeta = { purchaseId: id, packId: pack.id, sessionId, currency: pack.currency, paid, refunded, disputed };
  return { key, kind, state: null, reason, hash, by, parties: [playerId], at, postings, reverses: null, meta };
}
