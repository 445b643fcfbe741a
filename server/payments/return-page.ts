/** `GET /checkout/return`: the page where Stripe sends players back to, which says what became of their payment. */
import type { Application, Request } from 'express';
import { GameError } from '#protocol/errors.ts';
import { formatCredits } from '#core/money/microcredits.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { settlePurchase } from './settle-purchase.ts';
import type { Shop } from './shop.ts';

interface Telling {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const UNKNOWN: Telling = {
  status: 404,
  title: 'No such payment',
  text: 'This address names no payment of ours. Whatever you paid is in your wallet, or will be in a moment.',
};
const NOT_PAID: Telling = {
  status: 200,
  title: 'Not paid',
  text: 'Nothing was taken. Go back and choose a pack again whenever you like.',
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

/** Like Stripe's webhook, it settles the purchase: whichever comes first. */
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
    return tellingOfPurchase(purchase.state === 'paid' ? purchase : await settlePurchase({ purchaseId: purchase.id }, shop));
  } catch (failure) {
    shop.log.error({ failure, sessionId }, 'the page after a payment could not say what became of it');
    return failure instanceof GameError && failure.code === 'PURCHASE_MISMATCH' ? NOT_AGREED : NOT_KNOWN_YET;
  }
}

function tellingOfPurchase({ state, pack }: Purchase): Telling {
  const credits = formatCredits(pack.credits + pack.bonus).replace(/\.00$/, '');
  switch (state) {
    case 'paid':
      return { status: 200, title: 'Thank you', text: `${credits} credits were added to your wallet.` };
    case 'pending':
      return {
        status: 200,
        title: 'On its way',
        text: `Your bank takes its time. ${credits} credits are added when it has paid; nothing is left for you to do.`,
      };
    case 'open':
    case 'failed':
    case 'expired':
      return NOT_PAID;
  }
}

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>${title} · Imagina</title>
    <link rel="stylesheet" href="/start-page.css" />
  </head>
  <body>
    <main>
      <h2>${title}</h2>
      <p class="lead" role="status">${text}</p>
      <p><a href="/">Back to Imagina</a></p>
    </main>
  </body>
</html>
`;
}
