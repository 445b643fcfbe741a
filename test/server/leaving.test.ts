/** Deleting an account over HTTP while it plays: nothing of the person stays, the others play on, the token is worth nothing. */
import { expect } from 'chai';
import { CLOSE_CODES } from '#protocol/close-codes.ts';
import { credits } from '#core/money/microcredits.ts';
import { audit } from '#models/audit/audit.ts';
import { DELETION_CONFIRMED } from '#protocol/constants.ts';
import type { RunningServer } from '#server/start-server.ts';
import { give, rawRoom, short, signIn, together, until } from '../support/players.ts';
import type { TestPlayer } from '../support/players.ts';
import { dropTestDatabase, testMongoUri } from '../support/test-mongo.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';
import { expectNowhere } from '../support/words-kept.ts';

const NAME = 'Zanzibel';
const NOTE = 'zanymemory';
const ACTION = 'I zanyact.';

describe('deleting an account', () => {
  let server: RunningServer;
  let mongodbUri: string;
  let pauseMs = 0;
  const start = () =>
    startTestServer({
      mongodbUri,
      narrators: scriptedOfferings(() => ({ pieces: ['Rain. ', 'And light.'], pauseMs })),
      environment: { SESSION_CHECK_SECONDS: '600' }, // rooms are told; they need not find out
    });
  before(async () => {
    mongodbUri = await testMongoUri();
    server = await start();
  });
  after(async () => {
    await server.stop();
    await dropTestDatabase(mongodbUri);
  });

  const remove = ({ client }: TestPlayer) => client.api.account.delete({ confirm: DELETION_CONFIRMED });
  const codeOf = async (call: Promise<unknown>) =>
    call.then(
      () => 'none',
      (failure: unknown) => (failure as { code: string }).code,
    );
  const emailOf = async ({ playerId }: TestPlayer) => {
    const player = await server.database.players.findOne({ _id: playerId });
    const user = await server.database.db
      .collection('user')
      .findOne<{ email: string }>({ name: 'Guest', ...idOf(player!.userId!) });
    return user!.email;
  };
  const idOf = (userId: string) => ({ $expr: { $eq: [{ $toString: '$_id' }, userId] } });

  async function assertBooks(): Promise<void> {
    const { faults } = await audit(server.database, server.game.prices);
    expect(faults).to.deep.equal([]);
  }

  it('[LG1][DR1] leaves the books balanced and no word of the person; the others play on, the token is worth nothing', async () => {
    const [ana, ben] = [await signIn(server), await signIn(server)];
    await give(server, ana, 300);
    const [hers, his] = await together([ana, ben], [NAME, 'Ben']);
    await ana.client.startJourney({ worldId: 'nine-coals-north', name: NAME, about: 'zanyline' });
    await hers!.changeSettings({ memoryNote: NOTE });
    expect(short(await hers!.act(ACTION))).to.equal('settled');
    expect(short(await his!.act('I follow.'))).to.equal('settled');
    const words = [NAME, NOTE, ACTION, 'zanyline', await emailOf(ana)];
    const raw = await rawRoom(server, ana, his!.state.journeyId);
    const left = new Promise<number>((resolve) => raw.onLeave(resolve));

    expect(await ana.client.api.account.deletion()).to.deep.equal({
      ...{
        credits: Number(credits(300)),
        debt: 0,
        earningsPending: 0,
        turnsRunning: 0,
        journeysAlone: 1,
        journeysShared: 1,
        payments: [],
      },
      payments: [],
    });
    expect(await remove(ana)).to.deep.equal({ deleted: true });
    expect([CLOSE_CODES.SIGNED_OUT, CLOSE_CODES.MOVED]).to.include(await left);
    await expectNowhere(server.database.db, words);
    expect(await codeOf(ana.client.api.me())).to.equal('UNAUTHENTICATED');
    expect(await codeOf(remove(ana))).to.equal('UNAUTHENTICATED');
    expect(await codeOf(ana.client.api.journeys.list())).to.equal('UNAUTHENTICATED');

    await until(() => his!.state.players.length === 1, "Ana's leaving the story");
    expect(short(await his!.act('I go on alone.'))).to.equal('settled');
    expect(his!.state.passages.map(({ action }) => action)).to.deep.equal(['', 'I follow.', 'I go on alone.']);
    await expectNowhere(server.database.db, words);
    await assertBooks();
    await his!.leave();
  });

  it('asks for the confirmation in so many words', async () => {
    const ana = await signIn(server);
    const headers = { authorization: `Bearer ${ana.client.token}`, 'content-type': 'application/json' };
    for (const body of [undefined, '{}', '{"confirm":true}', '{"confirm":"delete"}']) {
      const answer = await fetch(`${server.url}/api/me`, { method: 'DELETE', headers, ...(body === undefined ? {} : { body }) });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).to.deep.equal([400, 'BAD_INPUT']);
    }
    const bare = { 'content-type': 'application/json' };
    const body = JSON.stringify({ confirm: DELETION_CONFIRMED });
    expect((await fetch(`${server.url}/api/me`, { method: 'DELETE', headers: bare, body })).status).to.equal(401);
    expect((await ana.client.api.me()).playerId).to.equal(ana.playerId);
  });

  it('waits for a turn that is being told', async () => {
    const ana = await signIn(server);
    const [hers] = await together([ana]);
    pauseMs = 300;
    const acting = hers!.act('I talk on.');
    await until(async () => (await server.wallets.find(ana.playerId)).holds.length === 1, 'the hold');
    expect(await codeOf(ana.client.deleteAccount())).to.equal('TURNS_RUNNING');
    expect(ana.client.token).to.not.equal(null);
    pauseMs = 0;
    expect(short(await acting)).to.equal('settled');
    await ana.client.deleteAccount();
    expect(ana.client.token, 'is forgotten').to.equal(null);
  });

  it('[DR1] can be asked for again when it failed midway, and only that', async () => {
    const ana = await signIn(server);
    const [hers] = await together([ana], [NAME]);
    expect(short(await hers!.act(ACTION))).to.equal('settled');
    const email = await emailOf(ana);
    await server.departures.leave(ana.playerId, new Date());
    expect(await codeOf(ana.client.api.me())).to.equal('PLAYER_LEFT');
    expect(await codeOf(ana.client.api.journeys.create({ worldId: 'drowned-light', name: NAME }))).to.equal('PLAYER_LEFT');
    expect(short(await hers!.act('I stay.'))).to.equal('refused: PLAYER_LEFT');
    expect(await remove(ana)).to.deep.equal({ deleted: true });
    await expectNowhere(server.database.db, [NAME, ACTION, email]);
    expect(await codeOf(remove(ana))).to.equal('UNAUTHENTICATED');
  });

  it('[DR1] is finished by the next start when the server died midway', async () => {
    const ana = await signIn(server);
    const [hers] = await together([ana], [NAME]);
    expect(short(await hers!.act(ACTION))).to.equal('settled');
    const email = await emailOf(ana);
    await server.departures.leave(ana.playerId, new Date());
    await server.stop();
    server = await start();
    await until(async () => (await server.departures.unfinished()).length === 0, 'the deletion');
    await expectNowhere(server.database.db, [NAME, ACTION, email]);
    await assertBooks();
  });
});
