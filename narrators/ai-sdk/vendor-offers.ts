/** What a vendor's AIs are offered as: entries for players, and the price rows that the price book ships with. */
import { priceText, type PriceRow, type Tier } from '#core/pricing/price-book.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { createAiSdkNarrator } from './ai-sdk-narrator.ts';
import type { NarratorLog, VendorAi } from './vendor-ai.ts';

/**
 * What players pay for a vendor's AI is this many tenths of its list price (1 credit = USD 0.001): it carries free turns, creators'
 * shares of up to a fifth, payment fees, and what ceilings make us absorb.
 */
const MARGIN_TENTHS = 16n;

/** One AI of a vendor. Prices in USD per million tokens, as the vendor lists them. */
export interface VendorOffer {
  readonly narratorId: string;
  readonly name: string;
  /** What it is good at; whose service it runs on is added. */
  readonly description: string;
  readonly tier: Tier;
  /** The vendor's own id; never leaves the adapter but as what served, and in the price book's accepted ids. */
  readonly vendorId: string;
  /** Other ids that answer for it: dated snapshots of the id itself are accepted anyway. */
  readonly otherIds?: readonly string[];
  readonly contextTokens: number;
  readonly thinkingTokens: number;
  readonly usd: PriceRow['vendorUsd'];
}

export interface VendorTerms {
  /** Whose service it is, for the label. */
  readonly vendor: string;
  readonly cacheLifetimeSeconds: number;
  readonly log: NarratorLog;
  readonly connect: (offer: VendorOffer) => Omit<VendorAi, 'contextTokens' | 'passageTokensMax' | 'thinkingTokens'>;
}

export interface VendorOfferings {
  readonly entries: readonly NarratorEntry[];
  readonly prices: readonly PriceRow[];
}

/** The usual, and the most that a player may choose. */
const SIZES = {
  short: { promptTokens: 6_000, promptTokensMax: 16_000, passageTokens: 180, passageTokensMax: 600 },
  standard: { promptTokens: 8_000, promptTokensMax: 32_000, passageTokens: 240, passageTokensMax: 900 },
  premium: { promptTokens: 12_000, promptTokensMax: 64_000, passageTokens: 320, passageTokensMax: 1_200 },
} as const satisfies Record<Tier, Partial<NarratorEntry>>;

export function vendorOfferings(offers: readonly VendorOffer[], terms: VendorTerms): VendorOfferings {
  return {
    entries: offers.map((offer) => vendorEntry(offer, terms)),
    prices: offers.map((offer) => vendorPriceRow(offer, terms.cacheLifetimeSeconds)),
  };
}

function vendorEntry(offer: VendorOffer, { vendor, log, connect }: VendorTerms): NarratorEntry {
  const { narratorId, name, tier, contextTokens, thinkingTokens } = offer;
  const size = SIZES[tier];
  const { passageTokensMax } = size;
  return {
    narratorId,
    name,
    description: `${offer.description} Runs at ${vendor}: what is told is sent there.`,
    ...size,
    vendor,
    cacheGroup: narratorId,
    narrator: createAiSdkNarrator({ ...connect(offer), contextTokens, passageTokensMax, thinkingTokens, log }),
  };
}

function vendorPriceRow(offer: VendorOffer, cacheLifetimeSeconds: number): PriceRow {
  const { narratorId, tier, contextTokens, vendorId, otherIds = [], usd } = offer;
  return {
    narratorId,
    tier,
    freeEligible: tier === 'short',
    contextTokens,
    cacheLifetimeSeconds,
    input: creditsForUsd(usd.input),
    output: creditsForUsd(usd.output),
    ...(usd.cacheRead !== undefined && { cacheRead: creditsForUsd(usd.cacheRead) }),
    ...(usd.cacheWrite !== undefined && { cacheWrite: creditsForUsd(usd.cacheWrite) }),
    accepts: [vendorId, ...otherIds],
    vendorUsd: usd,
  };
}

/** Credits per million tokens for a list price of at most six decimals; rounded up to the book's three. */
export function creditsForUsd(usd: string): string {
  const [whole = '0', decimals = ''] = usd.split('.');
  const microUsd = BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0'));
  return priceText((microUsd * MARGIN_TENTHS + 9n) / 10n); // USD 1 = 1,000 credits, a book's unit is a thousandth of one.
}
