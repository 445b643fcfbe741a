/** The payments page, for whoever plays the bank: every payment with what the bank, the customer or Stripe could do next. */
import { priceText } from '#core/purchases/currency.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { notice, page } from './page-shell.ts';
import { isInquiry, isStanding, refundedOf, totalOf, withdrawnOf } from './payment.ts';
import type { Dispute, Payment, Refund } from './payment.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { EventRow } from './sandbox-store.ts';

export const PAYMENTS_SHOWN_MAX = 50;

export interface PaymentsView {
  /** The newest ones. */
  readonly payments: readonly Payment[];
  readonly events: readonly EventRow[];
  readonly delivery: SandboxControl['delivery'];
  readonly problem: string | null;
}

export function paymentsPage({ payments, events, delivery, problem }: PaymentsView): string {
  const cards = payments.map((payment) =>
    card(
      payment,
      events.filter(({ about }) => about === payment._id),
    ),
  );
  const none = html`<p class="card">No payments yet. Buy a pack in the game, and it appears here.</p>`;
  const body = html`
    ${notice(problem)}
    <h1>Payments</h1>
    <p class="quiet">
      Play the bank and Stripe here: let slow payments arrive, refund, dispute. Amounts are as printed (5.00); left empty, all of
      it. The newest ${PAYMENTS_SHOWN_MAX}.
    </p>
    ${deliveryCard(delivery)} ${cards.length > 0 ? cards : none}
  `;
  return page({ title: 'Payments (sandbox)', body, wide: true });
}

function deliveryCard({ automatic, chaos }: PaymentsView['delivery']): Html {
  const isWild = chaos.duplicates ?? chaos.reorder ?? false;
  const now = automatic ? (isWild ? 'duplicated and out of order' : 'sent at once') : 'held back';
  return html`<form method="post" action="/delivery" class="card">
    <div class="row">
      <h2>Webhooks</h2>
      ${chip(now, automatic && !isWild ? 'good' : 'warn')}
    </div>
    <div class="actions">
      ${mode('usual', 'Send at once', automatic && !isWild)} ${mode('wild', 'Duplicate and reorder', automatic && isWild)}
      ${mode('held', 'Hold back', !automatic)}
      <button name="delivery" value="all">Send all that wait</button>
    </div>
  </form>`;
}

function mode(delivery: string, text: string, isInForce: boolean): Html {
  return html`<button name="delivery" value="${delivery}" aria-pressed="${String(isInForce)}">${text}</button>`;
}

function card(payment: Payment, events: readonly EventRow[]): Html {
  const { _id, order, status, created, refunds, disputes } = payment;
  const name = order.items.map((item) => item.name).join(', ');
  return html`<section class="card" id="${_id}">
    <div class="row">
      <h2>${name}</h2>
      <span class="price">${priceText(totalOf(order), order.currency)}</span>
    </div>
    <p class="row quiet"><span>${timeText(created)}</span>${standing(payment)}</p>
    <p class="quiet id">purchase <code>${order.clientReferenceId ?? 'unknown'}</code></p>
    <p class="quiet id">session <code>${_id}</code></p>
    ${status === 'open' && html`<p><a href="/pay/${_id}">Open the checkout page</a></p>`} ${actions(payment)}
    ${refunds.map((refund) => refundPart(payment, refund))} ${disputes.map((dispute) => disputePart(payment, dispute))}
    ${eventsPart(_id, events)}
  </section>`;
}

function standing(payment: Payment): Html {
  const { status, charges, disputes } = payment;
  const charge = charges.at(-1);
  if (status !== 'complete' || !charge) return chip(status, status === 'open' ? 'warn' : '');
  if (charge.status !== 'succeeded')
    return chip(charge.status === 'pending' ? 'bank is slow' : 'failed', charge.status === 'pending' ? 'warn' : 'bad');
  const refunded = refundedOf(payment, charge.id);
  const more = [
    refunded > 0 && chip(refunded === totalOf(payment.order) ? 'refunded' : 'partly refunded', 'warn'),
    disputes.length > 0 && chip('disputed', 'bad'),
  ];
  return html`<span class="chips">${chip('paid', 'good')} ${more}</span>`;
}

function actions({ _id, status, charges, disputes }: Payment): Html {
  const charge = charges.at(-1);
  if (status === 'open') return html`<div class="actions">${button(_id, 'expire', _id, 'Expire')}</div>`;
  if (charge?.status === 'pending') {
    const outcomes = [button(_id, 'delayed-succeeded', _id, 'Bank pays'), button(_id, 'delayed-failed', _id, 'Bank refuses')];
    return html`<div class="actions">${outcomes}</div>`;
  }
  if (charge?.status !== 'succeeded') return html``;
  const disputing = [button(_id, 'dispute', _id, 'Dispute', true), button(_id, 'inquiry', _id, 'Inquiry (no money yet)')];
  return html`<div class="actions">
    ${button(_id, 'refund', _id, 'Refund', true)} ${!disputes.some(isStanding) && disputing}
  </div>`;
}

function refundPart({ _id, order }: Payment, { id, amount, status }: Refund): Html {
  const tone = { succeeded: 'good', pending: 'warn', failed: 'bad' }[status];
  const finish = status === 'pending' && button(_id, 'finish-refund', id, 'Refund arrives');
  const fail = status !== 'failed' && button(_id, 'fail-refund', id, 'Refund fails');
  return html`<div class="part">
    <div class="row">
      <h3>Refund of ${priceText(amount, order.currency)}</h3>
      ${chip(status, tone)}
    </div>
    <div class="actions">${finish} ${fail}</div>
  </div>`;
}

function disputePart({ _id, order }: Payment, dispute: Dispute): Html {
  const { id, amount, status } = dispute;
  const withdrawn = withdrawnOf(dispute);
  const isClosed = !isStanding(dispute);
  const withdraw = !isClosed && withdrawn === 0 && button(_id, 'withdraw', id, 'Withdraw funds');
  const review = status.endsWith('needs_response') && button(_id, 'review', id, 'Under review');
  const closings = isInquiry(dispute)
    ? button(_id, 'win', id, 'Close')
    : [button(_id, 'win', id, 'Win'), html``, button(_id, 'lose', id, 'Lose')];
  const holds = withdrawn > 0 && html`<p class="quiet">Holds ${priceText(withdrawn, order.currency)}.</p>`;
  return html`<div class="part">
    <div class="row">
      <h3>${isInquiry(dispute) ? 'Inquiry' : 'Dispute'} about ${priceText(amount, order.currency)}</h3>
      ${chip(status.replaceAll('_', ' '), status === 'won' ? 'good' : 'bad')}
    </div>
    ${holds}
    <div class="actions">
      ${withdraw} ${review} ${!isClosed && closings} ${withdrawn > 0 && button(_id, 'reinstate', id, 'Reinstate', true)}
    </div>
  </div>`;
}

function eventsPart(sessionId: string, events: readonly EventRow[]): Html {
  if (events.length === 0) return html``;
  const rows = events.map(({ _id, type, created, delivery, attempts }) => {
    const state = attempts > 1 ? `${delivery}, sent ${attempts} times` : delivery;
    const tone = { delivered: 'good', waiting: 'warn', 'given-up': 'bad' }[delivery];
    return html`<li class="row">
      <span>${type}<br /><span class="quiet">${timeText(created)}</span></span>
      <span class="actions">${chip(state, tone)} ${button(sessionId, 'send', _id, 'Send again')}</span>
    </li>`;
  });
  const waiting = events.filter(({ delivery }) => delivery !== 'delivered').length;
  return html`<details>
    <summary>${events.length} ${events.length === 1 ? 'event' : 'events'}${waiting > 0 && `, ${waiting} not delivered`}</summary>
    <ol>
      ${rows}
    </ol>
  </details>`;
}

/** One thing to do about `id`, in the card of `about`. */
function button(about: string, action: string, id: string, text: string, withAmount = false): Html {
  const amount = html`<input type="text" name="amount" inputmode="decimal" placeholder="all" aria-label="Amount to ${action}" />`;
  return html`<form method="post" action="/operate" class="amount">
    <input type="hidden" name="about" value="${about}" />
    <input type="hidden" name="id" value="${id}" />
    ${withAmount && amount}
    <button name="action" value="${action}">${text}</button>
  </form>`;
}

function chip(text: string, tone: string): Html {
  return html`<span class="chip ${tone}">${text}</span>`;
}

function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
