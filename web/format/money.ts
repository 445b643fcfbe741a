/** Prices in their own currency, in the reader's locale. */

// As Stripe counts them (https://docs.stripe.com/currencies), which is not how every locale writes them.
const WITHOUT_DECIMALS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const WITH_THREE = new Set('bhd jod kwd omr tnd'.split(' '));

/** `amount` in the currency's smallest unit: `$5.00`, `5,00 €`, `¥500`. */
export function moneyText(amount: number, currency: string): string {
  const decimals = WITHOUT_DECIMALS.has(currency) ? 0 : WITH_THREE.has(currency) ? 3 : 2;
  const format = new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return format.format(amount / 10 ** decimals);
}
