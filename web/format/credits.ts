/** Credits as people read them: at most two decimals, in the reader's locale. Amounts on the wire are microcredits. */

const MICROCREDITS_PER_CREDIT = 1_000_000;
const HUNDREDTH = MICROCREDITS_PER_CREDIT / 100;
const DECIMALS_MAX = 6;
const formats = new Map<string, Intl.NumberFormat>();

/** `floor` for what one has, `ceil` for what may be taken, `nearest` for what is likely or was paid. */
export type Rounding = 'floor' | 'ceil' | 'nearest';

const ROUND = { floor: Math.floor, ceil: Math.ceil, nearest: Math.round } as const;

/**
 * `12.5`, and `1,234` from a hundred credits on, where decimals are noise. What is above 0 never shows as 0 unless it is floored: the
 * smallest step stands for it (`0.01`).
 */
export function creditsText(microcredits: number, rounding: Rounding = 'nearest'): string {
  const step = Math.abs(microcredits) < 100 * MICROCREDITS_PER_CREDIT ? HUNDREDTH : MICROCREDITS_PER_CREDIT;
  const steps = ROUND[rounding](microcredits / step);
  const shown = steps === 0 && microcredits > 0 && rounding !== 'floor' ? 1 : steps;
  return formatOf(0, 2).format((shown * step) / MICROCREDITS_PER_CREDIT);
}

/** What a balance changed by: `+500`, `−23.5`, `0`. */
export function signedCreditsText(microcredits: number): string {
  const text = creditsText(Math.abs(microcredits));
  if (microcredits === 0) return text;
  return `${microcredits > 0 ? '+' : '−'}${text}`;
}

/** Every amount of a list that is to add up, with as many decimals as `decimalsFor` the whole list. */
export function exactCreditsText(microcredits: number, decimals: number): string {
  return formatOf(decimals, decimals).format(microcredits / MICROCREDITS_PER_CREDIT);
}

/** The fewest decimals, at least two, that show each of these amounts exactly, so that a reader can add them up. */
export function decimalsFor(amounts: readonly number[]): number {
  for (let decimals = 2; decimals < DECIMALS_MAX; decimals++) {
    if (amounts.every((amount) => amount % 10 ** (DECIMALS_MAX - decimals) === 0)) return decimals;
  }
  return DECIMALS_MAX;
}

function formatOf(least: number, most: number): Intl.NumberFormat {
  const key = `${least}-${most}`;
  const known = formats.get(key);
  const format = known ?? new Intl.NumberFormat(undefined, { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(key, format);
  return format;
}
