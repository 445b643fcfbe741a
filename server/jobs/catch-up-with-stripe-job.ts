/** What webhooks did not tell: lost ones, and those that this server could not take in Stripe's three days of trying. */
import { GameError } from '#protocol/errors.ts';
import { bookPurchase } from '../payments/book-purchase.ts';
import type { Payments } from '../payments/payments.ts';
import type { Shop } from '../payments/shop.ts';
import { concernedPurchase } from '../payments/take-event.ts';
import type { Job } from './jobs.ts';

const DAY_MS = 24 * 3_600_000;
/** Stripe forgets events after this. */
const EVENTS_KEPT_MS = 30 * DAY_MS;
/** Read twice: clocks differ, and an event may be listed later than it is dated. */
const MARGIN_MS = DAY_MS;
/** Banks take disputes for about so long after a payment. */
const DISPUTABLE_MS = 180 * DAY_MS;
/** A paid purchase that nothing was heard of for so long is asked about, so that no lost event stays unnoticed. */
const QUIET_MS = 7 * DAY_MS;
const ASKED_AGAIN_MAX = 1_000;

export function catchUpWithStripeJob(shop: Shop): Job {
  return { name: 'catch-up-with-stripe', every: '20 3 * * *', atStart: true, run: (signal) => catchUpWithStripe(shop, signal) };
}

/** `undecided`: Stripe or the database gave no answer, so that the same must be asked again. */
type Answer = 'decided' | 'undecided';

/**
 * Books every purchase that Stripe has events of since the last time that they were all read; those whose checkout ended without us
 * hearing how; those that are still to be paid back; and, so many a night, those that nothing was heard of for long. Several processes
 * at once only ask more often.
 */
export async function catchUpWithStripe(shop: Shop, signal?: AbortSignal): Promise<void> {
  const { payments } = shop;
  if (!payments) return;
  const { mode } = payments;
  const now = shop.clock();
  const answers = new Map<string, Answer>();
  const book = async (purchaseId: string): Promise<Answer> => {
    if (signal?.aborted) return 'undecided';
    const answer = answers.get(purchaseId) ?? (await answerFor(purchaseId, shop));
    answers.set(purchaseId, answer);
    return answer;
  };
  await readEvents({ shop, payments, now, book, signal });
  for await (const purchaseId of shop.purchases.unbooked(now, mode)) await book(purchaseId);
  for (const purchaseId of await shop.catchUps.lateRefunds(mode)) await book(purchaseId);
  const [paidSince, askedBefore] = [ago(now, DISPUTABLE_MS), ago(now, QUIET_MS)];
  for (const purchaseId of await shop.catchUps.toAskAgain({ mode, paidSince, askedBefore, limit: ASKED_AGAIN_MAX })) {
    // Also one that never can be booked goes to the end of the line.
    if ((await book(purchaseId)) === 'decided') await shop.catchUps.noteAsked(purchaseId, now);
  }
}

interface Reading {
  readonly shop: Shop;
  readonly payments: Payments;
  readonly now: Date;
  readonly book: (purchaseId: string) => Promise<Answer>;
  readonly signal: AbortSignal | undefined;
}

/** Begins where the last reading that saw all of it had begun; however long this server was away, nothing that Stripe keeps is left out. */
async function readEvents({ shop, payments, now, book, signal }: Reading): Promise<void> {
  const read = await shop.catchUps.eventsReadUntil(payments.mode);
  const oldest = ago(now, EVENTS_KEPT_MS);
  const since = read === null ? oldest : new Date(Math.max(oldest.getTime(), read.getTime() - MARGIN_MS));
  let answer: Answer = 'decided';
  for await (const { about } of payments.eventsSince(since)) {
    if (signal?.aborted) return;
    const purchaseId = about && (await concernedPurchase(about, shop));
    if (purchaseId !== null && (await book(purchaseId)) === 'undecided') answer = 'undecided';
  }
  if (answer === 'decided') await shop.catchUps.noteEventsRead(payments.mode, now);
}

/** What can never be booked is a matter for people, who find it in the log: it must not hold up everything else. */
async function answerFor(purchaseId: string, shop: Shop): Promise<Answer> {
  try {
    await bookPurchase({ purchaseId }, shop);
    return 'decided';
  } catch (failure) {
    const isDecided = failure instanceof GameError && failure.code !== 'PAYMENTS_UNAVAILABLE';
    const next = isDecided ? 'a purchase cannot be booked' : 'a purchase could not be booked; the next catch-up tries again';
    shop.log.error({ failure, purchaseId }, next);
    return isDecided ? 'decided' : 'undecided';
  }
}

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
