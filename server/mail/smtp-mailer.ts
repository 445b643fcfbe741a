/** Mail by SMTP: each one tried a few times, since a reset link that never comes is a player who never comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { Log } from '#core/turns/game.ts';
import type { Mail, Mailer } from './mailer.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://…:465`. */
  readonly url: string;
  /** `Imagina <no-reply@play.example.com>`. */
  readonly from: string;
}

const TRIES_MAX = 3;
const PAUSE_MS = 2_000;
const ANSWER_MS_MAX = 10_000;

export function createSmtpMailer({ url, from }: SmtpOptions, log: Log, pauseMs = PAUSE_MS): Mailer {
  const transport = createTransport(withTimeouts(url));
  const underway = new Set<Promise<void>>();

  async function deliver(mail: Mail): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await transport.sendMail({ ...mail, from });
        return;
      } catch (failure) {
        // Without the mail itself: its link is a key to the account.
        log.error({ failure, tries }, 'a mail could not be sent');
        if (tries === TRIES_MAX) return;
        await sleep(pauseMs * tries);
      }
    }
  }

  return {
    send(mail) {
      const delivery = deliver(mail).finally(() => underway.delete(delivery));
      underway.add(delivery);
    },
    async stop() {
      await Promise.race([Promise.all(underway), sleep(ANSWER_MS_MAX, undefined, { ref: false })]);
      transport.close();
    },
  };
}

/** Those that the operator did not set in the URL; nodemailer's own are minutes long. */
function withTimeouts(url: string): string {
  const full = new URL(url);
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
    if (!full.searchParams.has(name)) full.searchParams.set(name, String(ANSWER_MS_MAX));
  return full.href;
}
