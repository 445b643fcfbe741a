/** What sends the server's mails: an SMTP server of the operator's, or in development the log. */
import type { Log } from '#core/turns/game.ts';
import type { Config } from '../config.ts';
import type { Mailer } from './mailer.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

/** null: this server sends no mail, which the log says. */
export function createMailer({ mail, production }: Pick<Config, 'mail' | 'production'>, log: Log): Mailer | null {
  if (mail) return createSmtpMailer(mail, log);
  if (!production) return createLogMailer(log);
  log.warn({}, 'no mail: SMTP_URL is not set, so passwords cannot be set anew and e-mail addresses are not verified');
  return null;
}

function createLogMailer(log: Log): Mailer {
  return {
    send({ to, subject, text }) {
      log.info({ to, subject }, `a mail that is only printed here, as SMTP_URL is not set:\n${text}`);
    },
    stop: () => Promise.resolve(),
  };
}
