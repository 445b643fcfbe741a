/** The terms of this server over HTTP. */
import type { TermsView } from '#protocol/rest-contract.ts';
import { nextPayoutAt } from '#core/earnings/payout.ts';
import { CREDIT_USD, toWire } from '#core/money/microcredits.ts';
import { nextUtcMidnight } from '#core/wallet/wallet.ts';
import type { RestBase } from '../rest-base.ts';
import type { RestParts } from '../rest-parts.ts';

const TIERS = ['short', 'standard', 'premium'] as const;

export function termsRoutes({ api }: RestBase, { game, operatorTerms, refundWindowDays }: RestParts) {
  return {
    terms: api.terms.handler((): TermsView => {
      const now = game.clock();
      const { freeTurnsPerDay, shareBasisPoints, holdTtlMs } = game.terms;
      const { version, narrators } = game.prices.current(now);
      const offered = narrators.filter(({ narratorId }) => game.narrators.find(narratorId));
      return {
        creditUsd: CREDIT_USD,
        freeTurnsPerDay: { ...freeTurnsPerDay },
        freeTurnsResetAt: nextUtcMidnight(now).toISOString(),
        welcomeGrant: toWire(operatorTerms.welcomeGrant),
        ...{ shareBasisPoints, refundWindowDays, nextPayoutAt: nextPayoutAt(now).toISOString() },
        ...{ narrationMsMax: operatorTerms.narrationMsMax, holdTtlMs, priceVersion: version },
        tiers: TIERS.map((tier) => {
          const ofTier = offered.filter((prices) => prices.tier === tier);
          const free = ofTier.filter(({ freeEligible }) => freeEligible);
          return { tier, narratorIds: ofTier.map(idOf), freeNarratorIds: free.map(idOf) };
        }),
      };
    }),
  };
}

function idOf({ narratorId }: { narratorId: string }): string {
  return narratorId;
}
