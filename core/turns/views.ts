/** What players see of wallets, quotes and turns: amounts as JSON integers, times as text. */
import type { QuoteView, Receipt, WalletView } from '#protocol/values.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Quote } from '#core/pricing/quote.ts';
import { availableIn, freeTurnsLeft, heldIn, nextUtcMidnight, utcDay } from '#core/wallet/wallet.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { NarratorEntry } from './narrator.ts';
import type { ResolvedTurn } from './turn.ts';

export function walletView(wallet: Wallet, freeTurnsPerDay: number, now: Date): WalletView {
  return {
    available: toWire(availableIn(wallet)),
    held: toWire(heldIn(wallet)),
    pockets: {
      grant: toWire(wallet.pockets.grant),
      bonus: toWire(wallet.pockets.bonus),
      earning: toWire(wallet.pockets.earning),
      purchase: toWire(wallet.pockets.purchase),
    },
    debt: toWire(wallet.debt),
    freeTurnsLeft: freeTurnsLeft(wallet, freeTurnsPerDay, utcDay(now)),
    freeTurnsPerDay,
    freeTurnsResetAt: nextUtcMidnight(now).toISOString(),
  };
}

/** The quote as one player sees it: what would pay, and how many turns that leaves. */
export function quoteView(quote: Quote, entry: NarratorEntry, wallet: WalletView): QuoteView {
  const free = entry.freeEligible ? wallet.freeTurnsLeft : 0;
  const likely = toWire(quote.likely);
  const paid =
    wallet.debt === 0 && wallet.available >= toWire(quote.ceiling) ? Math.floor(wallet.available / Math.max(1, likely)) : 0;
  return {
    narratorId: quote.narratorId,
    priceVersion: quote.priceVersion,
    low: toWire(quote.low),
    likely,
    high: toWire(quote.high),
    ceiling: toWire(quote.ceiling),
    passageTokensMax: quote.passageTokensMax,
    warm: quote.warm,
    funding: free > 0 ? 'free' : 'credits',
    turnsLeft: free + paid,
  };
}

export function receiptOf(resolved: ResolvedTurn): Receipt {
  const settled = resolved.state === 'settled' ? resolved : null;
  return {
    turnId: resolved.turnId,
    journeyId: resolved.journeyId,
    n: resolved.n,
    state: resolved.state,
    reason: resolved.state === 'released' ? resolved.reason : null,
    narratorId: resolved.narratorId,
    funding: resolved.funding,
    charged: toWire(settled?.charged ?? 0n),
    wouldHaveCost: toWire(settled?.wouldHaveCost ?? 0n),
    ceiling: toWire(resolved.ceiling),
    usage: settled?.usage ?? null,
    counted: settled?.counted ?? false,
    priceVersion: resolved.priceVersion,
    at: resolved.at.toISOString(),
  };
}
