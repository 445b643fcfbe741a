/** Packs and purchases in the REST contract's words. */
import type { PackView, PurchaseView, UnfinishedPayment } from '#protocol/rest-contract.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Pack } from '#core/purchases/pack.ts';
import type { Purchase } from '#core/purchases/purchase.ts';

export function packView({ id: packId, price, currency, credits, bonus }: Pack): PackView {
  return { packId, price, currency, credits: toWire(credits), bonus: toWire(bonus) };
}

/** What deleting the account has to wait for, or ends. */
export function unfinishedPaymentView({ id: purchaseId, state, pack }: Purchase): UnfinishedPayment {
  return { purchaseId, state: state === 'pending' ? 'pending' : 'open', pack: packView(pack) };
}

export function purchaseView(purchase: Purchase): PurchaseView {
  const { id: purchaseId, playerId, pack, state, checkout, paid, refunded, disputed, clawed, createdAt, paidAt } = purchase;
  return {
    ...{ purchaseId, playerId, pack: packView(pack), state, paid, refunded, disputed },
    url: state === 'open' ? (checkout?.url ?? null) : null,
    takenBack: toWire(clawed.credits + clawed.bonus),
    createdAt: createdAt.toISOString(),
    paidAt: paidAt?.toISOString() ?? null,
  };
}
