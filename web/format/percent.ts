/** Shares as people read them, in the reader's locale. */

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 });

/** 0.2 is `20%`. */
export function percentText(share: number): string {
  return percent.format(share);
}
