/** What players see of wallets, quotes and turns: amounts as JSON integers, times as text. */
import type { QuoteView, Receipt, WalletView } from '#protocol/values.ts';
import { larger, toWire } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { fittingQuote, leanestOf } from '#core/pricing/fitting-quote.ts';
import type { Quote } from '#core/pricing/quote.ts';
import { availableIn, freeTurnsLeft, heldIn, nextUtcMidnight, utcDay } from '#core/wallet/wallet.ts';
import type { Caps, Wallet } from '#core/wallet/wallet.ts';
import { capRoom, spentOn, withinCaps } from '#core/wallet/caps.ts';
import type { CapRoom } from '#core/wallet/caps.ts';
import { worthOf } from './settlement.ts';
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
    caps: { turn: wireOrNull(wallet.caps.turn), day: wireOrNull(wallet.caps.day) },
    spentToday: toWire(spentOn(wallet.spent, utcDay(now))),
    warnBelow: wireOrNull(wallet.warnBelow),
  };
}

/**
 * The quote as one player sees it: what would pay, how long a passage that covers (TN9), within the player's own caps (TN10), and how
 * many turns that leaves.
 */
export function quoteView(quote: Quote, wallet: WalletView): QuoteView {
  const free = quote.freeEligible ? wallet.freeTurnsLeft : 0;
  const available = wallet.debt === 0 ? BigInt(wallet.available) : 0n;
  const room = capRoom(capsIn(wallet), BigInt(wallet.spentToday), BigInt(wallet.held));
  const affordable = withinCaps(available, room);
  const shown = free > 0 ? quote : fittingQuote(quote, affordable);
  const isCapped = free === 0 && room !== null && room.amount < available && room.amount < quote.ceiling;
  const likely = toWire(shown.likely);
  return {
    narratorId: shown.narratorId,
    priceVersion: shown.priceVersion,
    low: toWire(shown.low),
    likely,
    high: toWire(shown.high),
    ceiling: toWire(shown.ceiling),
    passageTokensMax: shown.passageTokensMax,
    shortened: shown.shortened,
    withoutTrackers: shown.withoutTrackers,
    promptTokens: shown.promptTokens,
    warm: shown.warm,
    warmUntil: shown.warmUntil?.toISOString() ?? null,
    summary: shown.summary && { ...shown.summary, likely: toWire(shown.summary.likely) },
    funding: free > 0 ? 'free' : 'credits',
    turnsLeft: free + turnsCovered(shown, affordable, withinCaps(available, dayRoomOf(wallet))),
    cappedBy: isCapped ? room.cap : null,
  };
}

/** Each turn needs its whole ceiling to begin with, which one turn may take, and takes what is likely of what all may. */
function turnsCovered(quote: Quote, affordable: Microcredits, budget: Microcredits): number {
  const least = leanestOf(quote);
  if (affordable < least.ceilingMin) return 0;
  return 1 + Number((budget - least.ceilingMin) / larger(1n, quote.likely));
}

/** What all turns together may still take today. */
function dayRoomOf(wallet: WalletView): CapRoom | null {
  return capRoom({ ...capsIn(wallet), turn: null }, BigInt(wallet.spentToday), BigInt(wallet.held));
}

function capsIn({ caps: { turn, day } }: WalletView): Caps {
  return { turn: turn === null ? null : BigInt(turn), day: day === null ? null : BigInt(day) };
}

function wireOrNull(amount: Microcredits | null): number | null {
  return amount === null ? null : toWire(amount);
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
    wouldHaveCost: toWire(settled ? worthOf(settled) : 0n),
    ceiling: toWire(resolved.ceiling),
    usage: settled?.usage ?? null,
    counted: settled?.counted ?? false,
    priceVersion: resolved.priceVersion,
    at: resolved.at.toISOString(),
  };
}
