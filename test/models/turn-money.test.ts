/** Money under turns on a real mongod: holds, settling, releasing, repeating, racing. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { availableIn, heldIn } from '#core/wallet/wallet.ts';
import { placeHold } from '#core/wallet/place-hold.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import { codeOf } from './code-of.ts';
import type { PlayedTurn, TestGame } from '../support/test-game.ts';
import { SAMPLE_CREATOR_ID, startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';

describe('turns and money', () => {
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  const chargeOf = ({ resolved }: PlayedTurn) => (resolved.state === 'settled' ? resolved.charged : 0n);

  it('[TN2] takes the free turns of the day before credits, and [TN8] stores what they would have cost', async () => {
    const ana = await test.player({ bonus: 100 });
    const journey = await test.journey(ana);
    for (let turn = 0; turn < 3; turn++) {
      const { resolved } = await test.play(journey, ana);
      expect(resolved).to.include({ state: 'settled', funding: 'free', charged: 0n });
      expect(resolved.state === 'settled' && resolved.wouldHaveCost > 0n).to.equal(true);
    }
    const fourth = await test.play(journey, ana);
    expect(fourth.resolved.funding).to.equal('credits');
    const wallet = await test.wallets.find(ana.id);
    expect(availableIn(wallet)).to.equal(credits(100) - chargeOf(fourth));
    expect(heldIn(wallet)).to.equal(0n);
  });

  it('[PR2][PR3][LG1] charges the real usage at the held price, never above the ceiling', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    const { resolved, turn } = await test.play(journey, ana, { narratorId: 'astral-lumen' });
    const { input, output } = turn!.usage!;
    expect(chargeOf({ resolved } as PlayedTurn)).to.equal(BigInt(input) * 20_000n + BigInt(output) * 200_000n);
    expect(resolved.ceiling >= turn!.charged).to.equal(true);
    expect(turn!.changes).to.deep.equal([]);
  });

  it('[RV1] gives the creator the share of what others pay, the grant pocket excepted', async () => {
    const account = await test.player({ kind: 'account' });
    const journey = await test.journey(account);
    const granted = await test.play(journey, account, { narratorId: 'astral-lumen' });
    expect(chargeOf(granted) > 0n).to.equal(true);
    expect(await test.database.accruals.findOne({ _id: granted.resolved.key })).to.equal(null);

    const buyer = await test.player({ purchase: 500 });
    const bought = await test.play(await test.journey(buyer), buyer, { narratorId: 'astral-lumen' });
    const accrual = await test.database.accruals.findOne({ _id: bought.resolved.key });
    expect(accrual).to.include({ creatorId: SAMPLE_CREATOR_ID, amount: (chargeOf(bought) * 2_000n) / 10_000n });
  });

  it('[RV1] accrues nothing when the owner plays', async () => {
    const owner = await test.players.find(SAMPLE_CREATOR_ID);
    const { resolved } = await test.play(await test.journey(owner), owner, { narratorId: 'astral-lumen' });
    expect(resolved.state).to.equal('settled');
    expect(await test.database.accruals.findOne({ _id: resolved.key })).to.equal(null);
  });

  it('[TN1][LG6] plays the same turnId 20 times at once and again afterwards: one charge, one answer', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    const scene = { turnId: randomUUID(), narratorId: 'astral-lumen' };
    const all = await Promise.all(Array.from({ length: 20 }, () => test.play(journey, ana, scene)));
    const again = await test.play(journey, ana, scene);
    const charges = new Set([...all, again].map(chargeOf));
    expect(charges.size).to.equal(1);
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(10_000) - chargeOf(again));
    expect(await test.database.turns.countDocuments({ journeyId: journey.id })).to.equal(1);
  });

  it('[TN1][LG2] refuses a turnId that comes back with other words', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    const turnId = randomUUID();
    await test.play(journey, ana, { turnId, text: 'I wait.' });
    expect(await codeOf(test.play(journey, ana, { turnId, text: 'I run.' }))).to.equal('KEY_REUSED');
    expect(await codeOf(test.play(journey, ana, { turnId, text: 'I wait.', mode: 'say' }))).to.equal('KEY_REUSED');
  });

  it('[LG4] lets two of 32 turns at once through on a wallet worth two', async () => {
    const ana = await test.player();
    const journeys = await Promise.all(Array.from({ length: 32 }, () => test.journey(ana)));
    const probe = await test.player({ bonus: 1_000 });
    const { resolved } = await test.play(await test.journey(probe), probe, { narratorId: 'astral-lumen' });
    await test.wallets.adjust({
      id: randomUUID(),
      playerId: ana.id,
      amount: resolved.ceiling * 2n,
      reason: 'worth two',
      by: 'test',
      at: new Date(),
    });

    let arrived = 0;
    const gate = Promise.withResolvers<undefined>();
    const codes = await Promise.all(
      journeys.map((journey) =>
        codeOf(
          test.play(journey, ana, {
            narratorId: 'astral-lumen',
            // Whoever has a hold keeps it until all 32 have tried, so that nothing given back lets a third one in.
            onEvent: async ({ type }) => {
              if (type === 'turn-held') await gate.promise;
            },
          }),
        ).finally(() => {
          if (++arrived === 30) gate.resolve(undefined);
        }),
      ),
    );
    expect(codes.filter((code) => code === 'none')).to.have.length(2);
    expect(codes.filter((code) => code === 'OUT_OF_CREDITS')).to.have.length(30);
  });

  it('[TN2] turns the day at UTC midnight, forward only, and gives a free turn back only on its own day', async () => {
    const ana = await test.player();
    const wallet = await test.wallets.find(ana.id);
    const request = {
      ...{ key: 'turn:j:1', hash: 'h', playerId: ana.id, journeyId: 'j', fence: 1, narratorId: 'hearth', priceVersion: 1 },
      ...{ ceiling: 1n, ceilingMin: 1n, ceilingSeen: 1n, freeEligible: true, freeTurnsPerDay: 3, ttlMs: 300_000 },
    };
    const used = { ...wallet, free: { day: '2026-11-22', used: 3 } };
    const before = placeHold(used, { ...request, at: new Date('2026-11-22T23:59:59.999Z') });
    const after = placeHold(used, { ...request, at: new Date('2026-11-23T00:00:00.000Z') });
    expect(before.type === 'refuse' && before.error.code).to.equal('OUT_OF_CREDITS');
    expect(after.type === 'place' && after.free).to.deep.equal({ day: '2026-11-23', used: 1 });
    const clockWentBack = placeHold(
      { ...used, free: { day: '2026-11-23', used: 3 } },
      { ...request, at: new Date('2026-11-22T12:00:00Z') },
    );
    expect(clockWentBack.type).to.equal('refuse');
  });

  it('[TN2][TN4] a free turn that fails across midnight is not added to the new day', async () => {
    const game = await startTestGame({ narrators: scriptedOfferings({ end: 'throw', pieces: [] }) });
    try {
      const ana = await game.player();
      const journey = await game.journey(ana);
      game.setTime(new Date('2027-01-31T23:59:59Z'));
      const { resolved } = await game.play(journey, ana, {
        onEvent: ({ type }) => {
          if (type === 'turn-held') game.setTime(new Date('2027-02-01T00:00:01Z'));
        },
      });
      expect(resolved.state).to.equal('released');
      expect((await game.wallets.find(ana.id)).free).to.deep.equal({ day: '2027-01-31', used: 0 });
      await game.play(journey, ana);
      expect((await game.wallets.find(ana.id)).free).to.deep.equal({ day: '2027-02-01', used: 0 });
      await game.assertBooks();
    } finally {
      await game.end();
    }
  });

  it('[LG6] settles against expiry: one of the two wins, and both tell the same', async () => {
    const ana = await test.player({ bonus: 100_000 });
    const journey = await test.journey(ana);
    for (let round = 0; round < 12; round++) {
      let sweeping: Promise<number> | undefined;
      const { resolved } = await test.play(journey, ana, {
        narratorId: 'astral-lumen',
        onEvent: ({ type }) => {
          if (type === 'text-delta')
            sweeping ??= releaseExpiredHolds(test.database, test.game.turns, new Date(Date.now() + 600_000));
        },
      });
      await sweeping;
      const entry = await test.database.entries.findOne({ _id: resolved.key });
      expect(entry?.state).to.equal(resolved.state);
    }
    expect(heldIn(await test.wallets.find(ana.id))).to.equal(0n);
  });

  it('[LG6][TN1] answers a turnId that expired with its release, and never plays it again', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    const playing = { turnId: randomUUID(), narratorId: 'astral-lumen' };
    const { resolved } = await test.play(journey, ana, {
      ...playing,
      onEvent: async ({ type }) => {
        if (type === 'turn-held') await releaseExpiredHolds(test.database, test.game.turns, new Date(Date.now() + 600_000));
      },
    });
    expect(resolved).to.include({ state: 'released', reason: 'expired' });
    const again = await test.play(journey, ana, playing);
    expect(again.resolved).to.include({ state: 'released', reason: 'expired' });
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(1_000));
  });

  it('[LG6][TN1] answers a turnId that was released 20 times at once and again with its release', async () => {
    const game = await startTestGame({
      narrators: scriptedOfferings((count) => (count === 0 ? { pieces: [], end: 'throw' } : {})),
    });
    try {
      const ana = await game.player({ bonus: 1_000 });
      const journey = await game.journey(ana);
      const playing = { turnId: randomUUID(), narratorId: 'astral-lumen' };
      const first = await game.play(journey, ana, playing);
      expect(first.resolved).to.include({ state: 'released', reason: 'narrator-failed' });
      const again = await Promise.all(Array.from({ length: 20 }, () => game.play(journey, ana, playing)));
      for (const { resolved } of again) expect(resolved).to.include({ state: 'released', reason: 'narrator-failed' });
      const wallet = await game.wallets.find(ana.id);
      expect([availableIn(wallet), heldIn(wallet)]).to.deep.equal([credits(1_000), 0n]);
      expect(await game.database.turns.countDocuments({ journeyId: journey.id })).to.equal(0);
      await game.assertBooks();
    } finally {
      await game.end();
    }
  });

  it('[LG5] a room that lost its journey settles late: fenced, released, nothing charged', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const stale = await test.journey(ana);
    const { resolved } = await test.play(stale, ana, {
      narratorId: 'astral-lumen',
      onEvent: async ({ type }) => {
        if (type === 'text-delta') await test.database.journeys.updateOne({ _id: stale.id }, { $inc: { fence: 1 } });
      },
    });
    expect(resolved).to.include({ state: 'released', reason: 'moved' });
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(1_000));
    expect(await test.database.turns.countDocuments({ journeyId: stale.id })).to.equal(0);
  });

  it('[LG5] a new room releases what the former one held, at once', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const former = await test.journey(ana);
    const { resolved } = await test.play(former, ana, {
      narratorId: 'astral-lumen',
      onEvent: async ({ type }) => {
        if (type !== 'turn-held') return;
        await test.journeys.claim(former.id, { processId: test.processes.processId, roomId: randomUUID() });
        expect(heldIn(await test.wallets.find(ana.id))).to.equal(0n);
      },
    });
    expect(resolved).to.include({ state: 'released', reason: 'interrupted' });
  });

  it('[TN7] holds nothing above the ceiling that was sent', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    expect(await codeOf(test.play(journey, ana, { ceiling: 10n }))).to.equal('QUOTE_CHANGED');
    expect(await test.database.entries.countDocuments({ parties: ana.id, kind: 'turn' })).to.equal(0);
  });

  it('[LG6] gives a turn back at once when whoever shows it leaves in the middle', async () => {
    const ana = await test.player({ bonus: 1_000 });
    const journey = await test.journey(ana);
    for (const leaveAt of ['turn-held', 'text-delta']) {
      const left = await test
        .play(journey, ana, {
          narratorId: 'astral-lumen',
          onEvent: ({ type }) => {
            if (type === leaveAt) throw new Error('the room has a bug');
          },
        })
        .catch((failure: unknown) => (failure as Error).message);
      expect(left).to.equal('the room has a bug');
      const wallet = await test.wallets.find(ana.id);
      expect([availableIn(wallet), heldIn(wallet)]).to.deep.equal([credits(1_000), 0n]);
    }
  });

  it('[LG4] refuses more than a wallet can show', async () => {
    const ana = await test.player();
    const order = { playerId: ana.id, reason: 'a slip of the pen', by: 'op', at: new Date() };
    await test.wallets.adjust({ ...order, id: randomUUID(), amount: credits(999_999_999) });
    expect(await codeOf(test.wallets.adjust({ ...order, id: randomUUID(), amount: credits(2) }))).to.equal('WALLET_FULL');
  });

  it('[LG2] adjusts once per id, and refuses the id for anything else', async () => {
    const ana = await test.player();
    const adjustment = { id: randomUUID(), playerId: ana.id, amount: credits(50), reason: 'goodwill', by: 'op', at: new Date() };
    await Promise.all(Array.from({ length: 5 }, () => test.wallets.adjust(adjustment)));
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(50));
    expect(await codeOf(test.wallets.adjust({ ...adjustment, amount: credits(51) }))).to.equal('KEY_REUSED');
    expect(await codeOf(test.wallets.adjust({ ...adjustment, id: randomUUID(), amount: credits(-51) }))).to.equal(
      'ADJUSTMENT_TOO_LARGE',
    );
    await test.wallets.adjust({ ...adjustment, id: randomUUID(), amount: credits(-20.5) });
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(29.5));
  });
});
