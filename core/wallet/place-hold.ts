/** Decides a hold on one wallet: which wallet it would leave, or why not. The store writes the answer, guarded by `seq`. */
import { GameError } from '#protocol/errors.ts';
import type { QuoteChange } from '#protocol/journey-messages.ts';
import type { Funding } from '#protocol/values.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { smaller, toWire } from '#core/money/microcredits.ts';
import { burn, NO_CREDITS } from '#core/money/pockets.ts';
import { capRoomIn, spentOn, withinCaps } from './caps.ts';
import type { CapRoom } from './caps.ts';
import { availableIn, freeTurnsLeft, heldIn, nextUtcMidnight, utcDay } from './wallet.ts';
import type { Hold, UtcDay, Wallet } from './wallet.ts';

export interface HoldRequest {
  readonly key: string;
  readonly hash: string;
  readonly playerId: string;
  readonly journeyId: string;
  readonly fence: number;
  readonly narratorId: string;
  readonly priceVersion: number;
  /** What the whole turn can cost at most. */
  readonly ceiling: Microcredits;
  /** The least that is worth holding: the passage is then as short as it must be (TN9). */
  readonly ceilingMin: Microcredits;
  /** The ceiling of the quote the player saw: the price lock (PR3). */
  readonly ceilingSeen: Microcredits;
  /** What that quote said would pay: who saw a free turn pays no credits unasked. Clients that do not say it are held to the ceiling alone. */
  readonly fundingSeen?: Funding | undefined;
  readonly freeEligible: boolean;
  readonly freeTurnsPerDay: number;
  readonly at: Date;
  readonly ttlMs: number;
}

export type HoldDecision =
  | { readonly type: 'already-held'; readonly hold: Hold }
  | { readonly type: 'place'; readonly hold: Hold; readonly free: { readonly day: UtcDay; readonly used: number } }
  | { readonly type: 'refuse'; readonly error: GameError };

/** The collection's validator holds the same limit. */
export const HOLDS_PER_WALLET_MAX = 16;
const CANCELS_BEFORE_SLOW_DOWN = 3;
const SLOW_DOWN_WINDOW_MS = 10 * 60_000;

export function placeHold(wallet: Wallet, request: HoldRequest): HoldDecision {
  const existing = wallet.holds.find((hold) => hold.key === request.key);
  if (existing) return existing.hash === request.hash ? { type: 'already-held', hold: existing } : refuse('KEY_REUSED');
  if (wallet.mergedInto !== null) return refuse('WALLET_MERGED');
  if (wallet.closed) return refuse('PLAYER_LEFT');
  if (wallet.holds.length >= HOLDS_PER_WALLET_MAX) return refuse('TOO_MANY_HOLDS');
  if (mustSlowDown(wallet, request.at)) return refuse('SLOW_DOWN');

  const today = utcDay(request.at);
  const free = wallet.free.day < today ? { day: today, used: 0 } : wallet.free;
  const freeLeft = freeTurnsLeft(wallet, request.freeTurnsPerDay, today);
  if (request.freeEligible && freeLeft > 0) {
    if (request.ceiling > request.ceilingSeen) return refuse('QUOTE_CHANGED', { why: 'ceiling' } satisfies QuoteChange);
    return { type: 'place', hold: holdOf(request, 'free', free.day, NO_CREDITS), free: { ...free, used: free.used + 1 } };
  }
  if (wallet.debt > 0n) return refuse('IN_DEBT', { debt: toWire(wallet.debt), freeTurnsLeft: freeLeft });
  const available = availableIn(wallet);
  if (available < request.ceilingMin) {
    return refuse('OUT_OF_CREDITS', {
      available: toWire(available),
      ceiling: toWire(request.ceilingMin),
      freeTurnsLeft: freeLeft,
    });
  }
  const room = capRoomIn(wallet, today);
  if (room && room.amount < request.ceilingMin) return refuse('CAP_REACHED', capReached(wallet, room, request, freeLeft));
  const ceiling = smaller(request.ceiling, withinCaps(available, room));
  if (request.fundingSeen === 'free') return refuse('QUOTE_CHANGED', { why: 'funding' } satisfies QuoteChange);
  if (ceiling > request.ceilingSeen) return refuse('QUOTE_CHANGED', { why: 'ceiling' } satisfies QuoteChange);
  return { type: 'place', hold: holdOf({ ...request, ceiling }, 'credits', free.day, burn(wallet.pockets, ceiling)), free };
}

/** What a page needs to say which cap it was, and when that leaves room again. */
function capReached(wallet: Wallet, { cap, amount }: CapRoom, { ceilingMin, at }: HoldRequest, freeLeft: number) {
  const data = { cap, limit: toWire(wallet.caps[cap] ?? 0n), left: toWire(amount), ceiling: toWire(ceilingMin) };
  if (cap === 'turn') return { ...data, freeTurnsLeft: freeLeft };
  const spent = toWire(spentOn(wallet.spent, utcDay(at)));
  return { ...data, spent, held: toWire(heldIn(wallet)), resetAt: nextUtcMidnight(at).toISOString(), freeTurnsLeft: freeLeft };
}

function holdOf(request: HoldRequest, funding: Hold['funding'], day: UtcDay, draws: Hold['draws']): Hold {
  return {
    key: request.key,
    hash: request.hash,
    by: request.playerId,
    journeyId: request.journeyId,
    fence: request.fence,
    of: [request.playerId],
    funding,
    day,
    ceiling: request.ceiling,
    draws,
    priceVersion: request.priceVersion,
    narratorId: request.narratorId,
    expiresAt: new Date(request.at.getTime() + request.ttlMs),
  };
}

function mustSlowDown(wallet: Wallet, at: Date): boolean {
  const recent = wallet.cancels.filter((cancel) => at.getTime() - cancel.getTime() < SLOW_DOWN_WINDOW_MS);
  return recent.length >= CANCELS_BEFORE_SLOW_DOWN;
}

function refuse(code: GameError['code'], data?: unknown): HoldDecision {
  return { type: 'refuse', error: new GameError(code, data) };
}
