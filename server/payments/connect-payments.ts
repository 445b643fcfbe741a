/** Which payment service this process sells with: Stripe with a key; without, the sandbox, and nothing at all in production. */
import type { Db } from 'mongodb';
import type { Config } from '../config.ts';
import { localAddress } from '../local-host.ts';
import { startStripeSandbox } from '../stripe-sandbox/start-stripe-sandbox.ts';
import type { StripeSandbox } from '../stripe-sandbox/start-stripe-sandbox.ts';
import { createStripePayments } from './stripe-payments.ts';
import type { Shop } from './shop.ts';
import { WEBHOOK_PATH } from './webhook.ts';

export interface PaymentsParts {
  readonly config: Pick<Config, 'stripe' | 'production' | 'host'>;
  readonly db: Db;
  /** This server on this machine. */
  readonly localUrl: string;
  /** Whether the sandbox may stand in for Stripe. */
  readonly withSandbox: boolean;
}

/** Switches the shop on. Answers with the sandbox, to be stopped, where that is what it sells with. */
export async function connectPayments(shop: Shop, parts: PaymentsParts): Promise<StripeSandbox | null> {
  const { config, db, localUrl, withSandbox } = parts;
  const { log, clock } = shop;
  if (config.stripe) {
    shop.payments = createStripePayments(config.stripe, log);
    const { isLive } = shop.payments;
    log.info({ isLive }, isLive ? 'credits are sold by Stripe' : 'credits are sold by Stripe in its test mode: no money moves');
    if (config.production && !isLive)
      log.warn({}, 'STRIPE_SECRET_KEY is a test key in production: test card numbers buy real turns');
    return null;
  }
  if (config.production || !withSandbox) {
    log.warn({}, 'nothing is sold: set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET to sell credits (README, Selling credits)');
    return null;
  }
  const { production } = config;
  const host = localAddress(config.host);
  const webhookUrl = () => `${localUrl}${WEBHOOK_PATH}`;
  const sandbox = await startStripeSandbox({ db, host, webhookUrl, log, clock, production });
  const { secretKey, webhookSecret, url: apiBase } = sandbox;
  shop.payments = createStripePayments({ secretKey, webhookSecret, apiBase, isSandbox: true }, log);
  log.info({}, `credits are sold in a sandbox, no money moves; play the bank at ${apiBase}`);
  return sandbox;
}
