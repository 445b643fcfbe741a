/** What people type for an amount of credits, as microcredits. */
import { numberToType, typedNumber } from '../../format/typed-number.ts';

const MICROCREDITS_PER_CREDIT = 1_000_000;
const CREDITS_MAX = 1_000_000_000;

/** null for no limit, which an empty field means; undefined for what is no amount. */
export function limitOf(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const credits = typedNumber(typed);
  if (credits === undefined || credits > CREDITS_MAX) return undefined;
  return Math.round(credits * MICROCREDITS_PER_CREDIT);
}

export function typedOf(limit: number | null): string {
  return limit === null ? '' : numberToType(limit / MICROCREDITS_PER_CREDIT);
}
