/** Mail by a real SMTP server, by the log, and not at all. */
import { expect } from 'chai';
import { GameClient } from '#sdk/index.ts';
import { resetMail } from '#server/mail/mail-texts.ts';
import { createMailer } from '#server/mail/create-mailer.ts';
import { createSmtpMailer } from '#server/mail/smtp-mailer.ts';
import { codeOf } from '../../models/code-of.ts';
import { until } from '../../support/players.ts';
import { startSmtpServer, tokenIn } from '../../support/smtp-server.ts';
import type { SmtpServer } from '../../support/smtp-server.ts';
import { startTestServer } from '../../support/test-server.ts';
import { PASSWORD } from '../auth/password.ts';

const MAIL = resetMail({ email: 'ana@example.com', name: '<b>Ana</b>', link: 'https://play.example/reset-password?token=abc' });

describe('mail', () => {
  let smtp: SmtpServer;
  const lines: { level: string; fields: object; message: string }[] = [];
  const note = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  before(async () => {
    smtp = await startSmtpServer();
  });
  after(() => smtp.stop());
  beforeEach(() => {
    smtp.mails.splice(0);
    lines.splice(0);
  });

  it('goes out by SMTP, as text and as HTML in which a name is only a name', async () => {
    const mailer = createSmtpMailer({ url: smtp.url, from: 'Imagina <no-reply@play.example>' }, log);
    mailer.send(MAIL);
    await mailer.stop();
    const [mail] = smtp.mails;
    expect(mail).to.include({ from: 'no-reply@play.example', to: 'ana@example.com' });
    expect(mail!.source)
      .to.include('From: Imagina <no-reply@play.example>')
      .and.to.include('Subject: Imagina: set a new password');
    expect(tokenIn(mail!)).to.equal('abc');
    expect(MAIL.html).to.not.include('<b>Ana');
    expect(lines).to.deep.equal([]);
  });

  it('is tried again, and given up without its link in the log', async () => {
    const mailer = createSmtpMailer({ url: smtp.url, from: 'no-reply@play.example' }, log, 1);
    smtp.refuse(2);
    mailer.send(MAIL);
    await until(() => smtp.mails.length === 1, 'the mail');
    expect(lines.map(({ level }) => level)).to.deep.equal(['error', 'error']);
    smtp.refuse(3);
    mailer.send(MAIL);
    await until(() => lines.length === 5, 'the third fault');
    await mailer.stop();
    expect(smtp.mails).to.have.length(1);
    expect(
      JSON.stringify(lines.map(({ fields, message }) => [String((fields as { failure: unknown }).failure), message])),
    ).to.not.include('abc');
  });

  it('is printed with its link in development', () => {
    createMailer({ mail: undefined, production: false }, log)!.send(MAIL);
    expect(lines).to.have.length(1);
    expect(lines[0]!.message).to.include('only printed here').and.to.include('https://play.example/reset-password?token=abc');
  });

  it('is off in production until there is an SMTP server, which the log and the API say', async () => {
    expect(createMailer({ mail: undefined, production: true }, log)).to.equal(null);
    expect(lines.map(({ level }) => level)).to.deep.equal(['warn']);
    const server = await startTestServer({ environment: { NODE_ENV: 'production', AUTH_SECRET: 'x1'.repeat(20) } });
    try {
      const ana = new GameClient({ url: server.url });
      expect(await ana.api.signInOptions()).to.deep.equal({ providers: [], mail: false });
      await ana.signUp({ name: 'Ana', email: 'ana@example.com', password: PASSWORD });
      expect(await codeOf(ana.requestPasswordReset('ana@example.com'))).to.equal('MAIL_OFF');
      expect(await codeOf(ana.resendVerification())).to.equal('MAIL_OFF');
    } finally {
      await server.stop();
    }
  });
});
