/** `GET /checkout/return`: the page where Stripe sends players back to, which says what became of their payment. */
import type { Application, Request } from 'express';
import { GameError } from '#protocol/errors.ts';
import { creditsText } from '#core/money/microcredits.ts';
import { ORDERED_BY_ITSELF } from '#core/purchases/late-refund.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { bookPurchase } from './book-purchase.ts';
import { paidWords } from './paid-words.ts';
import type { Shop } from './shop.ts';

interface Telling {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const UNKNOWN: Telling = {
  status: 404,
  title: 'No such payment',
  text: 'This address names no payment of ours. If you have paid, your wallet shows the credits; look there first.',
};
const NOT_PAID: Telling = {
  status: 200,
  title: 'Not paid',
  text: 'Nothing was taken. To try again, choose a pack in your game.',
};
const NOT_KNOWN_YET: Telling = {
  status: 503,
  title: 'One moment',
  text: 'The payment service does not answer right now. What you paid will be added by itself; load this page again to look.',
};
const NOT_AGREED: Telling = {
  status: 409,
  title: 'We have to look at this payment',
  text: 'It is not the one that was agreed on, so nothing was added. Please write to us; your payment is not lost.',
};

const TOO_LATE: Telling = {
  status: 200,
  title: 'Your payment goes back',
  text: 'It came after your account was deleted, so it is paid back in full. You can close this page.',
};

/** Like Stripe's webhook, it books the purchase: whichever comes first. */
export function mountReturnPage(app: Application, shop: Shop): void {
  app.get('/checkout/return', async (request, response) => {
    const { status, title, text } = await tellingOf(sessionIn(request), shop);
    response.status(status).set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).type('html');
    response.send(page(title, text));
  });
}

/** null on the way back without having paid. */
function sessionIn({ query }: Request): string | null {
  const { session_id: sessionId = null } = query;
  return sessionId === null || typeof sessionId === 'string' ? sessionId : '';
}

async function tellingOf(sessionId: string | null, shop: Shop): Promise<Telling> {
  if (sessionId === null) return NOT_PAID;
  const purchase = await shop.purchases.findBySession(sessionId);
  if (!purchase) return UNKNOWN;
  try {
    // Later changes come by webhook: whoever loads this page again and again asks Stripe nothing more.
    const isDecided = purchase.state === 'paid' || purchase.mode !== shop.payments?.mode;
    return await tellingOfPurchase(isDecided ? purchase : await bookPurchase({ purchaseId: purchase.id }, shop), shop);
  } catch (failure) {
    shop.log.error({ failure, sessionId }, 'the page after a payment could not say what became of it');
    return failure instanceof GameError && failure.code === 'PURCHASE_MISMATCH' ? NOT_AGREED : NOT_KNOWN_YET;
  }
}

async function tellingOfPurchase(purchase: Purchase, shop: Shop): Promise<Telling> {
  const { state, pack } = purchase;
  const credits = `${creditsText(pack.credits + pack.bonus)} credits`;
  switch (state) {
    case 'paid':
      return tellingOfPaid(purchase, shop);
    case 'pending':
      return {
        status: 200,
        title: 'On its way',
        text:
          'Your bank has not paid yet; that can take days. ' +
          `${credits} are added by themselves as soon as it has. You can close this page.`,
      };
    case 'open':
    case 'failed':
    case 'expired':
      return NOT_PAID;
  }
}

/** From what is booked, which is not always that the wallet has more than before. */
async function tellingOfPaid({ playerId, sessionId, pack, clawed, refundOrders }: Purchase, shop: Shop): Promise<Telling> {
  if (refundOrders.some(({ by }) => by === ORDERED_BY_ITSELF)) return TOO_LATE;
  const { debt } = await shop.wallets.find(playerId);
  const repaid = sessionId === null ? 0n : await shop.purchases.repaidBy(sessionId);
  const [given, takenBack] = [pack.credits + pack.bonus, clawed.credits + clawed.bonus];
  return {
    status: 200,
    title: takenBack > 0n ? 'Your payment' : 'Thank you',
    text: paidWords({ given, repaid, takenBack, debt }),
  };
}

/** As in web/index.html. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Ccircle cx='16' cy='16' r='16' fill='%23241a14'/%3E" +
  "%3Cpath d='M16 5c5 6 7 9 7 13a7 7 0 0 1-14 0c0-3 1-5 3-7 0 3 1 4 2 4 2-2 1-6 2-10z' fill='%23f0a04b'/%3E%3C/svg%3E";

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>${title} · Imagina</title>
    <link rel="icon" href="${ICON}" />
    <link rel="stylesheet" href="/start-page.css" />
  </head>
  <body>
    <main>
      <p class="brand"><a href="/">Imagina</a></p>
      <h1>${title}</h1>
      <p class="lead" role="status">${text}</p>
    </main>
  </body>
</html>
`;
}
