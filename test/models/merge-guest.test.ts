/** A guest who links to an account they have: credits, debt and free turns come together once, whatever runs, fails or arrives late. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { payoutRun } from '#core/earnings/payout.ts';
import { credits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import { payCreators } from '#models/pay-creators.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { bookStanding, buy } from './audited-books.ts';
import { codeOf } from './code-of.ts';
import { earn, journeyIn, newWorld, owe, refund } from './creators.ts';

const NOON = new Date('2026-11-23T12:00:00Z');
const LATER = new Date('2099-01-01T12:00:00Z');
const GRANT = credits(200);

describe('a guest who links to an account', () => {
  let test: TestGame;
  let ana: Player;
  before(async () => (test = await startTestGame({ environment: { WELCOME_GRANT_CREDITS: '200' } })));
  beforeEach(async () => {
    test.setTime(NOON);
    ana = await test.player({ kind: 'account', bonus: 5 });
  });
  afterEach(() => test.assertBooks());
  after(() => test.end());

  const merge = (guest: Player, account: Player = ana) =>
    test.guestLinks.merge({ guestId: guest.id, accountId: account.id, at: test.game.clock() });
  const walletOf = ({ id }: Player) => test.wallets.find(id);
  const rowsOf = async ({ id }: Player) =>
    (await test.history.page(id, undefined, 100)).rows.map((row) => historyRowView(row, id));

  it('[LK1] brings every pocket to the account under one entry, which both histories show', async () => {
    const guest = await test.player({ bonus: 30, purchase: 70 });
    const { entry, wallet } = await merge(guest);
    expect(entry).to.include({ key: `link:${guest.id}`, kind: 'link', by: ana.id });
    expect(entry?.parties).to.deep.equal([guest.id, ana.id]);
    expect(wallet).to.deep.equal(await walletOf(ana));
    expect(wallet?.pockets).to.deep.equal({ grant: GRANT, bonus: credits(35), earning: 0n, purchase: credits(70) });
    const left = await walletOf(guest);
    expect(left).to.deep.include({ pockets: NO_CREDITS, debt: 0n, mergedInto: ana.id, seq: wallet!.seq });
    const [mine] = await rowsOf(ana);
    expect(mine).to.include({ kind: 'link', amount: Number(credits(100)), balance: Number(credits(305)), asGuest: false });
    const { rows } = await test.history.page(guest.id, undefined, 1);
    expect(historyRowView(rows[0]!, guest.id)).to.include({ key: `link:${guest.id}`, amount: -Number(credits(100)) });
  });

  it('[LK1] gives back what is unspent of a welcome grant: nobody gets two', async () => {
    const guest = await test.player({ kind: 'account', purchase: 1 });
    await test.database.players.updateOne({ _id: guest.id }, { $set: { kind: 'guest' } });
    await merge(guest);
    expect((await walletOf(ana)).pockets).to.deep.include({ grant: GRANT, purchase: credits(1) });
  });

  it('[LK1] refuses what is no guest, no account, gone, or another account’s, and does nothing', async () => {
    const [guest, gone, ben] = [await test.player(), await test.player(), await test.player({ kind: 'account' })];
    const [left, taken] = [await test.player({ kind: 'account' }), await test.player()];
    for (const player of [gone, left]) await test.departures.leave(player.id, NOON);
    await merge(taken, ben);
    const table: [Player, Player, string][] = [
      [ben, ana, 'NOT_A_GUEST'],
      [ana, ana, 'NOT_A_GUEST'],
      [guest, await test.player(), 'NOT_AN_ACCOUNT'],
      [guest, guest, 'NOT_AN_ACCOUNT'],
      [guest, taken, 'NOT_AN_ACCOUNT'],
      [guest, left, 'PLAYER_LEFT'],
      [gone, ana, 'PLAYER_LEFT'],
      [taken, ana, 'WALLET_MERGED'],
      [{ ...guest, id: 'nobody' }, ana, 'PLAYER_NOT_FOUND'],
      [guest, { ...ana, id: 'nobody' }, 'PLAYER_NOT_FOUND'],
    ];
    for (const [from, into, code] of table) expect(await codeOf(merge(from, into)), `${from.id} into ${into.id}`).to.equal(code);
    expect(await walletOf(guest)).to.include({ mergedInto: null, seq: 0 });
    expect(await test.players.find(guest.id)).to.include({ mergedInto: null, name: 'Ana' });
  });

  it('[LK1][LG2] the same again, and at once, gives the first answer; of two accounts one has them', async () => {
    const [guest, ben] = [await test.player({ bonus: 10 }), await test.player({ kind: 'account' })];
    const asked = await Promise.allSettled([ana, ben, ana, ben, ana, ben].map((account) => merge(guest, account)));
    const { mergedInto } = await walletOf(guest);
    asked.forEach((answer, index) => {
      const won = mergedInto === [ana, ben][index % 2]!.id;
      expect(answer.status, String(index)).to.equal(won ? 'fulfilled' : 'rejected');
      if (answer.status === 'rejected') expect(answer.reason).to.include({ code: 'WALLET_MERGED' });
    });
    const answers = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const again = await merge(guest, mergedInto === ana.id ? ana : ben);
    for (const { entry } of answers) expect(entry).to.deep.equal(again.entry);
    expect(answers.filter(({ wallet }) => wallet !== null)).to.have.length(1);
    expect(again.wallet).to.equal(null);
    const bonus = await Promise.all([ana, ben].map(async (player) => (await walletOf(player)).pockets.bonus));
    expect(bonus[0]! + bonus[1]!).to.equal(credits(15));
  });

  for (const [debtor, guestOwes, accountOwes] of [
    ['the guest', 40, 0],
    ['the account', 0, 40],
    ['both', 25, 15],
    ['the guest, more than there is', 900, 0],
  ] as const) {
    it(`[LK1][LG4] debt comes along and is repaid by whatever is there: owed by ${debtor}`, async () => {
      const guest = await test.player({ purchase: guestOwes === 0 ? 70 : 0 });
      const account = await test.player({ purchase: accountOwes === 0 ? 60 : 0 });
      await test.database.players.updateOne({ _id: account.id }, { $set: { kind: 'account' } });
      for (const [player, amount] of [
        [guest, guestOwes],
        [account, accountOwes],
      ] as const)
        if (amount > 0) await owe(test, player, credits(amount));
      const all = credits((guestOwes === 0 ? 70 : 0) + (accountOwes === 0 ? 60 : 0) - guestOwes - accountOwes);
      await merge(guest, account);
      const { pockets, debt } = await walletOf(account);
      expect(pockets.purchase - debt).to.equal(all);
      expect(pockets.purchase === 0n || debt === 0n, 'nothing owed beside credits').to.equal(true);
    });
  }

  it('[LK1][TN2] today’s used free turns count together, maybe beyond what a day has; another day’s count for nothing', async () => {
    const play = async (player: Player, turns: number) => {
      const journey = await test.journey(player);
      for (let turn = 0; turn < turns; turn++) await test.play(journey, player);
    };
    const { guest: perGuest, account: perAccount } = test.game.terms.freeTurnsPerDay;
    const [early, late] = [await test.player(), await test.player()];
    await play(early, 1);
    test.setTime(new Date('2026-11-24T12:00:00Z'));
    await play(ana, perAccount);
    await play(late, perGuest);
    await merge(early);
    expect((await walletOf(ana)).free).to.deep.equal({ day: '2026-11-24', used: perAccount });
    await merge(late);
    expect((await walletOf(ana)).free).to.deep.equal({ day: '2026-11-24', used: perAccount + perGuest });
    const { resolved } = await test.play(await test.journey(ana), ana);
    expect(resolved.funding).to.equal('credits');
    test.setTime(new Date('2026-11-25T12:00:00Z'));
    expect((await test.play(await test.journey(ana), ana)).resolved.funding).to.equal('free');

    const tomorrows = await test.player();
    const idle = await test.player({ kind: 'account' });
    await play(tomorrows, 2);
    await merge(tomorrows, idle);
    expect((await walletOf(idle)).free).to.deep.equal({ day: '2026-11-25', used: 2 });
  });

  describe('while turns of theirs run', () => {
    const ENDINGS = ['settles', 'is released', 'expires'] as const;
    for (const ending of ENDINGS) {
      it(`[LK1] they end as they began, new ones are refused, and the last that ${ending} brings all there is`, async () => {
        const guest = await test.player({ purchase: 500 });
        const journey = await test.journey(guest);
        const stop = new AbortController();
        let merged;
        const { resolved } = await test.play(journey, guest, {
          narratorId: 'astral-lumen',
          signal: stop.signal,
          onEvent: async ({ type }) => {
            if (type !== 'turn-held') return;
            merged = await merge(guest);
            expect(merged).to.deep.include({ entry: null, wallet: null });
            expect(await codeOf(test.play(journey, guest))).to.equal('WALLET_MERGED');
            expect(await test.database.players.countDocuments({ linking: true })).to.equal(1);
            if (ending === 'is released') stop.abort();
            if (ending === 'expires') await releaseExpiredHolds(test.database, test.game.turns, new Date('2026-11-24'));
          },
        });
        expect(resolved.state).to.equal(ending === 'settles' ? 'settled' : 'released');
        const charged = resolved.state === 'settled' ? resolved.charged : 0n;
        expect((await walletOf(ana)).pockets.purchase).to.equal(credits(500) - charged);
        expect(await walletOf(guest)).to.deep.include({ pockets: NO_CREDITS, holds: [] });
        const { entry, wallet } = await merge(guest);
        expect([entry?.key, wallet]).to.deep.equal([`link:${guest.id}`, null]);
      });
    }

    it('[LK1][TN2] a free turn that is given back counts for nobody, one that is told for the account', async () => {
      const guest = await test.player();
      for (const cancelled of [true, false]) {
        const signal = cancelled ? AbortSignal.abort() : new AbortController().signal;
        await test.play(await test.journey(guest), guest, { signal });
      }
      expect((await walletOf(guest)).free.used).to.equal(1);
      await test.play(await test.journey(guest), guest, {
        onEvent: async ({ type }) => {
          if (type === 'turn-held') await merge(guest);
        },
      });
      expect((await walletOf(ana)).free.used).to.equal(2);
    });
  });

  describe('what comes for the guest afterwards', () => {
    it('[LK2][PY2] a payment is given to the account, and taken back of it, that purchase’s pockets first', async () => {
      const guest = await test.player();
      const before = await buy(test, guest);
      const open = await test.purchases.open({
        ...before,
        id: randomUUID(),
        state: 'open',
        paid: 0,
        paidAt: null,
        sessionId: null,
        paymentId: null,
        seq: 0,
      });
      await merge(guest);
      expect((await test.purchases.listFor(ana.id, 9)).map(({ id }) => id)).to.have.members([before.id, open.id]);
      expect((await walletOf(ana)).pockets).to.deep.include({ purchase: credits(100), bonus: credits(55) });
      const refunded = await bookStanding(test, before, { refunded: before.paid });
      expect(refunded).to.include({ playerId: ana.id, guestId: guest.id });
      expect((await walletOf(ana)).pockets).to.deep.include({ grant: GRANT, purchase: 0n, bonus: credits(5) });
      await bookStanding(test, open, {});
      expect((await walletOf(ana)).pockets).to.deep.include({ purchase: credits(100), bonus: credits(55) });
      await bookStanding(test, { ...before, seq: refunded.seq }, { refunded: 0 });
      expect((await walletOf(ana)).pockets).to.deep.include({ purchase: credits(200), bonus: credits(105) });
      expect(await test.database.entries.countDocuments({ kind: 'link', parties: guest.id })).to.equal(1);
    });

    it('[LK2][PY1] a checkout that was opened while the guest merged pays into the account too', async () => {
      const guest = await test.player();
      const like = await buy(test, await test.player());
      await merge(guest);
      const late = { ...like, id: randomUUID(), playerId: guest.id, state: 'open' as const, paid: 0, paidAt: null, seq: 0 };
      const opened = await test.purchases.open({ ...late, sessionId: null, paymentId: null });
      await bookStanding(test, opened, {});
      expect((await walletOf(ana)).pockets.purchase).to.equal(credits(100));
      expect(await test.purchases.find(opened.id)).to.include({ playerId: ana.id, guestId: guest.id });
    });

    it('[LK2][RV3] a refunded turn is negated where it was booked, and passed on in the same transaction', async () => {
      const guest = await test.player({ purchase: 500 });
      const { resolved } = await test.play(await test.journey(guest), guest, { narratorId: 'astral-lumen' });
      await merge(guest);
      const answers = await Promise.all([refund(test, resolved), refund(test, resolved)]);
      expect((await walletOf(ana)).pockets.purchase).to.equal(credits(500));
      expect((await walletOf(guest)).pockets).to.deep.equal(NO_CREDITS);
      const [wallet] = answers.flatMap((answer) => answer.wallet ?? []);
      expect(wallet, 'who is told').to.deep.equal(await walletOf(ana));
      const [passed, reversed] = await rowsOf(ana);
      const cause = `reverse:${resolved.key}`;
      expect(passed).to.include({ kind: 'link', key: `link:${guest.id}:${cause}`, cause, asGuest: false });
      expect(reversed).to.include({
        kind: 'reverse',
        key: cause,
        asGuest: true,
        amount: passed!.amount,
        balance: passed!.amount,
      });
    });

    it('[LK2][LG2] an operator’s adjustment is the account’s, and the same id again is the same', async () => {
      const guest = await test.player();
      await merge(guest);
      const order = (amount: number) => ({
        ...{ id: randomUUID(), playerId: guest.id, amount: credits(amount), reason: 'goodwill', by: 'op', at: NOON },
      });
      const [given, taken] = [order(7), order(-3)];
      expect(await test.wallets.adjust(given)).to.include({ playerId: ana.id });
      await test.wallets.adjust(given);
      await test.wallets.adjust(taken);
      const { pockets } = await walletOf(ana);
      expect(pockets.grant + pockets.bonus).to.equal(GRANT + credits(9));
      expect(await codeOf(test.wallets.adjust({ ...given, playerId: ana.id }))).to.equal('KEY_REUSED');
    });

    it('[LK2][RV2] what a guest’s world earned is paid out to the account', async () => {
      const [guest, payer] = [await test.player(), await test.player({ purchase: 500 })];
      const { share } = await earn(test, await journeyIn(test, await newWorld(test, guest), payer), payer);
      await merge(guest);
      await rollAccruals(test.database);
      const told: string[] = [];
      const onPaid = ({ playerId }: { playerId: string }) => void told.push(playerId);
      await payCreators(test.database, payoutRun(LATER, 0), { log: test.game.log, onPaid });
      expect((await walletOf(ana)).pockets.earning).to.equal(share);
      expect(told).to.include(ana.id);
    });
  });
});
