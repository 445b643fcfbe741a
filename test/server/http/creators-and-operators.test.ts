/** What creators see of their share, and what operators do to credits, over HTTP and in the rooms of who is concerned. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { credits, toWire } from '#core/money/microcredits.ts';
import { payCreatorsJob } from '#server/jobs/pay-creators-job.ts';
import { rollAccrualsJob } from '#server/jobs/roll-accruals-job.ts';
import type { RunningServer } from '#server/start-server.ts';
import type { JourneySession } from '#sdk/index.ts';
import { codeOf } from '../../models/code-of.ts';
import { creatorBooks, DAY_MS } from '../../models/creators.ts';
import { give, signIn, until } from '../../support/players.ts';
import type { TestPlayer } from '../../support/players.ts';
import { startTestServer } from '../../support/test-server.ts';

const NOON = new Date('2026-11-23T12:00:00Z');

describe('creators and operators', () => {
  let server: RunningServer;
  let now: Date;
  let mira: TestPlayer;
  let ana: TestPlayer;
  let operator: TestPlayer;
  let worldId: string;
  let session: JourneySession;

  before(async () => {
    now = NOON;
    server = await startTestServer({ clock: () => now, environment: { REFUND_WINDOW_DAYS: '3' } });
  });
  beforeEach(async () => {
    now = NOON;
    [mira, ana, operator] = await Promise.all([signIn(server), signIn(server), signIn(server)]);
    await server.players.setRole(operator.playerId, 'operator');
    const { version: _version, ...sample } = await server.worlds.find('drowned-light');
    worldId = `world-${randomUUID().slice(0, 8)}`;
    await server.worlds.publish({ ...sample, id: worldId, ownerId: mira.playerId }, now);
    await give(server, ana, 5_000);
    session = await ana.client.startJourney({ worldId, name: 'Ana' });
    await session.chooseNarrator('astral-lumen');
  });
  afterEach(() => session.leave());
  after(() => server.stop());

  const daysOn = (days: number) => new Date(NOON.getTime() + days * DAY_MS);
  const act = async () => {
    const outcome = await session.act('I look around.');
    if (outcome.type !== 'settled') throw new Error(`the turn is ${outcome.type}`);
    return outcome.receipt;
  };
  const shareOf = ({ charged }: { charged: number }) => Math.floor((charged * 2_000) / 10_000);
  const payNight = () => {
    const paid: string[] = [];
    const { database, game } = server;
    const job = payCreatorsJob({ database, game, refundWindowDays: 3, onPaid: ({ playerId }) => paid.push(playerId) });
    return job.run(new AbortController().signal).then(() => paid);
  };
  const roll = () => rollAccrualsJob(server.database).run(new AbortController().signal);

  it('[RV2] creators see what is pending, matured and paid, by world and day, rolled up or not', async () => {
    const first = await act();
    const { earnings } = mira.client.api.creator;
    const pending = { pending: shareOf(first), matured: 0, paid: 0 };
    const row = { worldId, day: '2026-11-23' };
    const seen = await earnings({});
    expect(seen).to.deep.equal({
      rows: [{ ...row, ...pending }],
      totals: pending,
      refundWindowDays: 3,
      nextPayoutAt: '2026-11-24T00:05:00.000Z',
      nextPayout: 0,
      payouts: [],
    });
    await roll();
    expect(await earnings({})).to.deep.equal(seen);

    now = daysOn(1);
    const second = await act();
    now = daysOn(3);
    expect((await earnings({})).rows).to.deep.equal([
      { ...row, day: '2026-11-24', pending: shareOf(second), matured: 0, paid: 0 },
      { ...row, pending: 0, matured: shareOf(first), paid: 0 },
    ]);
    expect(await earnings({}), 'tomorrow night, with this night’s').to.include({ nextPayout: shareOf(first) + shareOf(second) });
    expect(await payNight()).to.deep.equal([mira.playerId]);
    const after = await earnings({});
    expect(after).to.deep.include({ nextPayout: shareOf(second), payouts: [{ day: '2026-11-26', amount: shareOf(first) }] });
    expect(after.totals).to.deep.equal({ pending: shareOf(second), matured: 0, paid: shareOf(first) });
    expect((await mira.client.api.wallet.get({})).pockets.earning).to.equal(shareOf(first));
    expect((await mira.client.api.wallet.history({})).rows[0]).to.include({ kind: 'payout', amount: shareOf(first) });
    const { journal } = await creatorBooks(server.database, mira.playerId);
    expect(toWire(journal)).to.equal(after.totals.pending + after.totals.matured);

    expect((await earnings({ from: '2026-11-24' })).rows).to.have.length(1);
    expect((await earnings({ to: '2026-11-23' })).rows).to.have.length(1);
    expect((await earnings({ worldId: 'drowned-light' })).rows).to.deep.equal([]);
    expect((await earnings({ worldId: 'drowned-light' })).totals).to.deep.equal(after.totals);
    expect((await ana.client.api.creator.earnings({})).totals, "nobody else's").to.deep.equal({
      pending: 0,
      matured: 0,
      paid: 0,
    });
  });

  it('[RV1][RV3] creators see their worlds by day, with what was excluded and why; nobody else does', async () => {
    const { worlds, worldDays } = mira.client.api.creator;
    const [paid, given] = [await act(), await act()];
    await session.chooseNarrator('hearth');
    expect((await worlds({}))[0]!.ever.turns, 'kept for half a minute').to.equal(2);
    const free = await act();
    expect((await worlds({}))[0]!.ever.turns, 'no fewer than in the last day').to.equal(3);
    const order = { journeyId: session.journeyId, turnId: given.turnId, reason: 'The AI spoke Dutch.' };
    await operator.client.api.admin.refundTurn(order);
    now = new Date(NOON.getTime() + 60_000);
    const earned = shareOf(paid);
    const day = {
      ...{ day: '2026-11-23', turns: 3, players: 1, spentByOthers: paid.charged + given.charged, shared: paid.charged, earned },
      excluded: [
        { why: 'free-turn', turns: 1, amount: free.wouldHaveCost },
        { why: 'reversed', turns: 1, amount: given.charged },
      ],
    };
    expect(await worldDays({ worldId })).to.deep.equal([day]);
    expect(await operator.client.api.creator.worldDays({ worldId }), 'operators see what its owner sees').to.deep.equal([day]);
    expect(await worldDays({ worldId, to: '2026-11-22' })).to.deep.equal([]);
    expect(await codeOf(worldDays({ worldId, from: '2025-11-01' }))).to.equal('BAD_INPUT');
    expect(await codeOf(worldDays({ worldId: 'nowhere' }))).to.equal('WORLD_NOT_FOUND');
    expect(await codeOf(ana.client.api.creator.worldDays({ worldId }))).to.equal('FORBIDDEN');

    const sums = { turns: 3, earned };
    const name = 'The Drowned Light';
    const own = { worldId, version: 1, name, cover: '/covers/drowned-light.svg', last24h: sums };
    await until(async () => (await worlds({}))[0]?.playersNow === 1);
    const [shown, ...others] = await worlds({});
    expect(others).to.deep.equal([]);
    expect(shown).to.deep.include({ ...own, playersNow: 1, journeysNow: 1 });
    expect(shown!.ever).to.deep.equal(sums);
    now = daysOn(2);
    expect((await worlds({}))[0]).to.deep.include({ last24h: { turns: 0, earned: 0 }, ever: sums });
    expect(await ana.client.api.creator.worlds({})).to.deep.equal([]);

    const { spendingDays } = ana.client.api.wallet;
    const spent = { turns: 3, charged: paid.charged + given.charged, freeTurns: 1, wouldHaveCost: free.wouldHaveCost };
    const row = { day: '2026-11-23', worldId, worldName: name, ...spent, refunded: given.charged };
    expect(await spendingDays({})).to.deep.equal([row]);
    expect(await spendingDays({ worldId: 'drowned-light' })).to.deep.equal([]);
    expect(await spendingDays({ from: '2026-11-24' })).to.deep.equal([]);
    expect(await codeOf(spendingDays({ from: '2025-11-01' }))).to.equal('BAD_INPUT');
    expect(await mira.client.api.wallet.spendingDays({})).to.deep.equal([]);
  });

  it('[RV2] refuses days that are none, too many at once, and who is not signed in', async () => {
    const { earnings } = mira.client.api.creator;
    for (const input of [{ from: '2026-02-30' }, { from: 'yesterday' }, { from: '2025-11-22' }, { worldId: '$ne' }])
      expect(await codeOf(earnings(input)), JSON.stringify(input)).to.equal('BAD_INPUT');
    expect(await codeOf(earnings({ from: '2025-11-23' }))).to.equal('none');
    expect((await fetch(`${server.url}/api/creator/earnings`)).status).to.equal(401);
  });

  it('[RV3] operators refund a turn; the player sees it in the open journey, the creator in the earnings', async () => {
    const before = (await ana.client.api.wallet.get({})).available;
    const receipt = await act();
    const { refundTurn, actions } = operator.client.api.admin;
    const order = { journeyId: session.journeyId, turnId: receipt.turnId, reason: 'The AI spoke Dutch.' };
    const refund = await refundTurn(order);
    const share = shareOf(receipt);
    expect(refund).to.deep.include({
      playerId: ana.playerId,
      amount: receipt.charged,
      creatorShare: share,
      by: operator.playerId,
    });
    await until(() => session.state.me?.wallet.available === before, 'the refund in the room');
    expect(await refundTurn({ ...order, reason: 'once more' })).to.deep.equal(refund);
    expect((await ana.client.api.wallet.get({})).available).to.equal(before);
    expect((await mira.client.api.creator.earnings({})).totals).to.deep.equal({ pending: 0, matured: 0, paid: 0 });

    const adjustment = { id: randomUUID(), playerId: ana.playerId, credits: '-2.5', reason: 'given by mistake' };
    await operator.client.api.admin.adjust(adjustment);
    const { rows } = await actions({ by: operator.playerId });
    const { journeyId, turnId } = order;
    const known = { by: operator.playerId, byName: (await operator.client.api.me({})).name, playerId: ana.playerId };
    const told = rows.map(({ key: _key, at: _at, ...row }) => row);
    expect(told).to.have.deep.members([
      { ...known, kind: 'adjust', amount: -2_500_000, creatorShare: 0, reason: 'given by mistake', turn: null, refund: null },
      {
        ...known,
        kind: 'reverse',
        amount: receipt.charged,
        creatorShare: -share,
        reason: order.reason,
        turn: { journeyId, turnId },
        refund: null,
      },
    ]);
  });

  it('[RV3] refuses everyone else, turns that took nothing, and nonsense', async () => {
    const { turnId } = await act();
    await session.chooseNarrator('hearth');
    const free = await act();
    const order = { journeyId: session.journeyId, turnId, reason: 'because' };
    const { admin } = operator.client.api;
    expect(await codeOf(ana.client.api.admin.refundTurn(order))).to.equal('FORBIDDEN');
    expect(await codeOf(ana.client.api.admin.actions({}))).to.equal('FORBIDDEN');
    expect(await codeOf(admin.refundTurn({ ...order, turnId: free.turnId }))).to.equal('NOTHING_TO_REFUND');
    expect(await codeOf(admin.refundTurn({ ...order, turnId: randomUUID() }))).to.equal('TURN_NOT_FOUND');
    for (const bad of [
      { turnId: 'all' },
      { journeyId: 'turn:*' },
      { reason: ' a ' },
      { reason: '\u200b'.repeat(9) },
      { reason: 'x'.repeat(301) },
    ])
      expect(await codeOf(admin.refundTurn({ ...order, ...bad })), JSON.stringify(bad)).to.equal('BAD_INPUT');
    for (const bad of [{ cursor: 'nonsense' }, { days: 0 }, { limit: 1_000 }, { playerId: '$gt' }])
      expect(await codeOf(admin.actions(bad)), JSON.stringify(bad)).to.equal('BAD_INPUT');
    const adjustment = { id: randomUUID(), playerId: ana.playerId, reason: 'a test' };
    expect(await codeOf(admin.adjust({ ...adjustment, credits: '1', reason: '\u200b\u200b\u200b' }))).to.equal('BAD_INPUT');
    for (const amount of ['0', '-0.000', '1e9', '0.0000001', '9999999999', ' 5'])
      expect(await codeOf(admin.adjust({ ...adjustment, credits: amount })), amount).to.equal('BAD_INPUT');
    expect(toWire(credits(5_000)), 'nothing was given back').to.be.above((await ana.client.api.wallet.get({})).available);
  });
});
