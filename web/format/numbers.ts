/** Plain numbers in the reader's locale. */

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });

export function numberText(value: number): string {
  return number.format(value);
}
