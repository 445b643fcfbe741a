/** The sandbox's pages: the hosted checkout for customers, and the payments page for whoever plays the bank. Forms only, so that they need no script. */
import { Router, urlencoded } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { Log } from '#core/turns/game.ts';
import { parsePrice } from '#core/purchases/currency.ts';
import { ApiError, noSuch } from './api-error.ts';
import { html } from './html.ts';
import { notice, page } from './page-shell.ts';
import { payPage, successUrlOf } from './pay-page.ts';
import { PAYMENTS_SHOWN_MAX, paymentsPage } from './payments-page.ts';
import type { Payment } from './payment.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { SandboxStore } from './sandbox-store.ts';

interface PageParts {
  readonly store: SandboxStore;
  readonly control: SandboxControl;
  readonly log: Log;
}

const Choice = z.object({ choice: z.enum(['paid', 'declined', 'delayed', 'cancel']) });
const Delivery = z.object({ delivery: z.enum(['usual', 'wild', 'held', 'all']) });
const Operation = z.object({ action: z.string(), id: z.string(), about: z.string(), amount: z.string().trim().default('') });

export function sandboxPages({ store, control, log }: PageParts): Router {
  const pages = Router();
  pages.use((_request, response, next) => {
    response.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    next();
  });
  pages.use(urlencoded({ extended: false, limit: '16kb' }));

  pages.get('/', async (_request, response) => {
    response.send(await payments(null));
  });
  pages.post('/delivery', async ({ body }, response) => {
    const { delivery } = Delivery.parse(body);
    if (delivery === 'all') await control.deliverAll();
    else control.setDelivery(delivery === 'held' ? 'held' : 'automatic');
    if (delivery !== 'all') control.chaos(delivery === 'wild' ? { duplicates: true, reorder: true } : {});
    response.redirect(303, '/');
  });
  pages.post('/operate', async (request, response) => {
    const operation = Operation.parse(request.body);
    try {
      await operate(operation, await paymentOf(operation.about));
      response.redirect(303, `/#${operation.about}`);
    } catch (failure) {
      if (!(failure instanceof ApiError || failure instanceof RangeError)) throw failure;
      response.status(400).send(await payments(failure.message));
    }
  });

  pages.get('/pay/:id', async ({ params: { id } }, response) => {
    response.send(payPage(await paymentOf(id)));
  });
  pages.post('/pay/:id', async ({ params: { id }, body }, response) => {
    const { choice } = Choice.parse(body);
    const { order } = await paymentOf(id);
    if (choice === 'cancel') {
      response.redirect(303, order.cancelUrl ?? `/pay/${id}`);
      return;
    }
    try {
      await control.pay(id, choice);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      response.status(400).send(payPage(await paymentOf(id), failure.message));
      return;
    }
    response.redirect(303, choice === 'declined' ? `/pay/${id}` : successUrlOf(await paymentOf(id)));
  });

  pages.use(() => {
    throw noSuch('page', '');
  });
  pages.use((failure: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const isTheirs = failure instanceof ApiError || failure instanceof z.ZodError;
    if (!isTheirs) log.error({ failure }, 'a page of the Stripe sandbox failed');
    const status = failure instanceof ApiError ? failure.status : isTheirs ? 400 : 500;
    const text = status === 404 ? 'There is no such page, or no such checkout any more.' : 'This did not work.';
    const body = html`${notice(text)}
      <p><a href="/">All payments</a></p>`;
    response.status(status).send(page({ title: 'Stripe sandbox', body }));
  });
  return pages;

  async function payments(problem: string | null): Promise<string> {
    const newest = await store.payments({}, PAYMENTS_SHOWN_MAX);
    const events = await store.events({ about: { $in: newest.map(({ _id }) => _id) } });
    return paymentsPage({ payments: newest, events, delivery: control.delivery, problem });
  }

  async function paymentOf(id: string): Promise<Payment> {
    const payment = await store.find(id);
    if (payment?._id !== id) throw noSuch('checkout.session', id, 'session');
    return payment;
  }

  async function operate({ action, id, amount: text }: z.infer<typeof Operation>, { order }: Payment): Promise<unknown> {
    const amount = text === '' ? undefined : parsePrice(text, order.currency);
    switch (action) {
      case 'expire':
        return control.expire(id);
      case 'delayed-succeeded':
        return control.finishDelayed(id, 'succeeded');
      case 'delayed-failed':
        return control.finishDelayed(id, 'failed');
      case 'refund':
        return control.refund(id, amount);
      case 'finish-refund':
        return control.finishRefund(id);
      case 'fail-refund':
        return control.failRefund(id);
      case 'dispute':
        return control.openDispute(id, amount);
      case 'inquiry':
        return control.openDispute(id, undefined, { inquiry: true });
      case 'withdraw':
        return control.withdrawFunds(id);
      case 'review':
        return control.reviewDispute(id);
      case 'win':
        return control.closeDispute(id, 'won');
      case 'lose':
        return control.closeDispute(id, 'lost');
      case 'reinstate':
        return control.reinstateFunds(id, amount);
      case 'send':
        return control.deliver(id);
      default:
        throw new ApiError(`There is no action "${action}".`);
    }
  }
}
