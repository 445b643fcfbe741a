/** Guests who sign up or in, while they play: nothing is lost, nothing is given twice, and no room has to be opened anew by hand. */
import { expect } from 'chai';
import { GameClient } from '#sdk/index.ts';
import { credits } from '#core/money/microcredits.ts';
import { audit } from '#models/audit/audit.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../../models/code-of.ts';
import { give, short, signIn, together, until } from '../../support/players.ts';
import type { TestPlayer } from '../../support/players.ts';
import { dropTestDatabase, testMongoUri } from '../../support/test-mongo.ts';
import { scriptedOfferings, startTestServer } from '../../support/test-server.ts';
import { PASSWORD } from './password.ts';

describe('guests who sign up', () => {
  let server: RunningServer;
  let mongodbUri: string;
  let pauseMs = 0;
  before(async () => {
    mongodbUri = await testMongoUri();
    server = await startTestServer({
      mongodbUri,
      narrators: scriptedOfferings(() => ({ pieces: ['Rain. ', 'And light.'], pauseMs })),
      environment: { SESSION_CHECK_SECONDS: '600', SIGN_IN_TRIES_PER_ADDRESS: '1000' },
    });
  });
  after(async () => {
    await server.stop();
    await dropTestDatabase(mongodbUri);
  });
  afterEach(async () => {
    expect((await audit(server.database, server.game.prices)).faults).to.deep.equal([]);
  });

  let people = 0;
  const someone = () => ({ name: 'Ana', email: `guest-${++people}@example.com`, password: PASSWORD });
  const grants = async (playerId: string) => server.database.entries.countDocuments({ kind: 'grant', parties: playerId });

  /** The database fails at the moment that the guest's player would become the account's, as if the process had died. */
  function failOnce(): void {
    const { players } = server.database;
    players.updateOne = () => {
      Reflect.deleteProperty(players, 'updateOne');
      return Promise.reject(new Error('the process died'));
    };
  }

  it('[ID1] stay who they are: journeys, credits, used free turns and open rooms, with the welcome credits on top', async () => {
    const ana = await signIn(server);
    await give(server, ana, 50);
    const ben = await signIn(server);
    const [hers, his] = await together([ana, ben]);
    const watch = await ana.client.watchWallet();
    expect(short(await hers!.act('I look.'))).to.equal('settled');
    const guestToken = ana.client.token!;
    let changes = 0;
    ana.client.onSignInChanged(() => changes++);

    const { me, guest } = await ana.client.signUp(someone());
    expect([me.playerId, guest, me.kind, me.name]).to.deep.equal([ana.playerId, 'adopted', 'account', 'Ana']);
    expect(me.wallet.available).to.equal(Number(credits(250)));
    expect(me.wallet.freeTurnsLeft, 'of ten, one was used today').to.equal(9);
    expect(changes).to.equal(1);
    const old = new GameClient({ url: server.url, token: guestToken });
    expect(await codeOf(old.api.me())).to.equal('UNAUTHENTICATED');

    expect(short(await hers!.act('I look again.'))).to.equal('settled');
    await until(() => watch.status === 'live' && watch.wallet.freeTurnsLeft === 8, 'the wallet, live again');
    expect(short(await his!.act('I follow.'))).to.equal('settled');
    expect((await ana.client.api.journeys.list()).map(({ journeyId }) => journeyId)).to.include(hers!.journeyId);
    expect(await grants(ana.playerId)).to.equal(1);
    await Promise.all([hers!.leave(), his!.leave(), watch.leave()]);
  });

  it('[ID1] keep the turn that is being told while they sign up', async () => {
    const ana = await signIn(server);
    const [hers] = await together([ana]);
    pauseMs = 500;
    const acting = hers!.act('I talk on.');
    await until(async () => (await server.wallets.find(ana.playerId)).holds.length === 1, 'the hold');
    const { me } = await ana.client.signUp(someone());
    pauseMs = 0;
    expect(me.playerId).to.equal(ana.playerId);
    expect(short(await acting)).to.equal('settled');
    await hers!.leave();
  });

  it('[ID1] are one account, though they ask for two at once with one token', async () => {
    const ana = await signIn(server);
    await give(server, ana, 50);
    const { token } = ana.client;
    const two = [1, 2].map(() => new GameClient({ url: server.url, token: token! }));
    const results = await Promise.all(two.map((client) => client.signUp(someone())));
    const ids = results.map(({ me }) => me.playerId);
    expect(new Set(ids).size).to.equal(2);
    expect(ids).to.include(ana.playerId);
    for (const playerId of ids) expect(await grants(playerId)).to.equal(1);
    const balances = results.map(({ me }) => me.wallet.available).sort((one, other) => one - other);
    expect(balances).to.deep.equal([Number(credits(200)), Number(credits(250))]);
  });

  it('[ID1] are made whole by the next request, when the server died between the account and its player', async () => {
    const ana = await signIn(server);
    await give(server, ana, 50);
    const account = someone();
    failOnce();
    expect(await codeOf(ana.client.signUp(account))).to.equal('INTERNAL');
    expect((await ana.client.api.me()).kind, 'still the guest').to.equal('guest');

    const phone = new GameClient({ url: server.url });
    const { me } = await phone.signIn(account);
    expect([me.playerId, me.kind, me.wallet.available]).to.deep.equal([ana.playerId, 'account', Number(credits(250))]);
    expect(await codeOf(ana.client.api.me()), 'the guest is nobody any more').to.equal('UNAUTHENTICATED');
    expect(await grants(ana.playerId)).to.equal(1);
    const { playerId } = await ana.client.signInAsGuest();
    expect(playerId).to.not.equal(ana.playerId);
  });

  it('[ID1] may also try again themselves after that', async () => {
    const ana = await signIn(server);
    const account = someone();
    failOnce();
    expect(await codeOf(ana.client.signUp(account))).to.equal('INTERNAL');
    const { me, guest } = await ana.client.signUp(account);
    expect([me.playerId, me.kind, guest]).to.deep.equal([ana.playerId, 'account', 'adopted']);
    expect(await grants(ana.playerId)).to.equal(1);
  });

  it('may sign up without the guest, who is then nobody', async () => {
    const ana = await signIn(server);
    const { me, guest } = await ana.client.signUp({ ...someone(), bringGuest: false });
    expect(guest).to.equal('none');
    expect(me.playerId).to.not.equal(ana.playerId);
  });

  it('may sign up with a token that is worth nothing', async () => {
    const { client } = await signIn(server);
    const { token } = client;
    await client.signOut();
    const late = new GameClient({ url: server.url, token: token! });
    const { me, guest } = await late.signUp(someone());
    expect([guest, me.kind]).to.deep.equal(['none', 'account']);
  });

  it('bring what they have to an account that was there before, and are told so', async () => {
    const account = someone();
    const first = new GameClient({ url: server.url });
    const { me: before } = await first.signUp(account);
    const ana = await signIn(server);
    await give(server, ana, 50);
    const [hers] = await together([ana]);
    expect(short(await hers!.act('I look.'))).to.equal('settled');
    const ended = new Promise<unknown>((resolve) => hers!.on('error', resolve));
    const old = new GameClient({ url: server.url, token: ana.client.token! });

    const { me, guest } = await ana.client.signIn(account);
    expect([guest, me.playerId]).to.deep.equal(['merged', before.playerId]);
    expect(me.wallet.available).to.equal(Number(credits(250)));
    expect(me.wallet.freeTurnsLeft).to.equal(9);
    expect(await codeOf(old.api.me())).to.equal('UNAUTHENTICATED');
    expect(await ended, 'the session was another player’s').to.include({ code: 'UNAUTHENTICATED' });
    const again = await ana.client.joinJourney(hers!.journeyId);
    expect(short(await again.act('I go on.'))).to.equal('settled');
    expect(await grants(before.playerId)).to.equal(1);
    await again.leave();
  });

  it('bring it once, when the server died on the way', async () => {
    const account = someone();
    await new GameClient({ url: server.url }).signUp(account);
    const ana = await signIn(server);
    await give(server, ana, 50);
    failOnce();
    expect(await codeOf(ana.client.signIn(account))).to.equal('INTERNAL');
    expect((await ana.client.api.me()).kind).to.equal('guest');
    const { me, guest } = await ana.client.signIn(account);
    expect([guest, me.wallet.available]).to.deep.equal(['merged', Number(credits(250))]);
    await ana.client.deleteAccount();
    expect(await server.database.db.collection('user').findOne({ email: account.email })).to.equal(null);
  });

  it('stay behind when they wish to', async () => {
    const account = someone();
    const { me: before } = await new GameClient({ url: server.url }).signUp(account);
    const ana = await signIn(server);
    await give(server, ana, 50);
    const { me, guest } = await ana.client.signIn({ ...account, bringGuest: false });
    expect([guest, me.playerId, me.wallet.available]).to.deep.equal(['none', before.playerId, Number(credits(200))]);
  });

  it('ends open journeys of a guest when somebody else signs in there', async () => {
    const ana: TestPlayer = await signIn(server);
    const account = someone();
    const first = new GameClient({ url: server.url });
    await first.signUp(account);
    const [hers] = await together([ana]);
    const ended = new Promise<unknown>((resolve) => hers!.on('error', resolve));
    await ana.client.signIn({ ...account, bringGuest: false });
    const { sessionId } = (await ana.client.api.account.sessions()).find(({ current }) => current)!;
    expect(sessionId).to.be.a('string');
    await server.database.db.collection('session').deleteMany({ token: { $exists: true }, userId: await guestUserId(ana) });
    await first.signOut(); // rooms look at their seats
    expect(await ended).to.include({ code: 'UNAUTHENTICATED' });
    expect(hers!.status).to.equal('closed');
  });

  async function guestUserId({ playerId }: TestPlayer) {
    const { userId } = (await server.database.players.findOne({ _id: playerId }))!;
    const user = await server.database.db.collection('user').findOne({ $expr: { $eq: [{ $toString: '$_id' }, userId] } });
    return user!._id;
  }
});
