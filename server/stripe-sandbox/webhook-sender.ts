/** Sends events to the webhook address, signed as Stripe signs them: by itself with growing pauses, or only when told. */
import { createHmac } from 'node:crypto';
import type { Log } from '#core/turns/game.ts';
import type { EventRow, SandboxStore } from './sandbox-store.ts';
import { seededDice } from './seeded-dice.ts';

export interface Delivery {
  readonly eventId: string;
  readonly type: string;
  /** 0 when nobody answered. */
  readonly status: number;
  readonly body: string;
}

export interface Chaos {
  /** Sends each event one to three times. */
  readonly duplicates?: boolean;
  /** Holds each event back for a moment of its own, so that later ones overtake it. */
  readonly reorder?: boolean;
  readonly seed?: number;
}

interface SenderOptions {
  readonly store: SandboxStore;
  readonly webhookUrl: () => string | null;
  readonly webhookSecret: string;
  readonly log: Log;
  readonly automatic: boolean;
  /** Between one failed attempt and the next, in milliseconds; after the last of them an event is given up. */
  readonly pauses?: readonly number[] | undefined;
}

const PAUSES = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 300_000];
const AT_ONCE = 8;
const ANSWER_MS_MAX = 15_000;
/** Without an address yet, it is looked for again so soon. */
const NO_ADDRESS_MS = 250;
const REORDER_MS = 150;

export class WebhookSender {
  readonly #options: SenderOptions;
  readonly #stopped = new AbortController();
  #automatic: boolean;
  #dice: () => number = Math.random;
  #chaos: Chaos = {};
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;
  #again = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#automatic = options.automatic;
    options.store.onEvents = () => this.#wake();
    options.store.dueAt = () => Date.now() + (this.#chaos.reorder ? this.#dice() * REORDER_MS : 0);
    this.#wake();
  }

  get automatic(): boolean {
    return this.#automatic;
  }

  get chaos(): Chaos {
    return this.#chaos;
  }

  setAutomatic(automatic: boolean): void {
    this.#automatic = automatic;
    this.#wake();
  }

  setChaos(chaos: Chaos): void {
    this.#chaos = chaos;
    this.#dice = seededDice(chaos.seed ?? 1);
  }

  /** Sends it `times` times, one after another; told apart from automatic attempts by nothing. */
  async deliver(event: EventRow, times = 1): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (let sent = 0; sent < times; sent++) deliveries.push(await this.#attempt(event));
    return deliveries;
  }

  /** Resolves when no attempt is under way. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    await this.#round;
  }

  #wake(): void {
    if (!this.#automatic || this.#stopped.signal.aborted) return;
    this.#again = true;
    this.#round ??= this.#work().finally(() => {
      this.#round = null;
      if (this.#again) this.#wake();
    });
  }

  async #work(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      while (this.#again && this.#automatic && !this.#stopped.signal.aborted) {
        this.#again = false;
        if (this.#options.webhookUrl() === null) {
          this.#wakeIn(NO_ADDRESS_MS);
          return;
        }
        const due = await this.#options.store.waitingEvents({ dueBy: Date.now(), limit: AT_ONCE });
        await Promise.all(due.map((event) => this.deliver(event, this.#times())));
        if (due.length > 0) this.#again = true;
      }
      const next = await this.#options.store.nextDue();
      if (next !== null) this.#wakeIn(Math.max(1, next - Date.now()));
    } catch (failure) {
      if (this.#stopped.signal.aborted) return; // The database may be gone already.
      this.#options.log.warn({ failure }, 'the Stripe sandbox could not look for events to send; it tries again');
      this.#wakeIn(1_000);
    }
  }

  #wakeIn(pauseMs: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped.signal.aborted) return;
    this.#timer = setTimeout(() => this.#wake(), pauseMs).unref();
  }

  #times(): number {
    return this.#chaos.duplicates ? 1 + Math.floor(this.#dice() * 3) : 1;
  }

  async #attempt(event: EventRow): Promise<Delivery> {
    const { store, log } = this.#options;
    const { status, body } = await this.#post(event.body);
    const arrived = status >= 200 && status < 300;
    if (arrived) await store.delivered(event._id);
    else {
      const { attempts } = await store.event(event._id);
      const pause = (this.#options.pauses ?? PAUSES)[attempts];
      const isLast = this.#automatic && pause === undefined;
      if (isLast) log.warn({ eventId: event._id, type: event.type, status }, 'the Stripe sandbox gave an event up');
      await store.failed(event._id, { delivery: isLast ? 'given-up' : 'waiting', nextAt: Date.now() + (pause ?? 0) });
    }
    return { eventId: event._id, type: event.type, status, body };
  }

  async #post(payload: string): Promise<{ status: number; body: string }> {
    const address = this.#options.webhookUrl();
    if (address === null) return { status: 0, body: 'there is no webhook address' };
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature': signature(payload, this.#options.webhookSecret),
    };
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
    try {
      const response = await fetch(address, { method: 'POST', headers, body: payload, redirect: 'manual', signal });
      return { status: response.status, body: await response.text() };
    } catch (failure) {
      return { status: 0, body: String(failure) };
    }
  }
}

function signature(payload: string, secret: string): string {
  const at = Math.floor(Date.now() / 1000);
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex')}`;
}
