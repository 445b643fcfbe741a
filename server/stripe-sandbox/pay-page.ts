/** The hosted checkout page: what is bought, for how much, and how the customer's bank shall behave. */
import { priceText } from '#core/purchases/currency.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { notice, page } from './page-shell.ts';
import { totalOf } from './payment.ts';
import type { Payment } from './payment.ts';

export function payPage(payment: Payment, problem: string | null = null): string {
  const { order } = payment;
  const total = priceText(totalOf(order), order.currency);
  const lines = order.items.map(({ name, description, unitAmount, quantity }) => {
    const price = html`<span class="price">${priceText(unitAmount * quantity, order.currency)}</span>`;
    const count = quantity > 1 && html`<span class="quiet">${quantity} × ${priceText(unitAmount, order.currency)}</span>`;
    const about = description !== null && html`<p class="quiet">${description}</p>`;
    return html`<div class="row">
        <h2>${name}</h2>
        ${price}
      </div>
      ${count}${about}`;
  });
  const tax = html`<div class="row quiet">
    <span>Taxes</span><span class="price">${priceText(order.tax, order.currency)}</span>
  </div>`;
  const body = html`
    ${notice(problem ?? declined(payment))}
    <h1>Checkout</h1>
    <section class="card">
      ${lines} ${order.tax > 0 && tax}
      <div class="row total"><span>Total</span><span class="price">${total}</span></div>
    </section>
    ${choices(payment, total)}
  `;
  return page({ title: `Pay ${total} (sandbox)`, body });
}

/** Where the customer goes back to once there is nothing more to do here. */
export function successUrlOf({ _id, order }: Payment): string {
  return order.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', _id);
}

function declined({ status, charges }: Payment): string | null {
  return status === 'open' && charges.at(-1)?.status === 'failed' ? 'The card was declined. You may try again.' : null;
}

function choices(payment: Payment, total: string): Html {
  if (payment.status === 'expired')
    return ended('This checkout has expired. Nothing was paid, and it can no longer be.', payment.order.cancelUrl);
  if (payment.status === 'complete') {
    const ending = {
      pending: 'The bank is still working on this payment.',
      failed: 'The bank refused this payment.',
      succeeded: 'This is paid.',
    };
    return ended(ending[payment.charges.at(-1)?.status ?? 'succeeded'], successUrlOf(payment));
  }
  return html`<form method="post" class="choices">
      <button class="first" name="choice" value="paid">Pay ${total}</button>
      <button name="choice" value="declined">Card is declined</button>
      <button name="choice" value="delayed">Pay by a slow bank (delayed)</button>
      <button name="choice" value="cancel">Cancel</button>
    </form>
    <p class="quiet">
      Pretend money: no card is asked for. A slow bank’s payment succeeds or fails later, on the <a href="/">payments page</a>.
    </p>`;
}

function ended(text: string, back: string | null): Html {
  const link = back !== null && html`<div class="choices"><a class="button" href="${back}">Back to the game</a></div>`;
  return html`<p role="status"><b>${text}</b></p>
    ${link}`;
}
