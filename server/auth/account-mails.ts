/** Sends the mails about an account, each with a link to the page that takes it from there. */
import { resetMail, verificationMail } from '../mail/mail-texts.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { SignInUser } from './link-guest.ts';

type Addressee = SignInUser & { readonly email: string };

export interface AccountMails {
  reset(user: Addressee, token: string): Promise<void>;
  verify(user: Addressee, token: string): Promise<void>;
}

export interface AccountMailParts {
  readonly mailer: Mailer;
  readonly pageUrl: PageUrl;
  /** How many links to a new password a user has that still work, the one that is to be sent too. */
  readonly resetsOpen: (userId: string) => Promise<number>;
}

/** The address of a page of the web app. */
export type PageUrl = (path: string, query: Readonly<Record<string, string>>) => string;

/** Nobody's mailbox is to be filled by somebody who knows the address. */
const RESETS_OPEN_MAX = 3;

export function createAccountMails({ mailer, pageUrl, resetsOpen }: AccountMailParts): AccountMails {
  return {
    async reset({ id, isAnonymous, email, name }, token) {
      if (isAnonymous || (await resetsOpen(id)) > RESETS_OPEN_MAX) return;
      mailer.send(resetMail({ email, name, link: pageUrl('/reset-password', { token }) }));
    },
    verify({ email, name }, token) {
      mailer.send(verificationMail({ email, name, link: pageUrl('/verify-email', { token }) }));
      return Promise.resolve();
    },
  };
}
