/** The price book: versioned, immutable prices per narrator (PR1). */

/**
 * Thousandths of a credit per million tokens, exact. One token at price 1,000 costs one microcredit.
 * Written by people as credits per million tokens with at most three decimals.
 */
export type TokenPrice = bigint;

export interface NarratorPrices {
  readonly narratorId: string;
  readonly input: TokenPrice;
  readonly output: TokenPrice;
  /** Optional in the book; default: the input price. */
  readonly cacheRead: TokenPrice;
  readonly cacheWrite: TokenPrice;
  /** The served ids that count as the one asked for (TN3). */
  readonly accepts: readonly string[];
}

export interface PriceVersion {
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly narrators: readonly NarratorPrices[];
}

/** A row as people write it, in credits per million tokens. */
export interface PriceRow {
  readonly narratorId: string;
  readonly input: string;
  readonly output: string;
  readonly cacheRead?: string;
  readonly cacheWrite?: string;
  readonly accepts: readonly string[];
}

const PRICE = /^(\d{1,9})(?:\.(\d{1,3}))?$/;

/** Reads one row; throws a RangeError that names the narrator and the fault. */
export function narratorPrices(row: PriceRow): NarratorPrices {
  const price = (name: string, text: string): TokenPrice => {
    const match = PRICE.exec(text);
    if (!match)
      throw new RangeError(
        `${row.narratorId}: ${name} price "${text}" is not credits per million tokens with at most three decimals`,
      );
    return BigInt(match[1] ?? '0') * 1_000n + BigInt((match[2] ?? '').padEnd(3, '0'));
  };
  const input = price('input', row.input);
  const output = price('output', row.output);
  if (input === 0n || output === 0n) throw new RangeError(`${row.narratorId}: input and output prices must be above zero`);
  if (row.accepts.length === 0) throw new RangeError(`${row.narratorId}: names no served id, so no answer could be accepted`);
  return {
    narratorId: row.narratorId,
    input,
    output,
    cacheRead: row.cacheRead === undefined ? input : price('cacheRead', row.cacheRead),
    cacheWrite: row.cacheWrite === undefined ? input : price('cacheWrite', row.cacheWrite),
    accepts: row.accepts,
  };
}

/** What a turn needs of the price book: the prices that hold now, and those a hold was priced with. */
export interface PriceBook {
  /** The version in force at a time; its number goes into the hold. */
  current(at: Date): PriceVersion;
  version(version: number): PriceVersion;
}

export function pricesOf(version: PriceVersion, narratorId: string): NarratorPrices | undefined {
  return version.narrators.find((prices) => prices.narratorId === narratorId);
}

/** A price as people read it: credits per million tokens, as many decimals as it has. */
export function priceText(price: TokenPrice): string {
  const decimals = String(price % 1_000n)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${price / 1_000n}${decimals === '' ? '' : `.${decimals}`}`;
}
