/** Credits as people read them: at most two decimals, in the reader's locale. Amounts on the wire are microcredits. */

const MICROCREDITS_PER_CREDIT = 1_000_000;
const DECIMALS_MAX = 6;
const formats = new Map<string, Intl.NumberFormat>();

/** `floor` for what one has, `ceil` for what may be taken, `nearest` for what is likely or was paid. */
export type Rounding = 'floor' | 'ceil' | 'nearest';

/** `1,234.5`; what is above 0 never shows as 0: the smallest step stands for it (`0.01`, for a price that is at most that). */
export function creditsText(microcredits: number, rounding: Rounding = 'nearest'): string {
  const hundredths = microcredits / (MICROCREDITS_PER_CREDIT / 100);
  const rounded =
    rounding === 'floor' ? Math.floor(hundredths) : rounding === 'ceil' ? Math.ceil(hundredths) : Math.round(hundredths);
  const shown = rounded === 0 && microcredits > 0 && rounding !== 'floor' ? 1 : rounded;
  // From a hundred credits on, decimals are noise.
  return formatOf(0, Math.abs(shown) < 10_000 ? 2 : 0).format(shown / 100);
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
