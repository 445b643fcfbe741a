/** `POST /api/stripe/webhook`: Stripe's events, believed only by their signature over the exact bytes. */
import express from 'express';
import type { Application, Request, Response } from 'express';
import { GameError } from '#protocol/errors.ts';
import { paymentsOf } from './shop.ts';
import type { Shop } from './shop.ts';
import { takeEvent } from './take-event.ts';

export const WEBHOOK_PATH = '/api/stripe/webhook';

const EVENT_BYTES_MAX = 1024 * 1024;

/** Mounted before anything reads bodies: a body that was parsed and written again has another signature. */
export function mountWebhook(app: Application, shop: Shop): void {
  const raw = express.raw({ type: () => true, limit: EVENT_BYTES_MAX });
  app.post(WEBHOOK_PATH, raw, async (request: Request, response: Response) => {
    try {
      response.json(await takeWebhook(request, shop));
    } catch (failure) {
      const error = errorOf(failure, shop);
      response.status(error.status).json(error.toBody());
    }
  });
}

/** Anything but a 2xx makes Stripe send it again later. */
async function takeWebhook(request: Request, shop: Shop): Promise<{ received: true; purchaseId: string | null }> {
  const body: unknown = request.body;
  const event = await paymentsOf(shop).readEvent(
    Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    request.get('stripe-signature') ?? '',
  );
  const about = { eventId: event.id, type: event.type };
  try {
    const purchase = await takeEvent(event, shop);
    if (!event.about) shop.log.debug(about, 'an event is of a kind that concerns no purchase; it is ignored');
    else if (!purchase) shop.log.info(about, 'an event is about a payment for nothing that was sold here; it is ignored');
    return { received: true, purchaseId: purchase?.id ?? null };
  } catch (failure) {
    shop.log.error(
      { ...about, failure, data: failure instanceof GameError ? failure.data : undefined },
      'an event moved nothing',
    );
    throw failure;
  }
}

function errorOf(failure: unknown, { log }: Shop): GameError {
  if (!(failure instanceof GameError)) return new GameError('INTERNAL'); // Logged above.
  if (failure.code === 'WEBHOOK_REFUSED') log.warn({ failure, data: failure.data }, 'a webhook was refused; nothing was changed');
  return failure;
}
