/** Stripe's own SDK, bounded in time so that webhooks are answered before Stripe gives up on them. */
import Stripe from 'stripe';

export interface StripeAccount {
  readonly secretKey: string;
  /** The webhook endpoint's. */
  readonly webhookSecret: string;
  /** Where to find the API, when not at Stripe. */
  readonly apiBase?: string | undefined;
  /** Whether a sandbox of ours stands in for Stripe. */
  readonly isSandbox?: boolean;
}

const TIMEOUT_MS = 10_000;
const NETWORK_RETRIES_MAX = 1;

export function createStripeClient({ secretKey, apiBase }: StripeAccount): Stripe {
  return new Stripe(secretKey, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: NETWORK_RETRIES_MAX,
    telemetry: false,
    appInfo: { name: 'Imagina' },
    ...(apiBase === undefined ? {} : placeOf(new URL(apiBase))),
  });
}

function placeOf({ protocol, hostname, port }: URL): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  const isPlain = protocol === 'http:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port || (isPlain ? 80 : 443), protocol: isPlain ? 'http' : 'https' };
}

/** Whether a key moves money. */
export function isLiveKey(secretKey: string): boolean {
  return /^\w+_live_/.test(secretKey);
}
