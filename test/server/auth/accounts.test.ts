/** Accounts by e-mail, from the SDK over a real server to a real mail server. */
import { expect } from 'chai';
import { GameClient } from '#sdk/index.ts';
import { credits } from '#core/money/microcredits.ts';
import { audit } from '#models/audit/audit.ts';
import type { SignInRecord } from '#server/auth/sign-in-records.ts';
import type { RunningServer } from '#server/start-server.ts';
import { signIn, until } from '../../support/players.ts';
import { startSmtpServer, tokenIn } from '../../support/smtp-server.ts';
import type { CaughtMail, SmtpServer } from '../../support/smtp-server.ts';
import { dropTestDatabase, testMongoUri } from '../../support/test-mongo.ts';
import { startTestServer } from '../../support/test-server.ts';
import { codeOf } from '../../models/code-of.ts';
import { expectNowhere } from '../../support/words-kept.ts';
import { PASSWORD } from './password.ts';

describe('accounts', () => {
  let server: RunningServer;
  let smtp: SmtpServer;
  let mongodbUri: string;

  before(async () => {
    mongodbUri = await testMongoUri();
    smtp = await startSmtpServer();
    server = await startTestServer({
      mongodbUri,
      environment: { SMTP_URL: smtp.url, MAIL_FROM: 'Imagina <no-reply@play.example>', SIGN_IN_TRIES_PER_ADDRESS: '1000' },
    });
  });
  after(async () => {
    await server.stop();
    await smtp.stop();
    await dropTestDatabase(mongodbUri);
  });
  beforeEach(() => smtp.mails.splice(0));
  // Links may be sent five times in ten minutes from here.
  beforeEach(() => server.database.db.collection('rateLimit').deleteMany({}));

  const client = () => new GameClient({ url: server.url });
  let people = 0;
  const someone = () => ({ name: 'Ana', email: `ana-${++people}@example.com`, password: PASSWORD });
  async function mailTo(email: string, count = 1): Promise<CaughtMail> {
    const theirs = () => smtp.mails.filter(({ to }) => to === email);
    await until(() => theirs().length >= count, `mail ${count} to ${email}`);
    return theirs()[count - 1]!;
  }

  async function exportOf({ token }: GameClient): Promise<SignInRecord> {
    const answer = await fetch(`${server.url}/api/me/export`, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { signIn: SignInRecord }).signIn;
  }

  it('are made with a name, an e-mail and a password, and begin with the welcome credits', async () => {
    const ana = client();
    const account = someone();
    const { me, guest } = await ana.signUp({ ...account, email: `  ${account.email.toUpperCase()} ` });
    expect(guest).to.equal('none');
    expect(me).to.include({ kind: 'account', name: 'Ana', email: account.email, emailVerified: false });
    expect(me.providers).to.deep.equal(['password']);
    expect(me.wallet.pockets.grant).to.equal(Number(credits(200)));
    expect(me.wallet.freeTurnsLeft).to.equal(10);

    const elsewhere = client();
    expect((await elsewhere.signIn(account)).me.playerId).to.equal(me.playerId);
    await ana.signOut();
    expect(ana.token).to.equal(null);
    expect((await elsewhere.api.me()).playerId).to.equal(me.playerId);
    const { faults } = await audit(server.database, server.game.prices);
    expect(faults).to.deep.equal([]);
  });

  it('are verified by a link, while play goes on', async () => {
    const ana = client();
    const account = someone();
    await ana.signUp(account);
    const mail = await mailTo(account.email);
    expect(mail.from).to.equal('no-reply@play.example');
    expect(mail.source)
      .to.match(/text\/plain/)
      .and.to.match(/text\/html/);
    const token = tokenIn(mail);
    await client().verifyEmail(token);
    expect((await ana.api.me()).emailVerified).to.equal(true);
    await client().verifyEmail(token); // a second click does no harm
    expect(await codeOf(client().verifyEmail(`${token}x`))).to.equal('LINK_EXPIRED');
    expect(await codeOf(client().verifyEmail('x'))).to.equal('LINK_EXPIRED');
    await ana.resendVerification();
    expect(smtp.mails, 'none is sent to who is verified').to.have.length(1);
  });

  it('have the verification sent again, a few times', async () => {
    const ana = client();
    const account = someone();
    await ana.signUp(account);
    await ana.resendVerification();
    await client().verifyEmail(tokenIn(await mailTo(account.email, 2)));
    expect((await ana.api.me()).emailVerified).to.equal(true);
    const { client: guest } = await signIn(server);
    expect(await codeOf(guest.resendVerification())).to.equal('FORBIDDEN');
    const ben = client();
    await ben.signUp(someone());
    for (let count = 0; count < 4; count++) await ben.resendVerification();
    expect(await codeOf(ben.resendVerification())).to.equal('RATE_LIMITED');
  });

  it('get a new password by mail, once per link, which signs out everywhere', async () => {
    const account = someone();
    const ana = client();
    await ana.signUp(account);
    await client().requestPasswordReset(account.email);
    const token = tokenIn(await mailTo(account.email, 2));
    expect(await codeOf(client().resetPassword({ token, password: 'short' }))).to.equal('PASSWORD_WEAK');
    const password = 'nine coals to the north';
    await client().resetPassword({ token, password });
    expect(await codeOf(client().resetPassword({ token, password }))).to.equal('LINK_EXPIRED');
    expect(await codeOf(ana.api.me())).to.equal('UNAUTHENTICATED');
    expect(await codeOf(client().signIn(account))).to.equal('CREDENTIALS_WRONG');
    const { me } = await client().signIn({ ...account, password });
    expect(me.emailVerified, 'the mail was theirs').to.equal(true);
  });

  it('are told to nobody who asks for a link, and their mailbox is not filled', async () => {
    const account = someone();
    await client().signUp(account);
    const ask = async (email: string) => {
      const body = JSON.stringify({ email });
      const answer = await fetch(`${server.url}/auth/request-password-reset`, { method: 'POST', body });
      return [answer.status, await answer.text()];
    };
    expect(await ask(account.email)).to.deep.equal(await ask('nobody@example.com'));
    await mailTo(account.email, 2);
    for (let count = 0; count < 4; count++) await ask(account.email);
    await mailTo(account.email, 4);
    expect(
      smtp.mails.map(({ to }) => to),
      'welcome and three links',
    ).to.deep.equal(Array(4).fill(account.email));
    const user = await server.database.db.collection('user').findOne({ name: 'Guest' });
    if (user) await ask(String(user['email']));
    expect(smtp.mails.filter(({ to }) => to.endsWith('guest.invalid'))).to.deep.equal([]);
  });

  it('change their password, which signs out the others and not the one who asks', async () => {
    const account = someone();
    const [ana, elsewhere] = [client(), client()];
    await ana.signUp(account);
    await elsewhere.signIn(account);
    const changes: (string | null)[] = [];
    ana.onSignInChanged(() => changes.push(ana.token));
    expect(await codeOf(ana.changePassword({ current: 'wrong password', next: 'nine coals to the north' }))).to.equal(
      'CREDENTIALS_WRONG',
    );
    expect(await codeOf(ana.changePassword({ current: PASSWORD, next: '1234567890' }))).to.equal('PASSWORD_WEAK');
    await ana.changePassword({ current: PASSWORD, next: 'nine coals to the north' });
    expect(changes).to.deep.equal([ana.token]);
    expect((await ana.api.me()).email).to.equal(account.email);
    expect(await codeOf(elsewhere.api.me())).to.equal('UNAUTHENTICATED');
    const { client: guest } = await signIn(server);
    expect(await codeOf(guest.changePassword({ current: PASSWORD, next: 'nine coals to the north' }))).to.equal(
      'CREDENTIALS_WRONG',
    );
  });

  it('refuse what is wrong with words of the catalogue, and answer alike for a wrong e-mail and a wrong password', async () => {
    const account = someone();
    await client().signUp(account);
    const other = { ...account, password: 'another fine password' };
    expect(await codeOf(client().signUp(other))).to.equal('EMAIL_TAKEN');
    expect(await codeOf(client().signIn(other))).to.equal('CREDENTIALS_WRONG');
    expect(await codeOf(client().signIn({ ...other, email: 'nobody@example.com' }))).to.equal('CREDENTIALS_WRONG');
    for (const password of ['short', 'password12345', account.email, 'aaaaaaaaaaaa'])
      expect(await codeOf(client().signUp({ ...someone(), email: account.email, password })), password).to.equal('PASSWORD_WEAK');
    for (const email of ['ana', 'ana@', '', `${'a'.repeat(250)}@example.com`])
      expect(await codeOf(client().signUp({ ...account, email })), email).to.equal('BAD_INPUT');
    for (const name of ['', '   ', 'A\nB', 'x'.repeat(41)])
      expect(await codeOf(client().signUp({ ...someone(), name })), name).to.equal('BAD_INPUT');
    for (const body of ['', 'null', '[]', '{"email":{"$ne":1},"password":{"$ne":1}}', '{"email":', '"x"']) {
      const answer = await fetch(`${server.url}/auth/sign-in/email`, { method: 'POST', body });
      expect([answer.status, ((await answer.json()) as { code: string }).code], body).to.deep.equal([400, 'BAD_INPUT']);
    }
  });

  it('answer to signing up again, should the first answer have been lost', async () => {
    const account = someone();
    const { me } = await client().signUp(account);
    const again = await client().signUp(account);
    expect(again.me.playerId).to.equal(me.playerId);
  });

  it('are one, when two sign up with one e-mail at once', async () => {
    const account = someone();
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => client().signUp(account)));
    const ids = new Set(all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.me.playerId] : [])));
    expect(ids.size, JSON.stringify(all.map((one) => (one.status === 'rejected' ? String(one.reason) : 'ok')))).to.equal(1);
    const other = await Promise.allSettled(
      ['a', 'b', 'c'].map((letter) =>
        client().signUp({ ...account, email: `x${account.email}`, password: `${letter} ${PASSWORD}` }),
      ),
    );
    expect(other.map((one) => (one.status === 'fulfilled' ? 'in' : (one.reason as { code: string }).code)).sort()).to.deep.equal([
      'EMAIL_TAKEN',
      'EMAIL_TAKEN',
      'in',
    ]);
  });

  it('let an address try only so often', async () => {
    const few = await startTestServer({ mongodbUri, environment: { SIGN_IN_TRIES_PER_ADDRESS: '3' } });
    try {
      const ana = new GameClient({ url: few.url });
      const codes = [];
      for (let count = 0; count < 5; count++)
        codes.push(await codeOf(ana.signIn({ email: 'a@example.com', password: PASSWORD })));
      expect(codes).to.deep.equal([
        'CREDENTIALS_WRONG',
        'CREDENTIALS_WRONG',
        'CREDENTIALS_WRONG',
        'RATE_LIMITED',
        'RATE_LIMITED',
      ]);
      const failure = await ana.signIn({ email: 'a@example.com', password: PASSWORD }).catch((reason: unknown) => reason);
      expect((failure as { data: { retryAfterSeconds: number } }).data.retryAfterSeconds).to.be.within(1, 600);
    } finally {
      await few.stop();
    }
  });

  it('offer no route of better-auth but those that are meant', async () => {
    const { client: guest } = await signIn(server);
    const headers = { authorization: `Bearer ${guest.token}` };
    const paths = [
      'list-sessions',
      'revoke-session',
      'update-user',
      'delete-user',
      'change-email',
      'list-accounts',
      'link-social',
    ];
    for (const path of [...paths, 'get-access-token', 'delete-anonymous-user', 'error', 'ok', 'reset-password/x']) {
      const [got, posted] = [
        await fetch(`${server.url}/auth/${path}`, { headers }),
        await fetch(`${server.url}/auth/${path}`, { method: 'POST', headers, body: '{}' }),
      ];
      expect([path, got.status, posted.status]).to.deep.equal([path, 404, 404]);
    }
  });

  it('[DR1] leave no word behind, no link under way and no guest that they were', async () => {
    const { client: ana } = await signIn(server);
    const account = { ...someone(), name: 'Zanzibel' };
    await ana.signUp(account);
    await client().requestPasswordReset(account.email);
    await mailTo(account.email, 2);
    const { userId, guestUserId } = (await server.database.players.findOne({ name: 'Zanzibel' }))!;
    const kept = await exportOf(ana);
    expect(kept).to.deep.include({ name: 'Zanzibel', email: account.email, emailVerified: false });
    expect(kept.providers.map(({ provider }) => provider)).to.deep.equal(['password']);
    expect(kept.sessions).to.have.length(1);
    expect(kept.sessions[0]).to.include({ address: '127.0.0.1', userAgent: 'node' });
    await ana.deleteAccount();
    await expectNowhere(server.database.db, ['Zanzibel', account.email]);
    for (const collection of ['user', 'session', 'account', 'verification']) {
      const texts = JSON.stringify(await server.database.db.collection(collection).find().toArray());
      for (const id of [userId!, guestUserId!]) expect(texts, collection).to.not.include(id);
    }
    expect(await codeOf(client().signIn(account))).to.equal('CREDENTIALS_WRONG');
    expect((await client().signUp(account)).me.kind, 'the address is free again').to.equal('account');
  });

  it('change their name', async () => {
    const ana = client();
    await ana.signUp(someone());
    expect(await ana.api.account.rename({ name: ' Anastasia ' })).to.deep.equal({ name: 'Anastasia' });
    expect((await ana.api.me()).name).to.equal('Anastasia');
    expect(await codeOf(ana.api.account.rename({ name: '' }))).to.equal('BAD_INPUT');
  });
});
