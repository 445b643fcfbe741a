/** Usage as we count it, where a vendor gives none that can be (PR4). */
import type { CallKind, CallUsage } from '#core/turns/narrator.ts';

export type CountText = (text: string) => number;

/** All input at full price: what a cache had of it, only the vendor knows. */
export function countedUsage(call: CallKind, input: number, output: number): CallUsage {
  return { call, usage: { input, cacheRead: 0, cacheWrite: 0, output }, counted: true };
}
