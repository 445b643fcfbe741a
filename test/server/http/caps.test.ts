/** Caps as players set and meet them: over HTTP, in every room that shows the wallet, and in the quote beforehand. */
import { expect } from 'chai';
import { audit } from '#models/audit/audit.ts';
import type { JourneySession } from '#sdk/index.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../../models/code-of.ts';
import { give, short, signIn, together, until } from '../../support/players.ts';
import type { TestPlayer } from '../../support/players.ts';
import { startTestServer } from '../../support/test-server.ts';

describe("a player's own caps, from outside", () => {
  let server: RunningServer;
  let now: Date;
  let ana: TestPlayer;
  let session: JourneySession;

  before(async () => {
    now = new Date('2099-11-23T12:00:00Z');
    server = await startTestServer({ clock: () => now });
  });
  beforeEach(async () => {
    now = new Date('2099-11-23T12:00:00Z');
    ana = await signIn(server);
    await give(server, ana, 5_000);
    [session] = (await together([ana])) as [JourneySession];
    await session.chooseNarrator('astral-lumen');
  });
  afterEach(async () => {
    await session.leave();
    expect((await audit(server.database, server.game.prices)).faults).to.deep.equal([]);
  });
  after(() => server.stop());

  const wallet = () => ana.client.api.wallet;
  const mine = () => session.state.me!;
  const charged = async () => {
    const outcome = await session.act('I look around.');
    if (outcome.type !== 'settled') throw new Error(`the turn is ${short(outcome)}`);
    return outcome.receipt.charged;
  };

  it('[TN10] shows them, changes them, and tells every room that shows the wallet', async () => {
    expect(await wallet().get({})).to.deep.include({ caps: { turn: null, day: null }, spentToday: 0, warnBelow: 50_000_000 });
    const watch = await ana.client.watchWallet();
    const caps = { turn: 90_000_000, day: 500_000_000 };
    const answer = await wallet().setCaps({ ...caps, warnBelow: 7_000_000 });
    expect(answer).to.deep.include({ caps, warnBelow: 7_000_000 });
    await until(() => watch.wallet.caps.day === caps.day && mine().wallet.caps.day === caps.day);
    expect(mine().wallet).to.deep.equal(await wallet().get({}));
    expect(watch.wallet).to.deep.equal(mine().wallet);
    expect((await wallet().setCaps({ turn: null, day: 0 })).warnBelow, 'left out stays').to.equal(7_000_000);
    expect((await wallet().setCaps({ turn: null, day: null, warnBelow: null })).warnBelow).to.equal(null);
    for (const turn of [-1, 0.5, 1e16, '7']) {
      const input = { turn, day: null } as { turn: number; day: null };
      expect(await codeOf(wallet().setCaps(input)), String(turn)).to.equal('BAD_INPUT');
    }
    await watch.leave();
  });

  it('[TN9][TN10] says in the quote that a cap shortens the passage, and keeps to that', async () => {
    const { ceiling, passageTokensMax, turnsLeft } = mine().quote;
    const turn = Math.floor(ceiling * 0.8);
    await wallet().setCaps({ turn, day: null });
    await until(() => mine().quote.cappedBy === 'turn');
    const { quote } = mine();
    expect(quote).to.include({ ceiling: turn, shortened: true });
    expect(quote.passageTokensMax).to.be.below(passageTokensMax);
    expect(quote.turnsLeft).to.be.at.least(turnsLeft, 'a turn cap alone takes no turns away');
    expect(await session.quote()).to.deep.equal(quote);
    expect(
      (await ana.client.api.narrators({ journeyId: session.journeyId })).find(({ isDefault }) => !isDefault)?.quote,
    ).to.include({
      cappedBy: 'turn',
      ceiling: turn,
    });
    expect(await charged()).to.be.at.most(turn);
  });

  it('[TN5][TN10] the day cap counts down turnsLeft, then refuses with what free turns still cover, and opens at midnight', async () => {
    const cost = await charged();
    await until(() => mine().wallet.spentToday === cost);
    await until(() => mine().quote.warm);
    const { ceiling, likely, turnsLeft } = mine().quote;
    await wallet().setCaps({ turn: null, day: cost + ceiling });
    await until(() => mine().quote.turnsLeft < turnsLeft);
    const fewer = mine().quote.turnsLeft;
    expect(fewer).to.be.at.least(1);
    await wallet().setCaps({ turn: null, day: cost + ceiling + 3 * likely });
    await until(() => mine().quote.turnsLeft === fewer + 3);
    await wallet().setCaps({ turn: null, day: cost + 1_000 });
    await until(() => mine().quote.turnsLeft === 0);
    expect(mine().quote.cappedBy).to.equal('day');
    expect(mine().quotes['hearth'], 'free turns are not limited').to.include({ funding: 'free', cappedBy: null });

    const refused = await session.act('I look around.');
    if (refused.type !== 'refused') throw new Error(`the turn is ${short(refused)}`);
    expect(refused.error.code).to.equal('CAP_REACHED');
    const data = { cap: 'day', limit: cost + 1_000, left: 1_000, spent: cost, held: 0, resetAt: '2099-11-24T00:00:00.000Z' };
    expect(refused.error.data).to.deep.include(data);
    const free = await session.acceptOffer(refused, 'hearth');
    expect(free.type === 'settled' && free.receipt.funding).to.equal('free');

    now = new Date('2099-11-24T00:00:01Z');
    await until(() => mine().wallet.spentToday === 0 && mine().wallet.freeTurnsLeft === 3);
    await wallet().setCaps({ turn: null, day: cost * 20 });
    await session.chooseNarrator('astral-lumen');
    await until(() => mine().quote.turnsLeft > 0);
    expect(await charged()).to.be.above(0);
  });
});
