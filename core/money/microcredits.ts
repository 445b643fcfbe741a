/** Amounts of credits: exact whole microcredits. */

/** 1 credit = 1,000,000 µcr ≈ USD 0.001. A `bigint`, so that the compiler refuses to mix it with counts or floats. */
export type Microcredits = bigint;

export const MICROCREDITS_PER_CREDIT = 1_000_000n;
/** About what a credit is worth, in US dollars. */
export const CREDIT_USD = '0.001';

const CREDITS = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;

/** Reads credits as people write them: `200`, `-12.5`, at most six decimals. Throws a RangeError on anything else. */
export function parseCredits(text: string): Microcredits {
  const match = CREDITS.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not an amount of credits such as 200 or 12.5`);
  const [, sign, whole = '0', decimals = ''] = match;
  const amount = BigInt(whole) * MICROCREDITS_PER_CREDIT + BigInt(decimals.padEnd(6, '0'));
  return sign ? -amount : amount;
}

/** Whole credits in code and config. */
export function credits(amount: number): Microcredits {
  return parseCredits(String(amount));
}

/** Credits for people: at most two decimals, floored, so that nobody is promised more than there is. */
export function formatCredits(amount: Microcredits): string {
  const hundredths = floorDivide(amount, MICROCREDITS_PER_CREDIT / 100n);
  const sign = hundredths < 0n ? '-' : '';
  const positive = hundredths < 0n ? -hundredths : hundredths;
  return `${sign}${positive / 100n}.${String(positive % 100n).padStart(2, '0')}`;
}

/** The same within sentences: `10,500`, `12.50`. */
export function creditsText(amount: Microcredits): string {
  const [whole = '', decimals = ''] = formatCredits(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === '00' ? grouped : `${grouped}.${decimals}`;
}

/** All of an amount, in credits: `-12.5`, `0.000001`. */
export function exactCredits(amount: Microcredits): string {
  const positive = amount < 0n ? -amount : amount;
  const decimals = String(positive % MICROCREDITS_PER_CREDIT)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${positive / MICROCREDITS_PER_CREDIT}${decimals && `.${decimals}`}`;
}

/** A share in basis points, floored (RV1); what is left over is the other side's. */
export function shareOf(amount: Microcredits, basisPoints: number): Microcredits {
  return floorDivide(amount * BigInt(basisPoints), 10_000n);
}

export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

export function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  return -floorDivide(-dividend, divisor);
}

export function smaller(a: Microcredits, b: Microcredits): Microcredits {
  return a < b ? a : b;
}

export function larger(a: Microcredits, b: Microcredits): Microcredits {
  return a > b ? a : b;
}

/** An amount for JSON: exact, or an error rather than a rounded number. */
export function toWire(amount: Microcredits): number {
  if (amount > BigInt(Number.MAX_SAFE_INTEGER) || amount < BigInt(Number.MIN_SAFE_INTEGER)) {
    throw new RangeError(`${amount} µcr does not fit a JSON integer`);
  }
  return Number(amount);
}
