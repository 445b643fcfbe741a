/** A sandbox on the real mongod, Stripe's own SDK in front of it, and a receiver of its webhooks that can be told to fail. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MongoClient } from 'mongodb';
import { pino } from 'pino';
import Stripe from 'stripe';
import { startStripeSandbox } from '#server/stripe-sandbox/start-stripe-sandbox.ts';
import type { SandboxOptions, StripeSandbox } from '#server/stripe-sandbox/start-stripe-sandbox.ts';
import { dropTestDatabase, testMongoUri } from '../../support/test-mongo.ts';

export interface SandboxBench {
  readonly sandbox: StripeSandbox;
  readonly stripe: Stripe;
  /** Verified by the SDK, in the order of arrival. */
  readonly received: Stripe.Event[];
  /** What the receiver answers from now on; 200 at first. */
  answer(status: number): void;
  /** Resolves when so many have arrived in all. */
  arrived(count: number): Promise<void>;
  /** The same database with another sandbox in front; `meanwhile` happens while there is none. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  end(): Promise<void>;
}

type Options = Partial<Omit<SandboxOptions, 'db' | 'host' | 'webhookUrl' | 'production'>>;

const log = pino({ level: 'silent' });

export async function startSandboxBench(options: Options = {}): Promise<SandboxBench> {
  const uri = await testMongoUri();
  const client = await MongoClient.connect(uri, { useBigInt64: true });
  const received: Stripe.Event[] = [];
  let status = 200;
  const receiver = createServer((request, response) => void receive(request, response)).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhook`;
  const fixed = { host: '127.0.0.1', webhookUrl: () => webhookUrl, log, production: false };
  const start = () => startStripeSandbox({ db: client.db(), ...fixed, ...options });
  let sandbox = await start();
  let stripe = clientOf(sandbox);

  async function receive(request: IncomingMessage, response: ServerResponse) {
    const body = Buffer.concat(await request.toArray());
    try {
      received.push(stripe.webhooks.constructEvent(body, request.headers['stripe-signature'] ?? '', sandbox.webhookSecret));
      response.writeHead(status).end(`answered ${status}`);
    } catch (failure) {
      response.writeHead(400).end(String(failure));
    }
    receiver.emit('arrived');
  }

  async function arrived(count: number) {
    while (received.length < count) await once(receiver, 'arrived');
  }

  async function restart(meanwhile?: () => Promise<void>) {
    await sandbox.stop();
    await meanwhile?.();
    sandbox = await start();
    stripe = clientOf(sandbox);
  }

  async function end() {
    await sandbox.stop();
    receiver.close();
    receiver.closeAllConnections();
    await client.close();
    await dropTestDatabase(uri);
  }

  return {
    get sandbox() {
      return sandbox;
    },
    get stripe() {
      return stripe;
    },
    ...{ received, answer: (code) => void (status = code), arrived, restart, end },
  };
}

/** As the server makes it: host, port and protocol are all that tells it apart from the real thing. */
export function clientOf({ url, secretKey }: Pick<StripeSandbox, 'url' | 'secretKey'>): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(secretKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

export const SUCCESS_URL = 'http://localhost:2567/bought?session={CHECKOUT_SESSION_ID}';

/** A checkout of USD 5.00 unless told otherwise. */
export function checkout(changes: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: '5,000 credits' } } }],
    success_url: SUCCESS_URL,
    cancel_url: 'http://localhost:2567/packs',
    client_reference_id: 'player-1',
    metadata: { purchaseId: 'purchase-1', packId: 'spark' },
    payment_intent_data: { metadata: { purchaseId: 'purchase-1' } },
    ...changes,
  };
}

/** A paid session's payment intent. */
export async function paidIntent({ stripe, sandbox }: SandboxBench): Promise<string> {
  const { id } = await stripe.checkout.sessions.create(checkout());
  const session = await sandbox.control.pay(id);
  return String(session['payment_intent']);
}
