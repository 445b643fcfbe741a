/** Random draws turned into operations that make sense in the state they meet: any part of a sequence is a sequence, so failures shrink. */
import * as fc from 'fast-check';
import { PACKS } from './model-shop.ts';
import { HOLD_TTL_MS } from './reference-model.ts';
import type { ModelPurchase, ModelState, ModelWorld, Operation } from './reference-model.ts';

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
  ['hold', 14],
  ['settle', 12],
  ['release', 4],
  ['expire', 2],
  ['adjust', 3],
  ['reverse', 3],
  ['pay-out', 3],
  ['wait', 4],
  ['check-out', 4],
  ['pay', 6],
  ['refund', 3],
  ['fail-refund', 1],
  ['dispute', 5],
  ['close-dispute', 2],
  ['reinstate', 2],
  ['look-at-stripe', 9],
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

export interface Cast {
  readonly playerIds: readonly string[];
  readonly worlds: readonly ModelWorld[];
  readonly journeyId: (playerId: string) => string;
}

/** null where the draw finds nothing to act on. */
export function operationOf(draw: Draw, state: ModelState, cast: Cast, count: number): Operation | null {
  const { kind, which, amount } = draw;
  const playerId = cast.playerIds[draw.who % cast.playerIds.length]!;
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  const pick = (keys: string[]) => keys[which % Math.max(1, keys.length)];
  const turn = () => pick(recent(Object.keys(state.turns)));
  const purchases = Object.entries(state.purchases);
  const purchase = (fits: (purchase: ModelPurchase) => boolean = () => true) =>
    pick(recent(purchases.filter(([, found]) => fits(found)).map(([key]) => key)));
  const on = (key: string | undefined, make: (key: string) => Operation) => (key === undefined ? null : make(key));
  const tokens = BigInt(1 + (amount % TOKENS_MAX)) * TOKEN_PRICE;
  const minor = BigInt(1 + (amount % 700));

  switch (kind) {
    case 'hold': {
      const world = cast.worlds[which % cast.worlds.length]!;
      const key = `turn:${cast.journeyId(playerId)}:${id}`;
      return { type: kind, key, playerId, world, ceiling: tokens, freeEligible: amount % 3 === 0 };
    }
    case 'settle': // Now and then more than the ceiling: the platform's.
      return on(turn(), (key) => ({ type: kind, key, cost: tokens }));
    case 'release':
    case 'reverse':
      return on(turn(), (key) => ({ type: kind, key }));
    case 'expire':
    case 'pay-out':
      return { type: kind };
    case 'wait':
      return { type: kind, ms: which % 3 === 0 ? 20 * HOUR_MS : which % 3 === 1 ? HOLD_TTL_MS + 1 : 1_000 };
    case 'adjust':
      return { type: kind, id, playerId, amount: amount % 2 === 0 ? -tokens * 2n : tokens };
    case 'check-out':
      return checkOut(id, playerId, which);
    case 'refund':
      return on(purchase(), (key) => ({ type: kind, id: key, amount: minor }));
    case 'reinstate':
      return on(
        purchase(({ stripe }) => stripe.dispute !== null),
        (key) => ({ type: kind, id: key, amount: minor }),
      );
    case 'dispute': // One for each purchase.
      return on(
        purchase(({ stripe }) => stripe.dispute === null),
        (key) => ({ type: kind, id: key, amount: minor, withdrawn: which % 2 === 0 }),
      );
    case 'close-dispute':
      return on(purchase(), (key) => ({ type: kind, id: key, won: amount % 2 === 0 }));
    case 'pay': // As long as its page is open.
      return on(
        purchase(({ createdAtMs }) => state.nowMs - createdAtMs < HOUR_MS),
        (key) => ({ type: kind, id: key }),
      );
    case 'fail-refund':
    case 'look-at-stripe':
      return on(purchase(), (key) => ({ type: kind, id: key }));
  }
}

function checkOut(id: string, playerId: string, which: number): Operation {
  const pack = PACKS[which % PACKS.length]!;
  const { id: packId, credits, bonus, price } = pack;
  return { type: 'check-out', id, playerId, packId, credits, bonus, price: BigInt(price) };
}

/** Mostly the latest, where things still happen. */
function recent(keys: string[]): string[] {
  return keys.slice(-12).reverse();
}
