/** A vendor's report of what a call used, as disjoint pools; a report that cannot be is not believed (PR2, PR4). */
import type { TokenUsage } from '#protocol/values.ts';
import type { VendorAnswer } from './vendor-ai.ts';

export type VendorUsage =
  | { readonly usage: TokenUsage; readonly fault: null }
  /** Why it is counted instead; `missing` where nothing was reported. */
  | { readonly usage: null; readonly fault: string };

export interface UsageLimits {
  readonly contextTokens: number;
  /** Whether text came, so that writing none would be a lie. */
  readonly wrote: boolean;
}

/** The SDK's totals include what came from the cache and went into it, and reasoning is inside the output: none is added again. */
export function vendorUsage(reported: VendorAnswer['usage'], { contextTokens, wrote }: UsageLimits): VendorUsage {
  const { total: read, cacheRead = 0, cacheWrite = 0 } = reported.inputTokens;
  const { total: output } = reported.outputTokens;
  if (read === undefined || output === undefined) return { usage: null, fault: 'missing' };

  const numbers = { input: read, 'cache read': cacheRead, 'cache write': cacheWrite, output };
  if (Object.values(numbers).some((tokens) => typeof tokens !== 'number')) return { usage: null, fault: 'missing' };
  for (const [name, tokens] of Object.entries(numbers)) {
    if (!Number.isSafeInteger(tokens) || tokens < 0) return lie(`${name} of ${tokens} tokens`);
    if (tokens > contextTokens) return lie(`${name} of ${tokens} tokens in a context of ${contextTokens}`);
  }
  if (read === 0) return lie('a prompt of no tokens');
  if (output === 0 && wrote) return lie('a passage of no tokens');
  if (cacheRead + cacheWrite > read) return lie(`${cacheRead} + ${cacheWrite} cached tokens of ${read}`);
  return { usage: { input: read - cacheRead - cacheWrite, cacheRead, cacheWrite, output }, fault: null };
}

function lie(fault: string): VendorUsage {
  return { usage: null, fault };
}
