/** What a guest who links leaves to the account: journeys, turns, history; after a failure at any write, and when the account then goes. */
import { expect } from 'chai';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import { GUEST_NAME } from '#core/players/player.ts';
import type { Player } from '#core/players/player.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import { availableIn } from '#core/wallet/wallet.ts';
import { createPlayerRecords } from '#models/player-records.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { expectNowhere } from '../support/words-kept.ts';
import { buy } from './audited-books.ts';
import { codeOf } from './code-of.ts';

describe('what a linked guest had', () => {
  let test: TestGame;
  let ana: Player;
  let guest: Player;
  let ben: Player;
  /** Different ones for each test, so that they can be looked for everywhere. */
  let words = { name: '', action: '', line: '', summary: '' };
  let count = 0;
  before(async () => (test = await startTestGame()));
  beforeEach(async () => {
    count += 1;
    words = { name: `Zanzibel${count}x`, action: `zanyact${count}x`, line: `zanyline${count}x`, summary: `zanysummary${count}x` };
    ana = await test.player({ kind: 'account' });
    [guest, ben] = [await test.player({ name: words.name, purchase: 900 }), await test.player({ name: 'Ben' })];
  });
  afterEach(() => test.assertBooks());
  after(() => test.end());

  const merge = () => test.guestLinks.merge({ guestId: guest.id, accountId: ana.id, at: new Date() });
  it('calls the guest by the account’s name where they had chosen none', async () => {
    const unnamed = await test.player({ name: GUEST_NAME });
    const [theirs, named] = [await test.journey(unnamed), await test.journey(guest)];
    await test.guestLinks.merge({ guestId: unnamed.id, accountId: ana.id, at: new Date() });
    await merge();
    const namesOf = async ({ id }: LiveJourney) => (await test.journeys.findFor(id, ana.id)).members.map(({ name }) => name);
    expect([await namesOf(theirs), await namesOf(named)]).to.deep.equal([[ana.name], [words.name]]);
  });

  const membersOf = async ({ id: _id }: LiveJourney) =>
    (await test.database.journeys.findOne({ _id }))!.members.map(({ playerId }) => playerId);
  const authorsOf = async ({ id: journeyId }: LiveJourney) =>
    (await test.database.turns.find({ journeyId }).sort({ n: 1 }).toArray()).map(({ authorId }) => authorId);
  const countOf = async (value: string) => {
    const { turns, journeys, purchases } = test.database;
    return (
      (await turns.countDocuments({ $or: [{ authorId: value }, { 'parts.id': value }] })) +
      (await journeys.countDocuments({ $or: [{ 'members.playerId': value }, { 'summaries.editedBy': value }] })) +
      (await purchases.countDocuments({ playerId: value }))
    );
  };

  /** With a line, a turn and a summary of the guest's, and another's turn that reads them. */
  async function tell(...players: Player[]): Promise<LiveJourney> {
    const journey = await test.journey(...players);
    await test.journeys.join(journey.id, { ...journey.member(guest.id)!, about: words.line }, undefined);
    journey.setMember({ ...journey.member(guest.id)!, about: words.line });
    for (const player of players)
      await test
        .play(journey, player, { narratorId: 'astral-lumen', text: player === guest ? words.action : 'I wait.' })
        .catch(() => 0);
    const mine = { id: 'turn', fromN: 1, toN: 1, toKey: 'key', text: words.summary, narratorId: 'hearth', editedBy: guest.id };
    await test.database.journeys.updateOne({ _id: journey.id }, { $set: { summaries: [{ ...mine, at: new Date() }] } });
    return journey;
  }

  it('[LK3] journeys, turns and summaries are the account’s; a room that is live loses its journey and loads anew', async () => {
    const [alone, shared] = [await tell(guest), await tell(guest, ben)];
    await merge();
    expect([await membersOf(alone), await membersOf(shared)]).to.deep.equal([[ana.id], [ana.id, ben.id]]);
    expect((await authorsOf(shared))[0]).to.equal(ana.id);
    expect(await countOf(guest.id)).to.equal(0);
    expect((await test.journeys.recentTurns(alone.id, ana.id, 9)).map(({ action }) => action)).to.deep.equal([words.action]);
    expect(await test.journeys.isOwned(alone)).to.equal(false);
    const { journey } = await test.journeys.claim(alone.id, { processId: test.processes.processId, roomId: 'anew' });
    expect(journey.members[0]).to.include({ playerId: ana.id, name: words.name, about: words.line });
    expect(await test.players.find(guest.id)).to.include({ mergedInto: ana.id, name: '' });
    expect(await test.database.players.countDocuments({ linking: true })).to.equal(0);
  });

  it('[LK3] where both are members the account stays, as whom they play; the guest’s turns are theirs', async () => {
    const journey = await tell(guest, ana);
    await merge();
    expect(await membersOf(journey)).to.deep.equal([ana.id]);
    expect(new Set(await authorsOf(journey))).to.deep.equal(new Set([ana.id]));
    const { members } = await test.journeys.findFor(journey.id, ana.id);
    expect(members.map(({ name, about }) => [name, about])).to.deep.equal([['Ana', '']]);
  });

  it('[LK3] a journey in which their turn still runs comes later, by the job; the others at once', async () => {
    const [running, other] = [await tell(guest), await tell(guest, ben)];
    const { resolved } = await test.play(running, guest, {
      narratorId: 'astral-lumen',
      onEvent: async ({ type }) => {
        if (type !== 'turn-held') return;
        await merge();
        expect(await membersOf(other)).to.include(ana.id);
        expect(await test.guestLinks.finishLinks()).to.deep.equal([]);
        expect(await membersOf(running)).to.deep.equal([guest.id]);
      },
    });
    expect(resolved.state).to.equal('settled');
    const [first, second] = await Promise.all([test.guestLinks.finishLinks(), test.guestLinks.finishLinks()]);
    for (const wallet of [...first, ...second]) expect(wallet).to.deep.equal(await test.wallets.find(ana.id));
    expect(first.length + second.length).to.be.above(0);
    expect(await authorsOf(running)).to.deep.equal([ana.id, ana.id]);
    expect(await countOf(guest.id)).to.equal(0);
    expect(await test.guestLinks.finishLinks()).to.deep.equal([]);
  });

  it('[LK3] is all the account’s after a failure at any write, by asking again or by the next start', async () => {
    const admin = test.database.client.db('admin');
    const failCommands = ['update', 'findAndModify', 'insert', 'commitTransaction'];
    let failures = 0;
    for (let skip = 0; ; skip++) {
      guest = await test.player({ purchase: 90 });
      await buy(test, guest);
      const journey = await tell(guest, ben);
      const before = [await test.wallets.find(ana.id), await test.wallets.find(guest.id)].map(availableIn);
      await admin.command({ configureFailPoint: 'failCommand', mode: { skip }, data: { failCommands, errorCode: 50 } });
      const failed = await merge().then(
        () => false,
        () => true,
      );
      await admin.command({ configureFailPoint: 'failCommand', mode: 'off' });
      await test.assertBooks();
      const { mergedInto } = await test.wallets.find(guest.id);
      const had = mergedInto === null ? await countOf(guest.id) : 0;
      expect(await test.database.players.countDocuments({ linking: true })).to.equal(failed && had === 0 ? 1 : 0);
      if (skip % 2 === 0) await test.guestLinks.finishLinks();
      if (skip % 2 === 1 || had > 0) await merge();
      expect(await countOf(guest.id)).to.equal(0);
      expect(await membersOf(journey)).to.deep.equal([ana.id, ben.id]);
      expect(await test.database.players.countDocuments({ linking: true })).to.equal(0);
      expect(availableIn(await test.wallets.find(ana.id))).to.equal(before[0]! + before[1]!);
      if (!failed) break;
      failures += 1;
    }
    expect(failures).to.be.above(12);
  });

  it('[LK3][DR2] the history, what was spent and the export have the guest’s rows, each with the balance it left', async () => {
    const journey = await tell(guest, ben);
    const before = await test.history.page(guest.id, undefined, 100);
    await merge();
    await test.play(await test.journey(ana), ana, { narratorId: 'astral-lumen' });
    const { rows } = await test.history.page(ana.id, undefined, 100);
    const keys = rows.map(({ key }) => key);
    expect(keys).to.include.members(before.rows.map(({ key }) => key));
    expect(new Set(keys).size).to.equal(keys.length);
    const views = rows.map((row) => historyRowView(row, ana.id));
    for (const asGuest of [true, false]) {
      const own = views.filter((row) => row.asGuest === asGuest);
      own.forEach(({ key, balance, amount }, index) => {
        expect(balance, key).to.equal((own[index + 1]?.balance ?? 0) + amount);
      });
    }
    const paged: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await test.history.page(ana.id, cursor, 1);
      paged.push(...page.rows.map(({ key }) => key));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(paged).to.deep.equal(keys);
    const inJourney = await test.history.page(ana.id, undefined, 9, { journeyId: journey.id });
    expect(inJourney.rows.map(({ by }) => by)).to.deep.equal([guest.id]);

    const period = { from: new Date(0), to: new Date(Date.now() + 1_000) };
    const spent = await test.figures.spendingByPart(ana.id, period);
    const turns = await test.database.turns.find({ authorId: ana.id }).toArray();
    expect(turns).to.have.length(2);
    expect(spent.reduce((sum, { cost }) => sum + cost, 0n)).to.equal(turns.reduce((sum, { charged }) => sum + charged, 0n));

    const days = await test.spendingDays.read({ playerId: ana.id, from: '2000-01-01', to: '2100-01-01' });
    expect(days.reduce((sum, { charged }) => sum + charged, 0n)).to.equal(turns.reduce((sum, { charged }) => sum + charged, 0n));

    const records = createPlayerRecords(test.database, test.history);
    const told: string[] = [];
    for await (const batch of records.turns(ana.id)) told.push(...batch.map(({ action }) => action));
    expect(told).to.include(words.action);
  });

  it('[LK3][DR1] goes with the account: no word stays, also of what had not come to it yet', async () => {
    const journey = await tell(guest, ben);
    const { resolved } = await test.play(journey, guest, {
      narratorId: 'astral-lumen',
      onEvent: async ({ type }) => {
        if (type !== 'turn-held') return;
        await merge();
        // Else what the last turn brings would come to an account that is gone.
        expect(await codeOf(test.departures.leave(ana.id, new Date()))).to.equal('TURNS_RUNNING');
      },
    });
    expect(resolved.state).to.equal('settled');
    expect(await codeOf(test.departures.leave(guest.id, new Date()))).to.equal('WALLET_MERGED');
    await test.database.journeys.updateOne({ _id: journey.id }, { $set: { summaries: [] } });
    await test.departures.leave(ana.id, new Date());
    await test.departures.eraseFromJourneys(ana.id);
    await test.departures.finish(ana.id);
    expect(await membersOf(journey)).to.deep.equal([ben.id]);
    await expectNowhere(test.database.db, [words.name, words.action, words.line]);
    expect(await test.guestLinks.finishLinks()).to.deep.equal([]);
    // Refunded afterwards, as whoever has left is: booked, never to be spent.
    await test.refundTurn({ ...resolved, reason: 'late', by: 'op', at: new Date() });
    expect((await test.wallets.find(ana.id)).pockets.purchase > 0n).to.equal(true);
  });

  it('[LK1][DR1] leaving and linking at once: whichever comes first, nothing comes to who is gone', async () => {
    for (let round = 0; round < 6; round++) {
      [ana, guest] = [await test.player({ kind: 'account' }), await test.player({ bonus: 10 })];
      const held = round % 2 === 0;
      const journey = await test.journey(guest);
      let codes: string[] = [];
      const both = async () => {
        codes = await Promise.all([codeOf(merge()), codeOf(test.departures.leave(ana.id, new Date()))]);
      };
      if (!held) await both();
      else
        await test.play(journey, guest, {
          onEvent: async ({ type }) => {
            if (type === 'turn-held') await both();
          },
        });
      const { closed, pockets } = await test.wallets.find(ana.id);
      expect(codes, String(held)).to.deep.be.oneOf(
        held
          ? [
              ['PLAYER_LEFT', 'none'],
              ['none', 'TURNS_RUNNING'],
            ]
          : [
              ['PLAYER_LEFT', 'none'],
              ['none', 'none'],
            ],
      );
      if (closed) expect(pockets.bonus).to.equal(0n);
    }
  });
});
