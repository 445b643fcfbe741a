/** Stripe's failures in our words. */
import Stripe from 'stripe';
import { GameError } from '#protocol/errors.ts';
import type { Log } from '#core/turns/game.ts';

const { errors } = Stripe;

/** Ask again later: the network, Stripe itself, our rate, our key, or the same request still running. */
function isUnavailable(failure: unknown): boolean {
  return (
    failure instanceof errors.StripeConnectionError ||
    failure instanceof errors.StripeAPIError ||
    failure instanceof errors.StripeRateLimitError ||
    failure instanceof errors.StripeAuthenticationError ||
    failure instanceof errors.StripePermissionError ||
    (failure instanceof errors.StripeIdempotencyError && failure.statusCode === 409)
  );
}

export function isMissing(failure: unknown): boolean {
  return failure instanceof errors.StripeInvalidRequestError && failure.code === 'resource_missing';
}

/** Waits for Stripe's answer. Throws PAYMENTS_UNAVAILABLE, with the cause in the log, or what Stripe found wrong with the request. */
export async function answered<T>(request: Promise<T>, log: Log): Promise<T> {
  try {
    return await request;
  } catch (failure) {
    if (!isUnavailable(failure)) throw failure;
    log.error({ failure }, 'Stripe gives no answer; what depends on it is tried again');
    throw new GameError('PAYMENTS_UNAVAILABLE', undefined, { cause: failure });
  }
}
