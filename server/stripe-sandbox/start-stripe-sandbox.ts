/** A Stripe of one's own for development and tests: its API, its hosted page and its webhooks, on a loopback port. No money moves. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Db } from 'mongodb';
import express from 'express';
import type { Express } from 'express';
import type { Log } from '#core/turns/game.ts';
import { localHost } from '../local-host.ts';
import { sandboxApi } from './sandbox-api.ts';
import { SandboxControl } from './sandbox-control.ts';
import { sandboxPages } from './sandbox-pages.ts';
import { SandboxStore } from './sandbox-store.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface StripeSandbox {
  /** `http://127.0.0.1:40123`: host, port and protocol for the SDK, and the payments page. */
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
  /** Unless told the one of last time, so that open checkouts keep their pages; a free one when that is taken. */
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
  readonly production: boolean;
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
  const ports = options.port === undefined ? [(await store.lastPort()) ?? 0, 0] : [options.port];
  const server = await listen(app, host, ports);
  const { port } = server.address() as AddressInfo;
  await store.keepPort(port);
  store.url = `http://${localHost(host)}:${port}`;

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

/** At the first of the ports that is not taken. */
async function listen(app: Express, host: string, [port = 0, ...others]: readonly number[]): Promise<Server> {
  const server = app.listen(port, host);
  try {
    await once(server, 'listening');
    return server;
  } catch (failure) {
    const isTaken = (failure as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (!isTaken || others.length === 0) throw failure;
    return listen(app, host, others);
  }
}
