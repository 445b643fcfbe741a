/** One change of a payment in the making: the moves alter its draft and say which events Stripe would send. */
import Stripe from 'stripe';
import { newId } from './new-id.ts';
import type { Payment } from './payment.ts';
import { objectsOf } from './stripe-objects.ts';
import type { StripeObject } from './stripe-objects.ts';

/** A full event object, as Stripe sends it. */
export interface SandboxEvent {
  readonly id: string;
  readonly object: 'event';
  readonly type: string;
  readonly created: number;
  readonly livemode: false;
  readonly api_version: string;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly data: { readonly object: StripeObject; readonly previous_attributes?: Record<string, unknown> };
}

/** Which API call caused it; nulls when nobody asked by API. */
export type Cause = SandboxEvent['request'];

export class Change {
  readonly payment: Payment;
  readonly now: number;
  readonly events: SandboxEvent[] = [];
  readonly #before: ReadonlyMap<string, StripeObject>;
  readonly #cause: Cause;
  readonly #url: string;
  readonly #nextSeq: () => number;

  constructor(options: { payment: Payment; now: number; cause: Cause; url: string; nextSeq: () => number }) {
    this.payment = options.payment;
    this.now = options.now;
    this.#cause = options.cause;
    this.#url = options.url;
    this.#nextSeq = options.nextSeq;
    this.#before = objectsOf(this.payment, this.#url);
  }

  nextSeq(): number {
    return this.#nextSeq();
  }

  /** An id under which the payment can be found from now on. */
  name(prefix: string): string {
    const id = newId(prefix);
    this.payment.ids.push(id);
    return id;
  }

  /** The object as the draft has it now. */
  object(id: string): StripeObject {
    const object = objectsOf(this.payment, this.#url).get(id);
    if (!object) throw new Error(`${this.payment._id} has no ${id}`);
    return object;
  }

  /** To be sent once the change is written, about the object as it is at this moment. */
  emit(type: string, id: string): void {
    const object = this.object(id);
    const before = this.#before.get(id);
    const changed =
      before && Object.entries(before).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(object[key]));
    const isUpdate = type.endsWith('.updated') || type.endsWith('.refunded');
    this.events.push({
      ...{ id: newId('evt'), object: 'event', type, created: this.now, livemode: false },
      ...{ api_version: Stripe.API_VERSION, pending_webhooks: 1, request: this.#cause },
      data: { object, ...(isUpdate && changed && { previous_attributes: Object.fromEntries(changed) }) },
    });
  }
}
