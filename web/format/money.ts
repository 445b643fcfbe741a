/** Real money as people read it, in the reader's locale. */

/** `amount`: in the currency's smallest unit, such as cents; currencies differ in how many make one (`jpy` has none). */
export function moneyText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** decimals);
}
