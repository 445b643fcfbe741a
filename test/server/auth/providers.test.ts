/** Signing in by Google, GitHub and Discord, end to end but for the vendors, who are on this machine. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { GameClient } from '#sdk/index.ts';
import { credits } from '#core/money/microcredits.ts';
import { audit } from '#models/audit/audit.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../../models/code-of.ts';
import { startOAuthVendors } from '../../support/oauth-vendors.ts';
import type { OAuthVendors } from '../../support/oauth-vendors.ts';
import { give, signIn } from '../../support/players.ts';
import { startTestServer } from '../../support/test-server.ts';
import { expectNowhere } from '../../support/words-kept.ts';
import { PASSWORD } from './password.ts';

const KEYS = Object.fromEntries(
  ['GOOGLE', 'GITHUB', 'DISCORD'].flatMap((name) => [
    [`${name}_CLIENT_ID`, 'id'],
    [`${name}_CLIENT_SECRET`, 'secret'],
  ]),
);

describe('providers', () => {
  let server: RunningServer;
  let vendors: OAuthVendors;
  before(async () => {
    vendors = await startOAuthVendors();
    const port = await freePort();
    const here = { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, SIGN_IN_TRIES_PER_ADDRESS: '1000' };
    server = await startTestServer({ environment: { ...KEYS, ...here } });
  });
  after(async () => {
    await server.stop();
    await vendors.stop();
  });
  afterEach(async () => {
    expect((await audit(server.database, server.game.prices)).faults).to.deep.equal([]);
  });

  const client = () => new GameClient({ url: server.url });
  let people = 100;
  const someone = () => ({ id: String(++people), name: 'Ana', email: `ana-${people}@example.com`, verified: true });

  /** To the provider's page and back to ours, as a browser goes. */
  async function cross(
    setsOut: GameClient,
    provider: string,
    answer: 'yes' | 'no' = 'yes',
    returnTo?: string,
  ): Promise<URLSearchParams> {
    const page = await setsOut.signInUrl(provider, returnTo === undefined ? {} : { returnTo });
    return follow(await vendors.visit(page, answer));
  }
  async function follow(callback: URL): Promise<URLSearchParams> {
    const answer = await fetch(callback, { redirect: 'manual' });
    expect(answer.status).to.equal(302);
    expect(answer.headers.get('set-cookie'), 'cookies').to.equal(null);
    const page = new URL(answer.headers.get('location')!);
    expect(`${page.origin}${page.pathname}`).to.equal(`${server.url}/signed-in`);
    return page.searchParams;
  }

  it('are offered as they are configured', async () => {
    expect(await client().api.signInOptions()).to.deep.equal({ providers: ['google', 'github', 'discord'], mail: true });
    expect(await codeOf(client().signInUrl('facebook'))).to.equal('PROVIDER_NOT_FOUND');
    const bare = await startTestServer();
    expect(await new GameClient({ url: bare.url }).api.signInOptions()).to.deep.equal({ providers: [], mail: true });
    expect(await codeOf(new GameClient({ url: bare.url }).signInUrl('google'))).to.equal('PROVIDER_NOT_FOUND');
    await bare.stop();
  });

  for (const provider of ['google', 'github', 'discord']) {
    it(`make an account by ${provider}, and find it again`, async () => {
      vendors.person = someone();
      const ana = client();
      const back = await cross(ana, provider, 'yes', '/journeys/7?a=b');
      expect(back.get('returnTo')).to.equal('/journeys/7?a=b');
      const { me, guest } = await ana.finishSignIn(back.get('code')!);
      expect(guest).to.equal('none');
      expect(me).to.include({ kind: 'account', name: 'Ana', email: vendors.person.email, emailVerified: true });
      expect(me.providers).to.deep.equal([provider]);
      const again = client();
      const { me: same } = await again.finishSignIn((await cross(again, provider)).get('code')!);
      expect(same.playerId).to.equal(me.playerId);
      await expectNowhere(server.database.db, ['vendor-token', 'vendor-refresh']);
    });
  }

  it('[ID1] link a guest as an e-mail does', async () => {
    vendors.person = someone();
    const ana = await signIn(server);
    await give(server, ana, 50);
    const old = new GameClient({ url: server.url, token: ana.client.token! });
    const back = await cross(ana.client, 'github');
    const { me, guest } = await ana.client.finishSignIn(back.get('code')!);
    expect([me.playerId, guest, me.wallet.available]).to.deep.equal([ana.playerId, 'adopted', Number(credits(250))]);
    expect(await codeOf(old.api.me())).to.equal('UNAUTHENTICATED');
  });

  it('[ID1] link a guest whose server died on the way when they ask again', async () => {
    vendors.person = someone();
    const ana = await signIn(server);
    const code = (await cross(ana.client, 'github')).get('code')!;
    const { players } = server.database;
    players.updateOne = () => {
      Reflect.deleteProperty(players, 'updateOne');
      return Promise.reject(new Error('the process died'));
    };
    expect(await codeOf(ana.client.finishSignIn(code))).to.equal('INTERNAL');
    const phone = client();
    const { me } = await phone.finishSignIn((await cross(phone, 'github')).get('code')!);
    expect([me.playerId, me.kind]).to.deep.equal([ana.playerId, 'account']);
    expect(await codeOf(ana.client.api.me())).to.equal('UNAUTHENTICATED');
  });

  it('[ID2] bring nothing of a guest to an account that somebody else was led to', async () => {
    vendors.person = someone();
    const mallory = await signIn(server);
    const code = (await cross(mallory.client, 'google')).get('code')!;
    const ana = client();
    expect(await codeOf(ana.finishSignIn(code))).to.equal('LINK_EXPIRED');
    const { me } = await ana.finishSignIn((await cross(ana, 'google')).get('code')!);
    expect(me.playerId).to.not.equal(mallory.playerId);
    expect((await mallory.client.api.me()).kind).to.equal('guest');
  });

  it('[ID2] sign in nobody but the client that set out, and once', async () => {
    vendors.person = someone();
    const [mallory, victim] = [client(), await signIn(server)];
    const code = (await cross(mallory, 'google')).get('code')!;
    expect(await codeOf(victim.client.finishSignIn(code)), 'who never set out').to.equal('LINK_EXPIRED');
    await cross(victim.client, 'google');
    const stolen = (await cross(mallory, 'google')).get('code')!;
    expect(await codeOf(victim.client.finishSignIn(stolen)), 'who set out for another').to.equal('LINK_EXPIRED');
    expect(await codeOf(mallory.finishSignIn(stolen)), 'a code that was tried').to.equal('LINK_EXPIRED');

    const ana = client();
    const good = (await cross(ana, 'google')).get('code')!;
    await ana.finishSignIn(good);
    expect(await codeOf(ana.finishSignIn(good))).to.equal('LINK_EXPIRED');
    const body = JSON.stringify({ code: good, key: 'x' });
    expect((await fetch(`${server.url}/auth/finish-sign-in`, { method: 'POST', body })).status).to.equal(410);
  });

  it('[ID2] know a way back that nobody set out on, or twice', async () => {
    vendors.person = someone();
    const callback = await vendors.visit(await client().signInUrl('google'));
    expect((await follow(callback)).get('code')).to.be.a('string');
    expect((await follow(callback)).get('error')).to.equal('LINK_EXPIRED');
    callback.searchParams.set('state', 'made-up');
    expect((await follow(callback)).get('error')).to.equal('LINK_EXPIRED');
    expect((await follow(new URL('/auth/callback/google', server.url))).get('error')).to.equal('LINK_EXPIRED');
  });

  it('tell in our words when it was not completed', async () => {
    vendors.person = someone();
    const refused = await cross(client(), 'google', 'no', '/worlds');
    expect([refused.get('error'), refused.get('code'), refused.get('returnTo')]).to.deep.equal([
      'PROVIDER_FAILED',
      null,
      '/worlds',
    ]);
    vendors.person = { ...someone(), email: null };
    expect((await cross(client(), 'discord')).get('error'), 'without an e-mail').to.equal('PROVIDER_FAILED');
    const callback = await vendors.visit(await client().signInUrl('github'));
    callback.searchParams.set('code', 'made-up');
    expect((await follow(callback)).get('error')).to.equal('PROVIDER_FAILED');
  });

  it('do not open an account by an e-mail that nobody has proven', async () => {
    const account = { name: 'Ana', email: `ana-${++people}@example.com`, password: PASSWORD };
    await client().signUp(account);
    vendors.person = { ...someone(), email: account.email };
    expect((await cross(client(), 'google')).get('error'), 'not verified here').to.equal('EMAIL_TAKEN');
    await server.database.db.collection('user').updateOne({ email: account.email }, { $set: { emailVerified: true } });
    vendors.person = { ...vendors.person, verified: false };
    expect((await cross(client(), 'google')).get('error'), 'not verified there').to.equal('EMAIL_TAKEN');
    vendors.person = { ...vendors.person, verified: true };
    const ana = client();
    const { me } = await ana.finishSignIn((await cross(ana, 'google')).get('code')!);
    expect(me.providers).to.have.members(['password', 'google']);
  });

  it('lead back to pages of this site only', async () => {
    for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', '/a\nb'])
      expect(await codeOf(client().signInUrl('google', { returnTo })), returnTo).to.equal('BAD_INPUT');
  });

  it('have names that fit', async () => {
    for (const [name, shown] of [
      ['x'.repeat(100), 'x'.repeat(40)],
      ['\u202eevil', `ana-${people + 2}`],
    ] as const) {
      vendors.person = { ...someone(), name };
      const ana = client();
      const { me } = await ana.finishSignIn((await cross(ana, 'discord')).get('code')!);
      expect(me.name).to.equal(shown);
    }
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
