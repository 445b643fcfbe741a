/** A player wants a pack: the purchase is kept first, then Stripe opens a page for it. */
import { GameError } from '#protocol/errors.ts';
import { toWire } from '#core/money/microcredits.ts';
import { WALLET_MAX } from '#core/ledger/adjustment.ts';
import type { Pack } from '#core/purchases/pack.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { balanceOf } from '#core/wallet/wallet.ts';
import { ASK_AGAIN_MS, CHECKOUT_MS } from './open-checkout.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';

/** A player's unpaid checkouts at a time: each is a request to Stripe. */
const OPEN_CHECKOUTS_MAX = 20;

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
  paymentsOf(shop);
  const opened = await findOrOpen(request, shop);
  if (opened.checkout) return { purchaseId: opened.id, ...opened.checkout };
  // Too old for the page it asked for; whoever asks again this late wants a new one.
  if (shop.clock().getTime() - opened.createdAt.getTime() > ASK_AGAIN_MS) throw new GameError('KEY_REUSED', { id: opened.id });
  const { checkout } = await attachPage(opened, shop);
  if (!checkout) throw new Error(`purchase ${opened.id} has no page after one was opened`);
  return { purchaseId: opened.id, ...checkout };
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
  const { purchases, packs } = shop;
  const first = await purchases.findById(id);
  if (first?.playerId === playerId && first.pack.id === packId) return first; // Also a pack that is sold no more.
  if (first) throw new GameError('KEY_REUSED', { id });
  const pack = packs.find((sold) => sold.id === packId);
  if (!pack) throw new GameError('PACK_NOT_FOUND', { packId });
  await assertRoom(playerId, pack, shop);
  return purchases.open(newPurchase({ id, playerId, pack, at: shop.clock() }));
}

/** Before anything is paid: what was paid is always given. */
async function assertRoom(playerId: string, pack: Pack, { wallets, purchases, clock }: Shop): Promise<void> {
  const wallet = await wallets.find(playerId);
  if (wallet.mergedInto !== null) throw new GameError('WALLET_MERGED');
  if (wallet.closed) throw new GameError('PLAYER_LEFT');
  if (balanceOf(wallet) + pack.credits + pack.bonus > WALLET_MAX)
    throw new GameError('WALLET_FULL', { most: toWire(WALLET_MAX) });
  const open = await purchases.countOpen(playerId, new Date(clock().getTime() - CHECKOUT_MS));
  if (open >= OPEN_CHECKOUTS_MAX) throw new GameError('RATE_LIMITED');
}

export function newPurchase({ id, playerId, pack, at }: { id: string; playerId: string; pack: Pack; at: Date }): Purchase {
  return {
    ...{ id, playerId, pack, state: 'open', createdAt: at, paidAt: null, seq: 0, refundOrders: [] },
    ...{ sessionId: null, checkout: null, paymentId: null },
    ...{ paid: 0, refunded: 0, disputed: 0, clawed: { credits: 0n, bonus: 0n } },
  };
}
