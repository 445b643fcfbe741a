/** Counts and shares in the reader's locale. */
import { madeOnce } from './made-once.ts';

const count = madeOnce(() => new Intl.NumberFormat());
const exactDecimal = madeOnce(() => new Intl.NumberFormat(undefined, { maximumFractionDigits: 12 }));
const percent = madeOnce(() => new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 }));
const exactPercent = madeOnce(() => new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 }));
const finePercent = madeOnce(() => new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }));

/** `1,584`. */
export function countText(value: number): string {
  return count().format(value);
}

/** An exact decimal, such as `0.001`, with all it has. */
export function decimalText(exact: string): string {
  return exactDecimal().format(Number(exact));
}

/** 0.175 is `17.5%`. */
export function percentText(share: number): string {
  return exactPercent().format(share);
}

/** `23%`, below one percent `0.4%`; what is above 0 never shows as 0. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return percent().format(0);
  const share = part / whole;
  if (share === 0 || share >= 0.01) return percent().format(share);
  return finePercent().format(Math.max(share, 0.001));
}
