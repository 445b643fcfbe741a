/** What became of a payment, for whoever Stripe sends back: told from what is booked, not from what was hoped for. */
import { GameError } from '#protocol/errors.ts';
import type { CheckoutReturn } from '#protocol/rest-contract.ts';
import { creditsText, toWire } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { ORDERED_BY_ITSELF } from '#core/purchases/late-refund.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { bookPurchase } from './book-purchase.ts';
import { paidWords } from './paid-words.ts';
import type { Shop } from './shop.ts';

/**
 * `sessionId`: null on the way back without having paid. Like Stripe's webhook, it books the purchase: whichever comes first. Throws
 * PURCHASE_NOT_FOUND, PURCHASE_MISMATCH, and PAYMENTS_UNAVAILABLE while it cannot be said.
 */
export async function checkoutReturn(sessionId: string | null, shop: Shop): Promise<CheckoutReturn> {
  if (sessionId === null) return telling('canceled', 'Not paid. Nothing was taken. To try again, choose a pack.');
  const purchase = await shop.purchases.findBySession(sessionId);
  if (!purchase) throw new GameError('PURCHASE_NOT_FOUND');
  try {
    // Later changes come by webhook: whoever asks again and again has Stripe asked nothing more.
    const isDecided = purchase.state === 'paid' || purchase.mode !== shop.payments?.mode;
    return await tellingOf(isDecided ? purchase : await bookPurchase({ purchaseId: purchase.id }, shop), shop);
  } catch (failure) {
    shop.log.error({ failure, sessionId }, 'who came back from paying could not be told what became of it');
    if (failure instanceof GameError && failure.code === 'PURCHASE_MISMATCH') throw failure;
    throw new GameError('PAYMENTS_UNAVAILABLE', undefined, { cause: failure });
  }
}

async function tellingOf(purchase: Purchase, shop: Shop): Promise<CheckoutReturn> {
  const { state, pack } = purchase;
  const credits = pack.credits + pack.bonus;
  switch (state) {
    case 'paid':
      return tellingOfPaid(purchase, shop);
    case 'pending':
      return telling(
        state,
        'Your bank has not paid yet; that can take days. ' +
          `${creditsText(credits)} credits are added by themselves as soon as it has. You can close this page.`,
        { credits },
      );
    case 'open':
      return telling(state, 'Not paid. Nothing was taken. To try again, choose a pack.', { credits });
    case 'failed':
      return telling(state, 'Not paid: your bank refused. Nothing was taken. To try again, choose a pack.', { credits });
    case 'expired':
      return telling(state, 'Not paid in time. Nothing was taken. To try again, choose a pack.', { credits });
  }
}

/** From what is booked, which is not always that the wallet has more than before. */
async function tellingOfPaid({ playerId, sessionId, pack, clawed, refundOrders }: Purchase, shop: Shop): Promise<CheckoutReturn> {
  const credits = pack.credits + pack.bonus;
  if (refundOrders.some(({ by }) => by === ORDERED_BY_ITSELF)) {
    const sentence = 'Your payment came after your account was deleted, so it is paid back in full. You can close this page.';
    return telling('too-late', sentence, { credits });
  }
  const { debt } = await shop.wallets.find(playerId);
  const repaid = sessionId === null ? 0n : await shop.purchases.repaidBy(sessionId);
  const takenBack = clawed.credits + clawed.bonus;
  const sentence = paidWords({ given: credits, repaid, takenBack, debt });
  return telling('paid', sentence, { credits, repaid, takenBack, debt });
}

interface Amounts {
  readonly credits: Microcredits;
  readonly repaid: Microcredits;
  readonly takenBack: Microcredits;
  readonly debt: Microcredits;
}

function telling(state: CheckoutReturn['state'], sentence: string, amounts: Partial<Amounts> = {}): CheckoutReturn {
  const { credits = 0n, repaid = 0n, takenBack = 0n, debt = 0n } = amounts;
  const onWire = { credits: toWire(credits), repaid: toWire(repaid), takenBack: toWire(takenBack), debt: toWire(debt) };
  return { state, sentence, ...onWire };
}
