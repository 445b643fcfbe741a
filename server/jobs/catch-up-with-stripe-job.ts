/** What webhooks did not tell: lost ones, and those that this server could not take in Stripe's three days of trying. */
import type { Shop } from '../payments/shop.ts';
import { settlePurchase } from '../payments/settle-purchase.ts';
import { concernedPurchase } from '../payments/take-event.ts';
import type { Job } from './jobs.ts';

const BACK_MS = 3 * 24 * 3_600_000;

export function catchUpWithStripeJob(shop: Shop): Job {
  return { name: 'catch-up-with-stripe', every: '20 3 * * *', atStart: true, run: (signal) => catchUpWithStripe(shop, signal) };
}

/** Settles every purchase that Stripe has events of, and those whose checkout ended without us hearing how. */
export async function catchUpWithStripe(shop: Shop, signal?: AbortSignal): Promise<void> {
  if (!shop.payments) return;
  const now = shop.clock();
  const seen = new Set<string>();
  const settle = async (purchaseId: string | null) => {
    if (purchaseId === null || seen.has(purchaseId) || signal?.aborted) return;
    seen.add(purchaseId);
    await settlePurchase({ purchaseId }, shop).catch((failure: unknown) => {
      shop.log.error({ failure, purchaseId }, 'a purchase could not be settled; the next catch-up tries again');
    });
  };
  for await (const { about } of shop.payments.eventsSince(new Date(now.getTime() - BACK_MS)))
    if (about) await settle(await concernedPurchase(about, shop));
  for await (const purchaseId of shop.purchases.unsettled(now)) await settle(purchaseId);
}
