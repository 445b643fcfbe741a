/** Events come late, twice and out of order; every order ends in one state. */
import { expect } from 'chai';
import type { SandboxEvent } from '#server/stripe-sandbox/change.ts';
import { seededDice } from '#server/stripe-sandbox/seeded-dice.ts';
import { EVENT_TYPES } from '#server/payments/payment-events.ts';
import { SEED } from '../../core/property.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario, Story } from './scenarios.ts';
import { assertBooks, checkOut, entryKinds, outcome, bookApart, startSelling } from './selling.ts';
import type { Bought, Selling } from './selling.ts';

const INTERLEAVED = 6;

/** All orders of as many events as `wholeUpTo`, of more a sample that the seed repeats. */
export function describeEveryOrder({ wholeUpTo, sample }: { wholeUpTo: number; sample: number }): void {
  let selling: Selling;
  before(async () => {
    selling = await startSelling();
    bookApart(selling);
  });
  after(() => selling.server.stop());
  afterEach(() => assertBooks(selling));

  for (const scenario of SCENARIOS) {
    it(`[PY1][PY2] ${scenario.title}: every order after the facts, each event twice`, async () => {
      const bought = await checkOut(selling);
      const forget = await snapshot(bought);
      const events = await happen(bought, scenario);
      for (const order of ordersOf(events, { wholeUpTo, sample })) {
        for (const { id } of order) await delivered(id);
        expect(await outcome(selling, bought)).to.deep.equal(expected(scenario), order.map(({ type }) => type).join(', '));
        await forget();
      }
    });

    it(`[PY1][PY2] ${scenario.title}: events between the facts, late, twice, and at once`, async () => {
      for (let run = 0; run < INTERLEAVED; run++) {
        const dice = seededDice(SEED + run);
        const bought = await checkOut(selling);
        const story = storyOf(bought);
        const known = new Set<string>();
        const late: SandboxEvent[] = [];
        for (const step of scenario.steps) {
          await step(story);
          late.push(...(await newEvents(known)));
          // Some of what is known by now, the newest first as likely as the oldest; the same one again at the end.
          for (const { id } of late.filter(() => dice() < 0.4).sort(() => dice() - 0.5)) await delivered(id);
        }
        await Promise.all([...late, ...late].sort(() => dice() - 0.5).map(({ id }) => delivered(id)));
        expect(await outcome(selling, bought), `run ${run}`).to.deep.equal(expected(scenario));
        const kinds = await entryKinds(selling, bought);
        expect(kinds.filter((kind) => kind === 'purchase').length).to.equal(scenario.ends.state === 'paid' ? 1 : 0);
      }
    });
  }

  async function delivered(eventId: string): Promise<void> {
    const { status, body } = await selling.sandbox.control.deliver(eventId);
    expect(status, body).to.equal(200);
  }

  function storyOf({ sessionId }: Bought): Story {
    return { control: selling.sandbox.control, sessionId, refundId: '', disputeId: '' };
  }

  /** Everything that happens, and its events. */
  async function happen(bought: Bought, { steps }: Scenario): Promise<SandboxEvent[]> {
    const story = storyOf(bought);
    for (const step of steps) await step(story);
    return newEvents(new Set());
  }

  /** Those that the webhook is subscribed to; the others are ignored, as another test holds. */
  async function newEvents(known: Set<string>): Promise<SandboxEvent[]> {
    const events = (await selling.sandbox.control.pending()).filter(({ id }) => !known.has(id));
    for (const { id } of events) known.add(id);
    return events.filter(({ type }) => EVENT_TYPES.some((ours) => ours === type));
  }

  /** Puts our books back to before anything happened; Stripe's stay. */
  async function snapshot({ purchaseId, player: { playerId } }: Bought): Promise<() => Promise<void>> {
    const { purchases, wallets, entries } = selling.server.database;
    const purchase = await purchases.findOne({ _id: purchaseId });
    const wallet = await wallets.findOne({ _id: playerId });
    return async () => {
      await entries.deleteMany({ parties: playerId });
      await purchases.replaceOne({ _id: purchaseId }, purchase!);
      await wallets.replaceOne({ _id: playerId }, wallet!);
    };
  }
}

function expected({ ends }: Scenario) {
  const { state, refunded = 0, disputed = 0, purchase = 0n, bonus = 0n } = ends;
  const isPaid = state === 'paid';
  const back = isPaid ? (10_500n * BigInt(Math.min(1_000, refunded + disputed))) / 1_000n : 0n;
  return {
    ...{ state, paid: isPaid ? 1_000 : 0, refunded, disputed, back },
    ...{ grant: 0n, bonus, earning: 0n, purchase, debt: 0n, holds: 0 },
  };
}

/** Orders of each event twice. */
function ordersOf(events: readonly SandboxEvent[], limits: { wholeUpTo: number; sample: number }): SandboxEvent[][] {
  const dice = seededDice(SEED);
  if (events.length <= limits.wholeUpTo) return permutations(events).map((order) => order.flatMap((event) => [event, event]));
  return Array.from({ length: limits.sample }, () => [...events, ...events].sort(() => dice() - 0.5));
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((first, index) => permutations(all.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}
