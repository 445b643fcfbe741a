/** Plays the customer, the bank and the post: what the pages' buttons do, and what tests do by hand. */
import type { Change, SandboxEvent } from './change.ts';
import { expire, expireOverdue, finishDelayed, pay } from './checkout-moves.ts';
import type { PayOutcome } from './checkout-moves.ts';
import { closeDispute, openDispute, reinstateFunds, reviewDispute, withdrawFunds } from './dispute-moves.ts';
import type { NewDispute } from './dispute-moves.ts';
import { failRefund, finishRefund, refund } from './refund-moves.ts';
import type { EventRow, SandboxStore } from './sandbox-store.ts';
import type { StripeObject } from './stripe-objects.ts';
import { seededDice } from './seeded-dice.ts';
import type { Chaos, Delivery, WebhookSender } from './webhook-sender.ts';

export interface DeliverAll {
  /** `created` unless told otherwise. */
  readonly order?: 'created' | 'reversed' | 'shuffled';
  /** How often each is sent; 1 unless told otherwise. */
  readonly times?: number;
  /** For `shuffled`: duplicates are shuffled too. */
  readonly seed?: number;
  /** All at the same moment instead of one after another. */
  readonly atOnce?: boolean;
}

/** `failed`: nothing is done, and the answer is a 500. `lost`: it is done, but the connection breaks before the answer. */
export type ApiFault = 'failed' | 'lost';

export class SandboxControl {
  readonly #store: SandboxStore;
  readonly #sender: WebhookSender;
  #faults: ApiFault[] = [];
  /** What refunds ordered by API are at first. */
  refundsBegin: 'succeeded' | 'pending' = 'succeeded';

  constructor(store: SandboxStore, sender: WebhookSender) {
    this.#store = store;
    this.#sender = sender;
  }

  /** `paid` and `delayed` can happen once; `declined` leaves the session open. Answers with the session. */
  async pay(sessionId: string, outcome: PayOutcome = 'paid'): Promise<StripeObject> {
    return this.#move(sessionId, (change) => pay(change, outcome));
  }

  async finishDelayed(sessionId: string, outcome: 'succeeded' | 'failed'): Promise<StripeObject> {
    return this.#move(sessionId, (change) => finishDelayed(change, outcome));
  }

  async expire(sessionId: string): Promise<StripeObject> {
    return this.#move(sessionId, expire);
  }

  /** Expires every open session whose time has passed; the sandbox does so by itself twice a minute. */
  async expireOverdue(): Promise<void> {
    for (const { _id } of await this.#store.payments({ status: 'open', 'order.expiresAt': { $lte: this.#store.now() } })) {
      await this.#move(_id, expireOverdue);
    }
  }

  /** By payment intent, charge or session. Answers with the refund. */
  async refund(paymentId: string, amount?: number, options: { pending?: boolean } = {}): Promise<StripeObject> {
    return this.#store.change(paymentId, (change) => change.object(refund(change, { amount, ...options })));
  }

  async finishRefund(refundId: string): Promise<StripeObject> {
    return this.#move(refundId, (change) => finishRefund(change, refundId));
  }

  async failRefund(refundId: string): Promise<StripeObject> {
    return this.#move(refundId, (change) => failRefund(change, refundId));
  }

  /** By payment intent, charge or session. Answers with the dispute; no money has left yet. */
  async openDispute(paymentId: string, amount?: number, options: Omit<NewDispute, 'amount'> = {}): Promise<StripeObject> {
    return this.#store.change(paymentId, (change) => change.object(openDispute(change, { amount, ...options })));
  }

  /** Makes an inquiry a dispute. */
  async withdrawFunds(disputeId: string): Promise<StripeObject> {
    return this.#move(disputeId, (change) => withdrawFunds(change, disputeId));
  }

  async reviewDispute(disputeId: string): Promise<StripeObject> {
    return this.#move(disputeId, (change) => reviewDispute(change, disputeId));
  }

  /** Neither outcome moves money: see `withdrawFunds` and `reinstateFunds`. */
  async closeDispute(disputeId: string, outcome: 'won' | 'lost'): Promise<StripeObject> {
    return this.#move(disputeId, (change) => closeDispute(change, disputeId, outcome));
  }

  /** All that was withdrawn unless told less. */
  async reinstateFunds(disputeId: string, amount?: number): Promise<StripeObject> {
    return this.#move(disputeId, (change) => reinstateFunds(change, disputeId, amount));
  }

  /** Events that no receiver has taken yet, oldest first. */
  async pending(): Promise<SandboxEvent[]> {
    return (await this.#store.waitingEvents()).map(parseEvent);
  }

  /** Everything that ever happened, oldest first. */
  async events(): Promise<SandboxEvent[]> {
    return (await this.#store.events()).map(parseEvent).reverse();
  }

  /** Sends an event, whether or not it was taken before. Answers with the receiver's last answer. */
  async deliver(eventId: string, times = 1): Promise<Delivery> {
    const deliveries = await this.#sender.deliver(await this.#store.event(eventId), times);
    const last = deliveries.at(-1);
    if (!last) throw new RangeError('times must be 1 or more');
    return last;
  }

  /** Sends everything that waits. */
  async deliverAll({ order = 'created', times = 1, seed = 1, atOnce = false }: DeliverAll = {}): Promise<Delivery[]> {
    const waiting = (await this.#store.waitingEvents()).flatMap((event) => Array.from({ length: times }, () => event));
    if (order === 'reversed') waiting.reverse();
    if (order === 'shuffled') shuffle(waiting, seededDice(seed));
    if (atOnce) return (await Promise.all(waiting.map((event) => this.#sender.deliver(event)))).flat();
    const deliveries: Delivery[] = [];
    for (const event of waiting) deliveries.push(...(await this.#sender.deliver(event)));
    return deliveries;
  }

  /** Whether events are sent by themselves, or wait for `deliver` and `deliverAll`. */
  setDelivery(delivery: 'automatic' | 'held'): void {
    this.#sender.setAutomatic(delivery === 'automatic');
  }

  /** Duplicates and reordering of what is sent by itself from now on; `{}` ends them. */
  chaos(chaos: Chaos): void {
    this.#sender.setChaos(chaos);
  }

  /** How webhooks go out now. */
  get delivery(): { readonly automatic: boolean; readonly chaos: Chaos } {
    return { automatic: this.#sender.automatic, chaos: this.#sender.chaos };
  }

  /** Breaks the next calls of the API, one after another; the SDK tries again by itself. */
  breakApi(...faults: readonly ApiFault[]): void {
    this.#faults.push(...faults);
  }

  /** What befalls the call that asks, if anything. */
  nextFault(): ApiFault | null {
    return this.#faults.shift() ?? null;
  }

  /** Answers with the object that the id names, as it is now. */
  async #move(id: string, move: (change: Change) => void): Promise<StripeObject> {
    return this.#store.change(id, (change) => {
      move(change);
      return change.object(id);
    });
  }
}

function parseEvent({ body }: EventRow): SandboxEvent {
  return JSON.parse(body) as SandboxEvent;
}

function shuffle<T>(items: T[], dice: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(dice() * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
}
