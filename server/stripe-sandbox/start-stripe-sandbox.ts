/** A Stripe of one's own for development and tests: its API, its hosted page and its webhooks, on a loopback port. No money moves. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Db } from 'mongodb';
import express from 'express';
import type { Log } from '#core/turns/game.ts';
import { sandboxApi } from './sandbox-api.ts';
import { SandboxControl } from './sandbox-control.ts';
import { sandboxPages } from './sandbox-pages.ts';
import { SandboxStore } from './sandbox-store.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface StripeSandbox {
  /** `http://127.0.0.1:40123`: host, port and protocol for the SDK, and the operator's page. */
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly control: SandboxControl;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Where it keeps everything, in the collection `stripeSandbox`. */
  readonly db: Db;
  readonly host: string;
  /** A free one unless told. */
  readonly port?: number;
  /** Where events go; null as long as nobody listens. */
  readonly webhookUrl: () => string | null;
  readonly log: Log;
  /** Dates what happens; deliveries and signatures follow the real clock. */
  readonly clock?: () => Date;
  readonly secretKey?: string;
  readonly webhookSecret?: string;
  /** `held`: events wait for `control.deliver`. */
  readonly delivery?: 'automatic' | 'held';
  /** Between attempts to deliver an event, in milliseconds. */
  readonly retryPauses?: readonly number[];
  readonly production?: boolean;
}

const SWEEP_MS = 30_000;

export async function startStripeSandbox(options: SandboxOptions): Promise<StripeSandbox> {
  if (options.production) throw new Error('the Stripe sandbox gives credits for nothing: it never runs in production');
  const { db, host, log, webhookUrl, clock = () => new Date() } = options;
  const secretKey = options.secretKey ?? `sk_test_sandbox${randomBytes(16).toString('hex')}`;
  const webhookSecret = options.webhookSecret ?? `whsec_${randomBytes(24).toString('hex')}`;

  const store = new SandboxStore(db, clock);
  await store.prepare();
  const app = express().disable('x-powered-by').set('query parser', 'extended');
  const automatic = options.delivery !== 'held';
  const sender = new WebhookSender({ store, webhookUrl, webhookSecret, log, automatic, pauses: options.retryPauses });
  const control = new SandboxControl(store, sender);
  app.use('/v1', sandboxApi({ store, control, secretKey, log }));
  app.use(sandboxPages({ store, control, log }));
  const server = app.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  store.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  const sweep = setInterval(() => {
    control.expireOverdue().catch((failure: unknown) => log.warn({ failure }, 'the Stripe sandbox could not expire sessions'));
  }, SWEEP_MS).unref();

  async function stop(): Promise<void> {
    clearInterval(sweep);
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await Promise.all([closed, sender.stop()]);
  }
  return { url: store.url, secretKey, webhookSecret, control, stop };
}
