/** Where an account is signed in: listed without secrets, and ended from afar. */
import { expect } from 'chai';
import { GameClient } from '#sdk/index.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../../models/code-of.ts';
import { startTestServer } from '../../support/test-server.ts';
import { together } from '../../support/players.ts';
import { PASSWORD } from './password.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('devices', () => {
  let server: RunningServer;
  before(async () => {
    server = await startTestServer({ environment: { SESSION_CHECK_SECONDS: '600', SIGN_IN_TRIES_PER_ADDRESS: '1000' } });
  });
  after(() => server.stop());

  let people = 0;
  const someone = () => ({ name: 'Ana', email: `device-${++people}@example.com`, password: PASSWORD });
  const client = (token?: string) => new GameClient({ url: server.url, ...(token === undefined ? {} : { token }) });

  async function byBrowser({ email, password }: { email: string; password: string }): Promise<GameClient> {
    const init = { method: 'POST', headers: { 'user-agent': FIREFOX }, body: JSON.stringify({ email, password }) };
    const answer = await fetch(`${server.url}/auth/sign-in/email`, init);
    return client(((await answer.json()) as { token: string }).token);
  }

  it('are listed in plain words, this one marked, no token among them', async () => {
    const account = someone();
    const ana = client();
    await ana.signUp(account);
    const browser = await byBrowser(account);
    const list = await browser.api.account.sessions();
    expect(list.map(({ device, current, address }) => ({ device, current, address }))).to.have.deep.members([
      { device: { browser: 'Firefox', system: 'Windows' }, current: true, address: '127.0.0.1' },
      { device: { browser: 'Node.js', system: null }, current: false, address: '127.0.0.1' },
    ]);
    for (const { createdAt, lastUsedAt } of list) expect(Date.parse(lastUsedAt)).to.be.within(Date.parse(createdAt), Date.now());
    const texts = JSON.stringify(list);
    for (const { token } of [ana, browser]) expect(texts).to.not.include(token!.split('.')[0]!);
  });

  it('are signed out one by one, and their rooms close', async () => {
    const account = someone();
    const [ana, elsewhere] = [client(), client()];
    const { me } = await ana.signUp(account);
    await elsewhere.signIn(account);
    const [session] = await together([{ client: elsewhere, playerId: me.playerId }]);
    const ended = new Promise<unknown>((resolve) => session!.on('error', resolve));
    const other = (await ana.api.account.sessions()).find(({ current }) => !current)!;
    expect(await ana.api.account.endSession({ sessionId: other.sessionId })).to.deep.equal({ ended: 1 });
    expect(await ended).to.include({ code: 'UNAUTHENTICATED' });
    expect(await codeOf(elsewhere.api.me())).to.equal('UNAUTHENTICATED');
    expect(await ana.api.account.endSession({ sessionId: other.sessionId })).to.deep.equal({ ended: 0 });
    expect(await ana.api.account.sessions()).to.have.length(1);
  });

  it('are signed out all at once but this one', async () => {
    const account = someone();
    const [ana, ...others] = [client(), client(), client()];
    await ana.signUp(account);
    for (const other of others) await other.signIn(account);
    expect(await ana.api.account.endOtherSessions()).to.deep.equal({ ended: 2 });
    for (const other of others) expect(await codeOf(other.api.me())).to.equal('UNAUTHENTICATED');
    expect((await ana.api.account.sessions()).map(({ current }) => current)).to.deep.equal([true]);
  });

  it('are nobody else’s to end', async () => {
    const [ana, ben] = [client(), client()];
    await ana.signUp(someone());
    await ben.signUp(someone());
    const [hers] = await ana.api.account.sessions();
    expect(await ben.api.account.endSession({ sessionId: hers!.sessionId })).to.deep.equal({ ended: 0 });
    for (const sessionId of ['nope', '000000000000000000000000'])
      expect(await ben.api.account.endSession({ sessionId })).to.deep.equal({ ended: 0 });
    expect(await codeOf(client().api.account.sessions())).to.equal('UNAUTHENTICATED');
    await ana.api.me();
  });
});
