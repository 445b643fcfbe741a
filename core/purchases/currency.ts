/** Currencies as Stripe counts them: whole amounts of the smallest unit. */

// https://docs.stripe.com/currencies: no smaller unit, or none that payments may use.
const WITHOUT_DECIMALS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const WITH_THREE = new Set('bhd jod kwd omr tnd'.split(' '));
/** Their smallest units follow rules of their own; nobody has asked for them. */
const NOT_TAKEN = new Set('huf isk twd'.split(' '));

export function isCurrency(code: string): boolean {
  return /^[a-z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code.toUpperCase()) && !NOT_TAKEN.has(code);
}

/** Decimals of a price: 2 for usd, 0 for jpy. */
export function decimalsOf(currency: string): number {
  if (WITHOUT_DECIMALS.has(currency)) return 0;
  return WITH_THREE.has(currency) ? 3 : 2;
}

/** `5` or `4.99` in the currency's smallest unit. Throws a RangeError for more decimals than Stripe takes, zero and less. */
export function parsePrice(text: string, currency: string): number {
  const decimals = decimalsOf(currency);
  const [, whole = '', fraction = ''] = /^(\d{1,6})(?:\.(\d+))?$/.exec(text) ?? [];
  const amount = Number(whole + fraction.padEnd(decimals, '0'));
  // Of three decimals, Stripe takes two.
  if (whole === '' || fraction.length > Math.min(decimals, 2) || amount === 0)
    throw new RangeError(`"${text}" is not a price in ${currency}`);
  return amount;
}

/** `USD 5.00`, for people and logs. */
export function priceText(amount: number, currency: string): string {
  return `${currency.toUpperCase()} ${decimalPrice(amount, currency)}`;
}

/** `5.00`, for tables that name the currency beside it. */
export function decimalPrice(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (amount / 10 ** decimals).toFixed(decimals);
}
