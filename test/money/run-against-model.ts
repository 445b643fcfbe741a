/** Runs random operations against the reference model and the real stores side by side; a failure shrinks and prints its seed. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { SEED } from '../core/property.ts';
import { insertBareJourney } from '../support/bare-journey.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';
import { openModelShop } from './model-shop.ts';
import type { ModelShop } from './model-shop.ts';
import { draws, operationOf } from './random-operations.ts';
import type { Cast, Draw } from './random-operations.ts';
import { RealMoney } from './real-money.ts';
import { apply, emptyModel } from './reference-model.ts';
import type { ModelState, Operation, Pocketed } from './reference-model.ts';
import { noTally, tallyText } from './tally.ts';
import type { Tally } from './tally.ts';

const ACCOUNTS = ['ana', 'ben'];
const GUESTS = ['gus', 'gia', 'gil', 'gwen'];
/** One who only earns, one who plays too (RV1), and one who may link (LK2). */
const CREATORS = ['mira', 'ana', 'gus'];
const WELCOME_GRANT = 12_000_000n;
const START_MS = Date.UTC(2026, 10, 23, 20);
const DRAWS_MAX = 900;
const RUNS_AT_ONCE = 2;

/** Until so many operations have run. */
export async function runAgainstModel(operationsWanted: number): Promise<Tally> {
  const test = await startTestGame({ environment: { WELCOME_GRANT_CREDITS: '12' } });
  const shop = await openModelShop(test);
  const tally = noTally();
  let operations = 0;
  try {
    for (let round = 0; operations < operationsWanted; round++) {
      const sequences = fc.array(draws, { maxLength: DRAWS_MAX, size: 'max' });
      const property = fc.asyncProperty(sequences, async (sequence) => {
        operations += await runOnce(sequence, { test, shop }, tally);
      });
      await fc.assert(property, { seed: SEED + round, numRuns: RUNS_AT_ONCE, endOnFailure: false });
      if (round % 10 === 9) console.log(`      ${operations} of ${operationsWanted} operations`);
    }
    console.log(`      ${operations} operations from seed ${SEED} · ${tallyText(tally)}`);
    return tally;
  } finally {
    await shop.end();
    await test.end();
  }
}

async function runOnce(
  sequence: readonly Draw[],
  { test, shop }: { test: TestGame; shop: ModelShop },
  tally: Tally,
): Promise<number> {
  const players = await beginAnew(test);
  const { cast, everybody } = players;
  const accountIds = everybody.filter((id) => !cast.guestIds.includes(id));
  const state = emptyModel({ accountIds, guestIds: cast.guestIds }, { grant: WELCOME_GRANT, nowMs: START_MS });
  const real = new RealMoney(test, shop, players);
  let count = 0;
  for (const [index, draw] of sequence.entries()) {
    const operation = operationOf(draw, state, cast, index);
    if (!operation) continue;
    const said = await real.send(operation, draw.sending, state);
    const expected = said.map(() => apply(state, operation));
    const what = `#${index} ${textOf(operation)}, ${draw.sending}`;
    expect(said, what).to.deep.equal(expected);
    expect(await real.wallets(), what).to.deep.equal(state.wallets);
    count += 1;
  }
  await tallyUp(test, state, tally);
  await test.assertBooks();
  return count;
}

/** Nobody of the run before, and nobody's name again: what a store still knows of them must not matter. */
async function beginAnew(test: TestGame): Promise<{ cast: Cast; everybody: string[] }> {
  const { database, players } = test;
  const run = randomUUID().slice(0, 8);
  const named = (name: string) => `${name}-${run}`;
  test.setTime(new Date(START_MS));
  for (const name of ['wallets', 'entries', 'turns', 'journeys', 'accruals', 'earnings', 'purchases', 'players', 'stripeSandbox'])
    await database.db.collection(name).deleteMany({});
  const everybody = [...new Set([...ACCOUNTS, ...GUESTS, ...CREATORS])].map(named);
  const guestIds = GUESTS.map(named);
  for (const id of everybody) {
    await players.open({ id, userId: null, kind: guestIds.includes(id) ? 'guest' : 'account', name: id });
    await insertBareJourney(database, `journey-of-${id}`, new Date(START_MS));
  }
  const worlds = CREATORS.map(named).map((creatorId) => ({ worldId: `world-of-${creatorId}`, creatorId }));
  const accountIds = ACCOUNTS.map(named);
  const playerIds = [...accountIds, ...guestIds];
  return { everybody, cast: { playerIds, guestIds, accountIds, worlds, journeyId: (playerId) => `journey-of-${playerId}` } };
}

/** What the model knows happened, against what the journal has. Repayments and claw-backs follow from the rest and from the balances. */
async function tallyUp({ database }: TestGame, state: ModelState, tally: Tally): Promise<void> {
  const entries = await database.entries.find().toArray();
  const booked = new Set(entries.map(({ _id }) => _id));
  const turns = Object.entries(state.turns);
  const expected = [
    ...turns.filter(([, turn]) => turn.state !== 'held').map(([key]) => key),
    ...turns.filter(([, turn]) => turn.reversed).map(([key]) => `reverse:${key}`),
    ...Object.keys(state.adjustments).map((id) => `adjust:${id}`),
    ...Object.keys(state.payouts).map((key) => `payout:${key.replace('/', ':')}`),
    ...Object.entries(state.links).flatMap(([guestId, { done }]) => (done ? [`link:${guestId}`] : [])),
  ];
  const known = new Set(expected);
  tally.lost += expected.filter((key) => !booked.has(key)).length;
  tally.phantom += entries.filter(({ _id, kind }) => MODELLED.has(kind) && !known.has(_id)).length;
  const given = Object.values(state.purchases).filter((purchase) => purchase.given).length;
  const purchases = entries.filter(({ kind }) => kind === 'purchase').length;
  tally.lost += Math.max(0, given - purchases);
  tally.doubled += Math.max(0, purchases - given);
  const postings = entries.flatMap((entry) => entry.postings);
  tally.sum += postings.reduce((sum, { amount }) => sum + amount, 0n);
  for (const [id, wallet] of Object.entries(state.wallets)) {
    const inJournal = postings
      .filter(({ account }) => account.startsWith(`player:${id}:`))
      .reduce((sum, { amount }) => sum + amount, 0n);
    const drawn = turns
      .filter(([, turn]) => turn.playerId === id && turn.state === 'held')
      .map(([, { draws: of }]) => totalOf(of));
    const inModel = [totalOf(wallet.pockets), ...drawn].reduce((sum, amount) => sum + amount, 0n);
    if (inJournal !== inModel) tally.doubled += 1;
  }
  const documents = await database.wallets.find().toArray();
  tally.negative += documents.filter(({ pockets, debt }) =>
    [...Object.values(pockets), debt].some((amount) => amount < 0n),
  ).length;
}

const MODELLED: ReadonlySet<string> = new Set(['turn', 'adjust', 'reverse', 'payout']);

const totalOf = (pockets: Pocketed) => Object.values(pockets).reduce((sum, amount) => sum + amount, 0n);

function textOf(operation: Operation): string {
  return JSON.stringify(operation, (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}
