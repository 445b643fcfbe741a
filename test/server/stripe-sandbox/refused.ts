/** For tests of what is refused. */
import { expect } from 'chai';
import type Stripe from 'stripe';

/** The refusal, which must be one and say so. */
export async function refused(promise: Promise<unknown>, message: RegExp): Promise<Stripe.errors.StripeError> {
  const failure = await promise.then(
    () => null,
    (thrown: unknown) => thrown as Stripe.errors.StripeError,
  );
  if (!failure) throw new Error('was not refused');
  expect(failure.message).to.match(message);
  return failure;
}
