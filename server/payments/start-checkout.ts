/** A player wants a pack: the purchase is kept first, then Stripe opens a page for it. */
import { GameError } from '#protocol/errors.ts';
import { assertMayBuy, newPurchase } from '#core/purchases/new-purchase.ts';
import type { PaymentsMode, Purchase } from '#core/purchases/purchase.ts';
import { ASK_AGAIN_MS, CHECKOUT_MS } from './open-checkout.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';

export interface CheckoutRequest {
  readonly id: string;
  readonly playerId: string;
  readonly packId: string;
}

export interface Checkout {
  readonly purchaseId: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/** The same id again gives the same page. */
export async function startCheckout(request: CheckoutRequest, shop: Shop): Promise<Checkout> {
  const { mode } = paymentsOf(shop);
  const opened = await findOrOpen(request, shop);
  assertPayable(opened, mode, shop.clock());
  if (opened.checkout) return { purchaseId: opened.id, ...opened.checkout };
  // Too old for the page it asked for; whoever asks again this late wants a new one.
  if (shop.clock().getTime() - opened.createdAt.getTime() > ASK_AGAIN_MS) throw new GameError('KEY_REUSED', { id: opened.id });
  const { checkout } = await attachPage(opened, shop);
  if (!checkout) throw new Error(`purchase ${opened.id} has no page after one was opened`);
  return { purchaseId: opened.id, ...checkout };
}

/** Its page is dead once it was paid, refused or too late, and where payments have another mode by now. Throws CHECKOUT_ENDED. */
function assertPayable({ id, state, mode, checkout }: Purchase, modeNow: PaymentsMode, now: Date): void {
  const isOver = mode !== modeNow || (checkout !== null && checkout.expiresAt <= now);
  if (state !== 'open' || isOver) throw new GameError('CHECKOUT_ENDED', { id, state: state === 'open' ? 'expired' : state });
}

async function attachPage(opened: Purchase, shop: Shop): Promise<Purchase> {
  try {
    const session = await paymentsOf(shop).openCheckout(opened, shop.publicUrl);
    return await shop.purchases.attachSession(opened.id, session);
  } catch (failure) {
    // While the same is asked twice at once, Stripe answers only one of the two.
    const found = await shop.purchases.find(opened.id);
    if (found.checkout) return found;
    throw failure;
  }
}

async function findOrOpen({ id, playerId, packId }: CheckoutRequest, shop: Shop): Promise<Purchase> {
  const { purchases, packs, wallets, clock } = shop;
  const first = await purchases.findById(id);
  if (first?.playerId === playerId && first.pack.id === packId) return first; // Also a pack that is sold no more.
  if (first) throw new GameError('KEY_REUSED', { id });
  const pack = packs.find((sold) => sold.id === packId);
  if (!pack) throw new GameError('PACK_NOT_FOUND', { packId });
  const at = clock();
  const openCheckouts = await purchases.countOpen(playerId, new Date(at.getTime() - CHECKOUT_MS));
  assertMayBuy(pack, { wallet: await wallets.find(playerId), openCheckouts });
  return purchases.open(newPurchase({ id, playerId, pack, mode: paymentsOf(shop).mode, at }));
}
