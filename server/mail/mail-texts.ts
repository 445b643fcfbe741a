/** The mails about an account: what they say, as plain text and as simple HTML. */
import type { Mail } from './mailer.ts';

interface Addressee {
  readonly email: string;
  readonly name: string;
  readonly link: string;
}

export function resetMail({ email, name, link }: Addressee): Mail {
  return mail(email, 'set a new password', link, [
    `Hello ${name},`,
    'somebody, hopefully you, asked for a new password for your account at Imagina. Choose one here within the hour:',
    'You are then signed out everywhere. If it was not you, do nothing: your password stays as it is.',
  ]);
}

export function verificationMail({ email, name, link }: Addressee): Mail {
  return mail(email, 'confirm your e-mail address', link, [
    `Hello ${name},`,
    'welcome to Imagina. Confirm that this is your e-mail address, within a day:',
    'You can play meanwhile. If you have no account at Imagina, somebody mistyped their address: do nothing.',
  ]);
}

function mail(to: string, subject: string, link: string, [hello, before, after]: readonly [string, string, string]): Mail {
  const text = [hello, before, link, after].join('\n\n');
  const anchor = `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`;
  const paragraphs = [escapeHtml(hello), escapeHtml(before), anchor, escapeHtml(after)];
  const html = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return {
    to,
    subject: `Imagina: ${subject}`,
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="en"><body>\n${html}\n</body></html>\n`,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
