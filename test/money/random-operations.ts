/** Random draws turned into operations that make sense in the state they meet: any part of a sequence is a sequence, so failures shrink. */
import * as fc from 'fast-check';
import { PACKS } from './model-shop.ts';
import { HOLD_TTL_MS } from './reference-model.ts';
import type { ModelPurchase, ModelState, ModelTurn, ModelWorld, Operation } from './reference-model.ts';

/** How an operation is sent: once; several times at once; with a database that fails at its commit; with its server sessions killed. */
export type Sending = 'once' | 'thrice at once' | 'again later' | 'commit unknown' | 'socket closed' | 'sessions killed';

export interface Draw {
  readonly kind: Operation['type'];
  readonly sending: Sending;
  /** Picks whom, which and how much. */
  readonly who: number;
  readonly which: number;
  readonly amount: number;
}

const KINDS: readonly [kind: Operation['type'], weight: number][] = [
  ['hold', 16],
  ['settle', 14],
  ['cap', 3],
  ['release', 4],
  ['expire', 2],
  ['adjust', 3],
  ['reverse', 3],
  ['pay-out', 3],
  ['link', 3],
  ['wait', 5],
  ['check-out', 5],
  ['pay', 7],
  ['refund', 3],
  ['fail-refund', 1],
  ['dispute', 5],
  ['close-dispute', 2],
  ['reinstate', 2],
  ['look-at-stripe', 10],
];
const SENDINGS: readonly [sending: Sending, weight: number][] = [
  ['once', 32],
  ['thrice at once', 6],
  ['again later', 4],
  ['commit unknown', 2],
  ['socket closed', 1],
  ['sessions killed', 2],
];

const weighted = <Value>(choices: readonly [Value, number][]) =>
  fc.oneof(...choices.map(([value, weight]) => ({ arbitrary: fc.constant(value), weight })));

export const draws: fc.Arbitrary<Draw> = fc.record({
  kind: weighted(KINDS),
  sending: weighted(SENDINGS),
  who: fc.nat(1_000),
  which: fc.nat(1_000),
  amount: fc.nat(1_000),
});

/** Costs are whole tokens at the price of the tests' AI. */
export const TOKEN_PRICE = 20_000n;
const TOKENS_MAX = 400;
const HOUR_MS = 3_600_000;
const TURNS_BEFORE_LINKING = 8;

export interface Cast {
  readonly playerIds: readonly string[];
  /** Of the players, those who may link, and to whom. */
  readonly guestIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly worlds: readonly ModelWorld[];
  readonly journeyId: (playerId: string) => string;
}

/** null where the draw finds nothing to act on. */
export function operationOf(draw: Draw, state: ModelState, cast: Cast, count: number): Operation | null {
  const { kind, which, amount } = draw;
  const playerId = cast.playerIds[draw.who % cast.playerIds.length]!;
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  const tokens = BigInt(1 + (amount % TOKENS_MAX)) * TOKEN_PRICE;
  // Now and then nearly everything, so that what is taken back later has been spent.
  const spent = amount % 4 === 0 ? tokens * 6n : tokens;
  const minor = BigInt(1 + (amount % 700));
  const turn = (fits: (turn: ModelTurn) => boolean) => choose(state.turns, fits, which);
  const purchase = (fits: (purchase: ModelPurchase) => boolean) => choose(state.purchases, fits, which);

  switch (kind) {
    case 'hold': {
      const world = cast.worlds[which % cast.worlds.length]!;
      const key = `turn:${cast.journeyId(playerId)}:${id}`;
      return { type: kind, key, playerId, world, ceiling: spent, freeEligible: amount % 3 === 0 };
    }
    case 'cap': // Now and then off again.
      return {
        ...{ type: kind, playerId },
        turn: which % 3 === 0 ? null : tokens * 4n,
        day: amount % 3 === 0 ? null : tokens * 12n,
      };
    case 'settle': // Now and then more than the ceiling: the platform's.
      return on(turn(isHeld), (key) => ({ type: kind, key, cost: spent }));
    case 'release':
      return on(turn(isHeld), (key) => ({ type: kind, key }));
    case 'reverse':
      return on(turn(mayBeReversed), (key) => ({ type: kind, key }));
    case 'expire':
    case 'pay-out':
      return { type: kind };
    case 'link': {
      const guestId = cast.guestIds[draw.who % cast.guestIds.length]!;
      const played = Object.values(state.turns).filter((each) => each.playerId === guestId).length;
      if (played < TURNS_BEFORE_LINKING) return null; // Else nothing much could come along.
      return { type: kind, guestId, accountId: cast.accountIds[which % cast.accountIds.length]! };
    }
    case 'wait':
      return { type: kind, ms: which % 2 === 0 ? 20 * HOUR_MS : which % 4 === 1 ? HOLD_TTL_MS + 1 : 1_000 };
    case 'adjust':
      return { type: kind, id, playerId, amount: amount % 2 === 0 ? -tokens * 2n : tokens };
    case 'check-out':
      return checkOut(id, playerId, which);
    case 'pay': {
      const key = purchase(({ stripe }) => !stripe.paid);
      const isOpen = key !== undefined && state.nowMs - state.purchases[key]!.createdAtMs < HOUR_MS;
      return isOpen ? { type: kind, id: key } : null;
    }
    case 'refund':
      return on(purchase(isPaid), (key) => ({ type: kind, id: key, amount: minor }));
    case 'dispute': {
      const key = purchase((found) => isPaid(found) && !isDisputed(found));
      if (key === undefined || isDisputed(state.purchases[key]!)) return null; // One for each purchase.
      const all = state.purchases[key]!.price;
      return { type: kind, id: key, amount: which % 3 === 0 ? minor : all, withdrawn: which % 2 === 0 };
    }
    case 'reinstate':
      return on(purchase(isDisputed), (key) => ({ type: kind, id: key, amount: minor }));
    case 'close-dispute':
      return on(purchase(isDisputed), (key) => ({ type: kind, id: key, won: amount % 2 === 0 }));
    case 'fail-refund':
      return on(
        purchase(({ stripe }) => stripe.refunds.length > 0),
        (key) => ({ type: kind, id: key }),
      );
    case 'look-at-stripe':
      return on(purchase(isPaid), (key) => ({ type: kind, id: key }));
  }
}

const isHeld = ({ state }: ModelTurn) => state === 'held';
const mayBeReversed = ({ state, free, reversed }: ModelTurn) => state === 'settled' && !free && !reversed;
const isPaid = ({ stripe }: ModelPurchase) => stripe.paid;
const isDisputed = ({ stripe }: ModelPurchase) => stripe.dispute !== null;

function on(key: string | undefined, make: (key: string) => Operation): Operation | null {
  return key === undefined ? null : make(key);
}

/** Mostly one of the latest to which this may happen; now and then any, to whom it may not. */
function choose<Found>(all: Record<string, Found>, fits: (found: Found) => boolean, which: number): string | undefined {
  const keys = Object.keys(all).filter((key) => which % 6 === 0 || fits(all[key]!));
  const latest = keys.slice(-8).reverse();
  return latest[which % Math.max(1, latest.length)];
}

function checkOut(id: string, playerId: string, which: number): Operation {
  const pack = PACKS[which % PACKS.length]!;
  const { id: packId, credits, bonus, price } = pack;
  return { type: 'check-out', id, playerId, packId, credits, bonus, price: BigInt(price) };
}
