/** What people type for an amount of credits, as microcredits. */

const MICROCREDITS_PER_CREDIT = 1_000_000;
const CREDITS_MAX = 1_000_000_000;

/** null for no limit, which an empty field means; undefined for what is no amount. */
export function limitOf(typed: number | string): number | null | undefined {
  if (typed === '') return null;
  const credits = Number(typed);
  if (!Number.isFinite(credits) || credits < 0 || credits > CREDITS_MAX) return undefined;
  return Math.round(credits * MICROCREDITS_PER_CREDIT);
}

export function typedOf(limit: number | null): number | '' {
  return limit === null ? '' : limit / MICROCREDITS_PER_CREDIT;
}
