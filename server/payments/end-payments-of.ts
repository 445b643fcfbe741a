/** What of a player's payments must end before they leave for good: nobody is to pay into a wallet that nobody has. */
import { GameError } from '#protocol/errors.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { bookPurchase } from './book-purchase.ts';
import type { Shop } from './shop.ts';

/** A player's checkouts that are open still, or wait for the bank, as far as is known. */
export async function unfinishedPayments(playerId: string, { payments, purchases }: Shop): Promise<Purchase[]> {
  return payments ? purchases.unfinishedOf(playerId, payments.mode) : [];
}

/**
 * Expires the player's open checkouts. Throws PAYMENT_PENDING while a bank has not said yes or no, or when one has said yes only now, so
 * that nobody gives up what they do not know of. Where Stripe gives no answer nothing is waited for: what is paid too late is paid back.
 */
export async function endPaymentsOf(playerId: string, shop: Shop): Promise<void> {
  const unfinished = await unfinishedPayments(playerId, shop);
  const now = await Promise.all(unfinished.map((purchase) => lookAt(purchase, shop)));
  assertOver(now);
  const open = now.filter(({ state }) => state === 'open');
  assertOver(await Promise.all(open.map((purchase) => expire(purchase, shop))));
}

async function expire(purchase: Purchase, shop: Shop): Promise<Purchase> {
  if (purchase.sessionId === null) return purchase; // No page was ever opened, as far as anybody knows.
  try {
    await shop.payments?.expireCheckout(purchase.sessionId);
  } catch (failure) {
    shop.log.error({ failure, purchaseId: purchase.id }, 'the checkout of a player who leaves could not be expired');
    return purchase;
  }
  return lookAt(purchase, shop);
}

/** As last known when it cannot be asked for. */
async function lookAt(purchase: Purchase, shop: Shop): Promise<Purchase> {
  return bookPurchase({ purchaseId: purchase.id }, shop).catch((failure: unknown) => {
    shop.log.error({ failure, purchaseId: purchase.id }, 'the payment of a player who leaves could not be asked about');
    return purchase;
  });
}

function assertOver(purchases: readonly Purchase[]): void {
  const under = purchases.filter(({ state }) => state === 'pending' || state === 'paid');
  if (under.length > 0)
    throw new GameError('PAYMENT_PENDING', { purchases: under.map(({ id, state }) => ({ purchaseId: id, state })) });
}
