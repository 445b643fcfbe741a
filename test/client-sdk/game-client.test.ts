import { expect } from 'chai';
import { ConnectionLost, GameClient, GameError } from '../../client-sdk/index.ts';
import { PLAYER, refuse, startStoryServer } from './story-server.ts';
import type { StoryServer } from './story-server.ts';

function memory() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

/** The failure of a promise that must fail. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (failure: unknown) => failure,
  );
}

describe('the game client', () => {
  let server: StoryServer;

  before(async () => {
    server = await startStoryServer();
  });
  after(() => server.stop());

  it('signs in as a guest once, and stays signed in over a reload', async () => {
    const storage = memory();
    const game = new GameClient({ url: `${server.url}/`, storage });
    const me = await game.signInAsGuest();
    expect(me.playerId).to.equal(PLAYER);
    const { token } = game;

    const reloaded = new GameClient({ url: server.url, storage });
    await reloaded.signInAsGuest();
    expect(reloaded.token)
      .to.equal(token)
      .and.to.match(/^guest-/);
  });

  it('prefers the signed token of the header', async () => {
    const body = server.routes['POST /auth/sign-in/anonymous'];
    server.routes['POST /auth/sign-in/anonymous'] = (_request, response) =>
      response.setHeader('set-auth-token', 'signed.token').json({ token: 'plain' });
    const game = new GameClient({ url: server.url });
    await game.signInAsGuest();
    server.routes['POST /auth/sign-in/anonymous'] = body as never;
    expect(game.token).to.equal('signed.token');
  });

  it('replaces a sign-in that is no longer good', async () => {
    const me = server.routes['GET /api/me'] as never;
    server.routes['GET /api/me'] = (request, response) => {
      if (request.headers.authorization === 'Bearer old') refuse(response, 401, new GameError('UNAUTHENTICATED').toBody());
      else response.json({ playerId: PLAYER });
    };
    const game = new GameClient({ url: server.url, token: 'old' });
    await game.signInAsGuest();
    server.routes['GET /api/me'] = me;
    expect(game.token).to.match(/^guest-/);
  });

  it('signs out on the server with its token, and forgets it', async () => {
    const storage = memory();
    const game = new GameClient({ url: server.url, token: 'mine', storage });
    let revoked: string | undefined;
    server.routes['POST /auth/sign-out'] = (request, response) => {
      revoked = request.headers.authorization;
      response.json({ success: true });
    };
    await game.signOut();
    expect(revoked).to.equal('Bearer mine');
    expect(game.token).to.equal(null);
    expect(new GameClient({ url: server.url, storage }).token).to.equal(null);
  });

  it('is the same player in all windows that share a storage, and tells who listens', async () => {
    const storage = memory();
    const [game, other] = [1, 2].map(() => new GameClient({ url: server.url, storage }));
    const told: (string | null)[] = [];
    const stop = game!.onSignInChanged(() => told.push(game!.token));
    await game!.signInAsGuest();
    expect(other!.token).to.equal(game!.token);
    server.routes['POST /auth/sign-up/email'] = (_request, response) => response.json({ token: 'account', guest: 'adopted' });
    expect(await game!.signUp({ name: 'Ana', email: 'ana@example.com', password: 'p' })).to.include({ guest: 'adopted' });
    expect(other!.token).to.equal('account');
    stop();
    await game!.signOut();
    expect(told).to.have.length(2).and.to.include('account');
  });

  it('has nothing asked with the old sign-in while a new one is on its way', async () => {
    const game = new GameClient({ url: server.url, token: 'old' });
    const asked: (string | undefined)[] = [];
    const me = server.routes['GET /api/me'] as never;
    server.routes['GET /api/me'] = (request, response) => {
      asked.push(request.headers.authorization);
      response.json({ playerId: PLAYER });
    };
    server.routes['POST /auth/sign-in/email'] = (_request, response) => {
      setTimeout(() => response.json({ token: 'new' }), 50);
    };
    await Promise.all([game.signIn({ email: 'ana@example.com', password: 'p' }), game.api.me()]);
    server.routes['GET /api/me'] = me;
    expect(asked).to.deep.equal(['Bearer new', 'Bearer new']);
  });

  it('throws what the server refuses as a GameError with its code and data', async () => {
    const game = new GameClient({ url: server.url });
    server.routes['GET /api/worlds/mill'] = (_request, response) =>
      refuse(response, 404, { code: 'WORLD_NOT_FOUND', message: 'no', data: { worldId: 'mill' } });
    const failure = await failureOf(game.api.worlds.get({ worldId: 'mill' }));
    expect(failure)
      .to.be.instanceOf(GameError)
      .and.to.deep.include({ code: 'WORLD_NOT_FOUND', data: { worldId: 'mill' } });
  });

  for (const [status, code] of [
    [401, 'UNAUTHENTICATED'],
    [429, 'RATE_LIMITED'],
    [418, 'BAD_INPUT'],
    [500, 'INTERNAL'],
  ] as const) {
    it(`throws a ${status} without a code of ours as ${code}`, async () => {
      server.routes['GET /api/worlds'] = (_request, response) => response.status(status).json({ message: 'no' });
      const failure = await failureOf(new GameClient({ url: server.url }).api.worlds.list({}));
      expect(failure).to.be.instanceOf(GameError).and.to.include({ code });
    });
  }

  it('throws ConnectionLost for a proxy without its server, a broken answer and no server at all', async () => {
    const game = new GameClient({ url: server.url });
    server.routes['GET /api/worlds'] = (_request, response) => response.status(502).send('<h1>Bad gateway</h1>');
    expect(await failureOf(game.api.worlds.list({}))).to.be.instanceOf(ConnectionLost);
    server.routes['GET /api/worlds'] = (request, response) => {
      response.setHeader('content-length', 100).write('[');
      request.socket.destroySoon();
    };
    expect(await failureOf(game.api.worlds.list({}))).to.be.instanceOf(ConnectionLost);
    const nobody = new GameClient({ url: 'http://127.0.0.1:9' });
    expect(await failureOf(nobody.signInAsGuest())).to.be.instanceOf(ConnectionLost);
  });
});
