/** Google's AIs. */
import { createGoogle } from '@ai-sdk/google';
import { boundedFetch } from '../ai-sdk/bounded-fetch.ts';
import type { VendorAccess } from '../ai-sdk/vendor-access.ts';
import { vendorOfferings, type VendorOfferings } from '../ai-sdk/vendor-offers.ts';
import { whoServed } from '../ai-sdk/who-served.ts';
import { GOOGLE_OFFERS } from './google-offers.ts';

/** Kept without being asked and without a promise: as long as others promise. */
const CACHE_LIFETIME_SECONDS = 5 * 60;
/** Another tokenizer than the one our estimate was made for; close in English, further off elsewhere. */
const COUNT_SLACK = 1.25;

/** Its cache finds what is in front by itself, so the order of the prompt is all it needs. */
export function googleNarrators({ apiKey, baseUrl, log }: VendorAccess): VendorOfferings {
  const provider = createGoogle({ apiKey, fetch: boundedFetch(), ...(baseUrl !== undefined && { baseURL: baseUrl }) });
  return vendorOfferings(GOOGLE_OFFERS, {
    vendor: 'Google',
    cacheLifetimeSeconds: CACHE_LIFETIME_SECONDS,
    log,
    connect: ({ vendorId }) => ({
      connection: whoServed(provider(vendorId), 'modelVersion'),
      countSlack: COUNT_SLACK,
      settings: () => ({ reasoning: 'none' }),
    }),
  });
}
