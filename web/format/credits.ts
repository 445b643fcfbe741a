/** Credits as people read them: at most two decimals, in the reader's locale. Amounts on the wire are microcredits. */

const MICROCREDITS_PER_CREDIT = 1_000_000;
const formats = new Map<boolean, Intl.NumberFormat>();

/** `floor` for what one has, `ceil` for what may be taken, `nearest` for what is likely or was paid. */
export type Rounding = 'floor' | 'ceil' | 'nearest';

/** `1,234.5`; what is above 0 never shows as 0: the smallest step stands for it (`0.01`, for a price that is at most that). */
export function creditsText(microcredits: number, rounding: Rounding = 'nearest'): string {
  const hundredths = microcredits / (MICROCREDITS_PER_CREDIT / 100);
  const rounded =
    rounding === 'floor' ? Math.floor(hundredths) : rounding === 'ceil' ? Math.ceil(hundredths) : Math.round(hundredths);
  const shown = rounded === 0 && microcredits > 0 && rounding !== 'floor' ? 1 : rounded;
  return formatOf(Math.abs(shown) < 10_000).format(shown / 100);
}

/** What a balance changed by: `+500`, `−23.5`, `0`. */
export function signedCreditsText(microcredits: number): string {
  const text = creditsText(Math.abs(microcredits));
  if (microcredits === 0) return text;
  return `${microcredits > 0 ? '+' : '−'}${text}`;
}

/** From a hundred credits on, decimals are noise. */
function formatOf(withDecimals: boolean): Intl.NumberFormat {
  const known = formats.get(withDecimals);
  const format = known ?? new Intl.NumberFormat(undefined, { maximumFractionDigits: withDecimals ? 2 : 0 });
  formats.set(withDecimals, format);
  return format;
}
