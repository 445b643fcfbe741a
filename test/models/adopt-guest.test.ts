/** A guest who signs up: the player stays, the welcome credits come once, under races and crashes. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import { availableIn } from '#core/wallet/wallet.ts';
import { GUEST_NAME } from '#core/players/player.ts';
import type { Player } from '#core/players/player.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';

describe('adopting a guest', () => {
  let test: TestGame;
  before(async () => {
    test = await startTestGame();
  });
  after(() => test.end());
  afterEach(() => test.assertBooks());

  const userOf = async ({ id }: Player) => (await test.database.players.findOne({ _id: id }))!.userId!;
  const accountFor = async (guest: Player, userId: string = randomUUID()) => ({
    ...{ userId, name: 'Ana' },
    guestUserId: await userOf(guest),
  });

  it('[ID1] keeps the player, the credits, the journeys and the free turns used, and adds the welcome credits once', async () => {
    const guest = await test.player({ bonus: 50 });
    const journey = await test.journey(guest);
    await test.play(journey, guest);
    const before = await test.wallets.find(guest.id);
    const user = await accountFor(guest);
    const account = await test.players.adopt(user);
    expect(account).to.include({ id: guest.id, kind: 'account', name: 'Ana' });
    const after = await test.wallets.find(guest.id);
    expect(availableIn(after)).to.equal(availableIn(before) + credits(200));
    expect(after.free).to.deep.equal(before.free);
    expect(before.free.used).to.equal(1);

    expect(await test.players.adopt(user)).to.deep.equal(account);
    expect(await test.players.open({ userId: user.userId, kind: 'account', name: 'Ana' })).to.deep.equal(account);
    expect((await test.wallets.find(guest.id)).seq).to.equal(after.seq);
    expect(await test.players.findByUser(user.guestUserId)).to.equal(null);
    expect(await test.players.wasGuest(user.guestUserId)).to.equal(true);
    const { resolved } = await test.play(journey, account);
    expect(resolved.state).to.equal('settled');
  });

  it('calls them by their account’s name where they had chosen none', async () => {
    const guest = await test.player();
    const ben = await test.player();
    const [unnamed, named] = [await test.journey(guest, ben), await test.journey(guest)];
    const call = ({ id: playerId }: Player, name: string, { id }: { id: string }) =>
      test.journeys.join(id, { playerId, name, about: '', narratorId: 'hearth', settings: USUAL_SETTINGS }, undefined);
    await call(guest, GUEST_NAME, unnamed);
    await call(ben, GUEST_NAME, unnamed);
    await call(guest, 'Mira', named);
    await test.players.adopt(await accountFor(guest));
    const namesIn = async (id: string) => (await test.journeys.findFor(id, guest.id)).members.map(({ name }) => name);
    expect([await namesIn(unnamed.id), await namesIn(named.id)]).to.deep.equal([['Ana', GUEST_NAME], ['Mira']]);
  });

  it('[ID1] has one account of many that want the same guest at once; the others begin anew, each with its own welcome', async () => {
    const guest = await test.player({ bonus: 50 });
    const users = await Promise.all(Array.from({ length: 6 }, () => accountFor(guest)));
    const accounts = await Promise.all(users.map((user) => test.players.adopt(user)));
    expect(accounts.filter(({ id }) => id === guest.id)).to.have.length(1);
    expect(new Set(accounts.map(({ id }) => id)).size).to.equal(6);
    for (const { id } of accounts)
      expect(availableIn(await test.wallets.find(id))).to.equal(credits(id === guest.id ? 250 : 200));
  });

  it('[ID1] has one player for an account that asks in many places at once', async () => {
    const guest = await test.player();
    const user = await accountFor(guest);
    const asked = [1, 2, 3, 4].map(() => test.players.adopt(user));
    const accounts = await Promise.all(asked);
    expect(accounts.map(({ id }) => id)).to.deep.equal(Array(4).fill(guest.id));
    expect(availableIn(await test.wallets.find(guest.id))).to.equal(credits(200));
  });

  it('[ID1] leaves a running turn to its player', async () => {
    const guest = await test.player({ bonus: 50 });
    const journey = await test.journey(guest);
    const user = await accountFor(guest);
    const { resolved } = await test.play(journey, guest, {
      onEvent: async ({ type }) => {
        if (type === 'turn-held') await test.players.adopt(user);
      },
    });
    expect(resolved.state).to.equal('settled');
    expect((await test.wallets.find(guest.id)).holds).to.deep.equal([]);
  });

  it('[ID1] welcomes nobody twice, whatever they were', async () => {
    const player = await test.player({ kind: 'account' });
    await test.database.players.updateOne({ _id: player.id }, { $set: { kind: 'guest' } });
    await test.players.adopt(await accountFor(player));
    expect(availableIn(await test.wallets.find(player.id))).to.equal(credits(200));
  });

  it('begins anew where the guest has left, or never played', async () => {
    const guest = await test.player({ bonus: 50 });
    const user = await accountFor(guest);
    await test.departures.leave(guest.id, new Date());
    expect((await test.players.adopt(user)).id).to.not.equal(guest.id);
    const fresh = await test.players.adopt({ userId: randomUUID(), guestUserId: randomUUID(), name: 'Ben' });
    expect(fresh).to.include({ kind: 'account', name: 'Ben' });
    expect(availableIn(await test.wallets.find(fresh.id))).to.equal(credits(200));
  });
});
