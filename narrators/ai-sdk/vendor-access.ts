/** How a vendor is reached. */
import type { NarratorLog } from './vendor-ai.ts';

export interface VendorAccess {
  readonly apiKey: string;
  /** Instead of the vendor's own address: a gateway, or a test. */
  readonly baseUrl?: string | undefined;
  readonly log: NarratorLog;
}
