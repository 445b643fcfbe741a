/** The price book: versioned, immutable prices per narrator (PR1). */

/**
 * Thousandths of a credit per million tokens, exact. One token at price 1,000 costs one microcredit.
 * Written by people as credits per million tokens with at most three decimals.
 */
export type TokenPrice = bigint;

export type Tier = 'short' | 'standard' | 'premium';

/** Prices of the disjoint pools (PR2). */
export interface PoolPrices {
  readonly input: TokenPrice;
  readonly output: TokenPrice;
  /** Optional in the book; default: the input price. */
  readonly cacheRead: TokenPrice;
  readonly cacheWrite: TokenPrice;
}

/** A narrator's terms in one version of the book. */
export interface NarratorPrices extends PoolPrices {
  readonly narratorId: string;
  readonly tier: Tier;
  /** Whether free turns of the day pay for it (TN2). */
  readonly freeEligible: boolean;
  /** The AI's context window: prompt, passage and everything else it is asked at once. */
  readonly contextTokens: number;
  /** How long the AI remembers a prompt after a turn; 0 = never. */
  readonly cacheLifetimeMs: number;
  /** The served ids that count as the one asked for (TN3). */
  readonly accepts: readonly string[];
  /** What the operator pays its vendor, in the same unit; nothing for an AI on one's own machine. */
  readonly vendor: PoolPrices;
}

export interface PriceVersion {
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly narrators: readonly NarratorPrices[];
}

/** A row as people write it. */
export interface PriceRow {
  readonly narratorId: string;
  readonly tier: Tier;
  readonly freeEligible: boolean;
  readonly contextTokens: number;
  readonly cacheLifetimeSeconds: number;
  /** Credits per million tokens, at most three decimals; cache prices default to input. */
  readonly input: string;
  readonly output: string;
  readonly cacheRead?: string;
  readonly cacheWrite?: string;
  readonly accepts: readonly string[];
  /** The vendor's own list price in USD per million tokens, at most six decimals; cache prices default to input. '0' where nobody is paid. */
  readonly vendorUsd: {
    readonly input: string;
    readonly output: string;
    readonly cacheRead?: string;
    readonly cacheWrite?: string;
  };
}

/** Reads one row; throws a RangeError that names the narrator and every fault. */
export function narratorPrices(row: PriceRow): NarratorPrices {
  const faults = priceRowFaults(row);
  if (faults.length > 0) {
    const sentences = faults.map(({ field, fault }) => `${field} ${fault}`);
    throw new RangeError(`${row.narratorId}: ${sentences.join('; ')}`);
  }
  const { narratorId, tier, freeEligible, contextTokens, cacheLifetimeSeconds, accepts, vendorUsd } = row;
  return {
    ...poolPrices(row, CREDIT_DECIMALS),
    ...{ narratorId, tier, freeEligible, contextTokens, accepts },
    cacheLifetimeMs: cacheLifetimeSeconds * 1_000,
    vendor: poolPrices(vendorUsd, USD_DECIMALS),
  };
}

/** A row as it comes from a file or a document, where nothing holds it to its type. */
type UncheckedPriceRow = { readonly [Field in keyof PriceRow]?: unknown };

/** All that is wrong with a version's rows, a sentence each: `hearth: input must be above zero`. */
export function priceListFaults(rows: readonly unknown[]): string[] {
  const seen = new Set<unknown>();
  return rows.flatMap((row, index) => {
    const label = priceRowLabel(row, index);
    if (!isFields(row)) return [`${label}: must be an object, not ${shown(row)}`];
    const faults = priceRowFaults(row).map(({ field, fault }) => `${label}: ${field} ${fault}`);
    if (seen.has(row['narratorId'])) faults.push(`${label}: narratorId has more than one row`);
    if (isName(row['narratorId'])) seen.add(row['narratorId']);
    return faults;
  });
}

/** What a fault calls a row: its narrator, else its place. */
export function priceRowLabel(row: unknown, index: number): string {
  return isFields(row) && isName(row['narratorId']) ? String(row['narratorId']) : `row ${index + 1}`;
}

/** What a row's value is wrong at; `field` is its path: `input`, `vendorUsd.output`. */
interface PriceRowFault {
  readonly field: string;
  readonly fault: string;
}

function priceRowFaults(row: UncheckedPriceRow): PriceRowFault[] {
  const faults: PriceRowFault[] = [];
  const must = (holds: boolean, field: string, fault: string) => {
    if (!holds) faults.push({ field, fault });
  };
  must(isName(row.narratorId), 'narratorId', 'must be a name');
  must(TIERS.includes(row.tier as Tier), 'tier', `must be one of ${TIERS.join(', ')}, not ${shown(row.tier)}`);
  must(typeof row.freeEligible === 'boolean', 'freeEligible', `must be true or false, not ${shown(row.freeEligible)}`);
  must(
    isWhole(row.contextTokens, CONTEXT_TOKENS_MIN, CONTEXT_TOKENS_MAX),
    'contextTokens',
    `must be a whole number from ${CONTEXT_TOKENS_MIN} to ${CONTEXT_TOKENS_MAX}, not ${shown(row.contextTokens)}`,
  );
  must(
    isWhole(row.cacheLifetimeSeconds, 0, CACHE_LIFETIME_SECONDS_MAX),
    'cacheLifetimeSeconds',
    `must be a whole number from 0 to ${CACHE_LIFETIME_SECONDS_MAX}, not ${shown(row.cacheLifetimeSeconds)}`,
  );
  faults.push(...poolFaults(row, '', { decimals: CREDIT_DECIMALS, zeroAllowed: false, unit: 'credits' }));
  must(
    Array.isArray(row.accepts) && row.accepts.length > 0 && row.accepts.every(isName),
    'accepts',
    'must name the served ids that count as this narrator, one at least: else no answer could be accepted',
  );
  if (isFields(row.vendorUsd)) {
    faults.push(...poolFaults(row.vendorUsd, 'vendorUsd.', { decimals: USD_DECIMALS, zeroAllowed: true, unit: 'USD' }));
  } else {
    must(false, 'vendorUsd', `must be the vendor's own prices, not ${shown(row.vendorUsd)}; "0" where nobody is paid`);
  }
  return faults;
}

const TIERS: readonly Tier[] = ['short', 'standard', 'premium'];
const CONTEXT_TOKENS_MIN = 512;
const CONTEXT_TOKENS_MAX = 10_000_000;
const CACHE_LIFETIME_SECONDS_MAX = 365 * 24 * 3_600;

/** Of a credit, and of a US dollar, which buys 1,000 credits: both end at the same `TokenPrice` unit. */
const CREDIT_DECIMALS = 3;
const USD_DECIMALS = 6;

const POOLS = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;
type Pool = (typeof POOLS)[number];

function poolFaults(
  prices: { readonly [Name in Pool]?: unknown },
  path: string,
  { decimals, zeroAllowed, unit }: { decimals: number; zeroAllowed: boolean; unit: string },
): PriceRowFault[] {
  const faultOf = (pool: Pool): string | null => {
    const written = prices[pool];
    const isCache = pool === 'cacheRead' || pool === 'cacheWrite';
    if (written === undefined) return isCache ? null : `is missing: a price in ${unit} per million tokens`;
    const price = typeof written === 'string' ? tokenPrice(written, decimals) : undefined;
    if (price === undefined)
      return `is ${shown(written)}, not a text such as "12.5": ${unit} per million tokens, at most ${decimals} decimals`;
    return price > 0n || zeroAllowed || isCache ? null : 'must be above zero';
  };
  return POOLS.flatMap((pool) => {
    const fault = faultOf(pool);
    return fault === null ? [] : [{ field: `${path}${pool}`, fault }];
  });
}

/** Of a row without faults. */
function poolPrices(written: PriceRow | PriceRow['vendorUsd'], decimals: number): PoolPrices {
  const price = (text: string): TokenPrice => {
    const read = tokenPrice(text, decimals);
    if (read === undefined) throw new RangeError(`"${text}" is not a price`);
    return read;
  };
  const input = price(written.input);
  return {
    input,
    output: price(written.output),
    cacheRead: written.cacheRead === undefined ? input : price(written.cacheRead),
    cacheWrite: written.cacheWrite === undefined ? input : price(written.cacheWrite),
  };
}

/** `decimals` digits behind the point are the last that count, so that the price is a whole number of its smallest part. */
function tokenPrice(text: string, decimals: number): TokenPrice | undefined {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimals) return undefined;
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === value && value !== '';
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** A value as a fault shows it. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  return (typeof value === 'bigint' ? `${value}` : JSON.stringify(value)).slice(0, 60);
}

/** A dated snapshot of an AI: `-2026-07-09` or `-20260709` behind its id. */
const SNAPSHOT_DATE = /^-(20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))$/;

/** Whether the AI that answered counts as the one asked for (TN3): an accepted id, or a dated snapshot of one. */
export function isAccepted(served: string, accepts: readonly string[]): boolean {
  return accepts.some((id) => served === id || (served.startsWith(id) && SNAPSHOT_DATE.test(served.slice(id.length))));
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
