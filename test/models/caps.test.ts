/** A player's own caps on a real mongod: never passed by turns at once, counted exactly, rolled over by day. */
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { audit } from '#models/audit/audit.ts';
import type { Player } from '#core/players/player.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';
import { codeOf } from './code-of.ts';

const PAID = { narratorId: 'astral-lumen' } as const;
const EVENING = new Date('2099-11-23T23:00:00Z');
const NEXT_DAY = new Date('2099-11-24T00:30:00Z');

describe("a player's own caps", () => {
  let test: TestGame;
  before(async () => {
    test = await startTestGame();
  });
  beforeEach(() => test.setTime(EVENING));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  const spentOf = async ({ id }: Player) => (await test.wallets.find(id)).spent;
  const chargeOf = async (ana: Player) => {
    const { resolved } = await test.play(await test.journey(ana), ana, PAID);
    if (resolved.state !== 'settled') throw new Error('the turn was released');
    return resolved;
  };

  it('[TN10] 32 turns at once never pass the day cap: it has room for just as many ceilings', async () => {
    const ana = await test.player({ bonus: 100_000 });
    const journeys = await Promise.all(Array.from({ length: 32 }, () => test.journey(ana)));
    const { ceiling } = await chargeOf(ana);
    const { amount } = await spentOf(ana);
    // Three ceilings, and too little for even a short fourth.
    await test.wallets.limit(ana.id, { caps: { turn: null, day: amount + ceiling * 3n + credits(0.01) } });

    let tried = 0;
    let held = 0n;
    const gate = Promise.withResolvers<undefined>();
    const codes = await Promise.all(
      journeys.map((journey) =>
        codeOf(
          test.play(journey, ana, {
            ...PAID,
            onEvent: async (event) => {
              if (event.type !== 'turn-held') return;
              held += event.hold.ceiling;
              await gate.promise; // until all 32 have tried
            },
          }),
        ).finally(() => {
          if (++tried === 29) gate.resolve(undefined);
        }),
      ),
    );
    expect(codes.filter((code) => code === 'none')).to.have.length(3);
    expect(codes.filter((code) => code === 'CAP_REACHED')).to.have.length(29);
    expect(held <= ceiling * 3n + credits(0.01)).to.equal(true);
    const after = await spentOf(ana);
    expect(after.amount <= amount + ceiling * 3n + credits(0.01), 'the cap').to.equal(true);
    expect(after.amount > amount).to.equal(true);
  });

  it('[TN10] counts what was charged, by the UTC day of the entry, forward only; free turns and releases are not in it', async () => {
    const ana = await test.player({ bonus: 10_000 });
    await test.play(await test.journey(ana), ana);
    expect((await spentOf(ana)).amount, 'a free turn').to.equal(0n);
    const [first, second] = [await chargeOf(ana), await chargeOf(ana)];
    expect(await spentOf(ana)).to.deep.equal({ day: '2099-11-23', amount: first.charged + second.charged });

    const journey = await test.journey(ana);
    const late = await test.play(journey, ana, {
      ...PAID,
      onEvent: ({ type }) => {
        if (type === 'turn-held') test.setTime(NEXT_DAY);
      },
    });
    if (late.resolved.state !== 'settled') throw new Error('the turn was released');
    expect(await spentOf(ana), 'held before midnight').to.deep.equal({ day: '2099-11-24', amount: late.resolved.charged });

    test.setTime(EVENING); // a clock that goes back
    const { charged } = await chargeOf(ana);
    expect(await spentOf(ana)).to.deep.equal({ day: '2099-11-24', amount: late.resolved.charged + charged });
  });

  it('[TN10] a reversed turn stays counted: a cap is about what was let happen', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const { journeyId, turnId, charged } = await chargeOf(ana);
    await test.refundTurn({ journeyId, turnId, reason: 'for a test', by: 'test', at: EVENING });
    expect(await spentOf(ana)).to.deep.equal({ day: '2099-11-23', amount: charged });
  });

  it('[TN9][TN10] shortens a passage to the cap, and refuses when not even that fits', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const { ceiling } = await chargeOf(ana);
    await test.wallets.limit(ana.id, { caps: { turn: (ceiling * 3n) / 4n, day: null } });
    const short = await chargeOf(ana);
    expect(short.ceiling).to.equal((ceiling * 3n) / 4n);
    await test.wallets.limit(ana.id, { caps: { turn: credits(1), day: null } });
    expect(await codeOf(test.play(await test.journey(ana), ana, PAID))).to.equal('CAP_REACHED');
    await test.wallets.limit(ana.id, { caps: { turn: null, day: null }, warnBelow: null });
    expect((await chargeOf(ana)).ceiling > short.ceiling).to.equal(true);
    expect((await test.wallets.find(ana.id)).warnBelow).to.equal(null);
  });

  it('[TN10] wallets from before caps have none, and begin to count with what the journal has of the day', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const before = await chargeOf(ana);
    await test.database.wallets.updateOne({ _id: ana.id }, { $unset: { caps: 1, spent: 1, warnBelow: 1 } });
    const early = await test.wallets.find(ana.id);
    expect(early.caps).to.deep.equal({ turn: null, day: null });
    expect(early.warnBelow).to.equal(credits(50));
    await test.assertBooks();
    const after = await chargeOf(ana);
    expect(await spentOf(ana)).to.deep.equal({ day: '2099-11-23', amount: before.charged + after.charged });
  });

  it('[LG8][TN10] the auditor finds a count that the journal does not say; the database refuses one below zero', async () => {
    const ana = await test.player({ bonus: 10_000 });
    await chargeOf(ana);
    const wallet = { _id: ana.id };
    await test.database.wallets.updateOne(wallet, { $inc: { 'spent.amount': 1n } });
    const { faults } = await audit(test.database, test.game.prices);
    expect(faults.map(({ rule, document }) => `${rule} ${document}`)).to.deep.equal([`TN10 wallets/${ana.id}`]);
    await test.database.wallets.updateOne(wallet, { $inc: { 'spent.amount': -1n } });
    for (const $set of [{ 'spent.amount': -1n }, { 'caps.day': -1n }, { warnBelow: -1n }]) {
      const failure = await test.database.wallets.updateOne(wallet, { $set }).catch((thrown: unknown) => thrown);
      expect(failure, JSON.stringify(Object.keys($set))).to.include({ code: 121 });
    }
  });
});
