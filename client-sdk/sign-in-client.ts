/** Who plays: guests, accounts by e-mail or provider, and everything about their sign-in. `GameClient` adds what they play. */
import { errorFromResponse } from './error-from-answer.ts';
import { GameError } from './protocol/errors.ts';
import type { ErrorCode } from './protocol/errors.ts';
import { DELETION_CONFIRMED } from './protocol/constants.ts';
import type { Me } from './protocol/rest-contract.ts';
import type { GuestOutcome } from './protocol/values.ts';
import { reach } from './reach.ts';
import { bearerHeader, createRestApi } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import { TokenStore } from './token-store.ts';
import type { TokenStorage } from './token-store.ts';

export interface GameClientOptions {
  /** The server's address, such as `https://play.example.com`; a path is kept. */
  readonly url: string;
  /** A sign-in that you already have, for instance from the account pages. It wins over what `storage` kept. */
  readonly token?: string;
  /** Keeps the sign-in between visits, for instance `localStorage`. Without it the sign-in lasts as long as this object. */
  readonly storage?: TokenStorage;
}

/** How signing up or in went. */
export interface SignInResult {
  readonly me: Me;
  /**
   * What became of the guest who played here before. `adopted`: the same player, with everything, now has an account. `merged`: the account was
   * there before, and got the guest's credits, purchases and journeys; say so. `none`: there was no guest, or they were left behind.
   */
  readonly guest: GuestOutcome;
}

/** Whether what the guest here has comes along; true unless told. Without, nobody can be that guest any more. */
interface GuestChoice {
  readonly bringGuest?: boolean;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface NewAccount extends Credentials {
  /** One line, 1 to 40 characters. */
  readonly name: string;
}

export abstract class SignInClient {
  /** The REST API, typed: `await game.api.worlds.list({})`. Amounts are microcredits: 1 credit = 1,000,000. */
  readonly api: RestApi;
  protected readonly url: string;
  protected readonly tokens: TokenStore;

  constructor({ url, token, storage }: GameClientOptions) {
    this.url = url.replace(/\/+$/, '');
    this.tokens = new TokenStore({ url: this.url, token, storage });
    this.api = createRestApi(this.url, () => this.tokens.steady());
  }

  /** The bearer token of the sign-in; null when signed out. It is a secret. */
  get token(): string | null {
    return this.tokens.token;
  }

  /**
   * Listens to the sign-in and answers a function that stops: called whenever `token` has changed, by this client or in another window
   * that shares its `localStorage`. Ask `api.me()` who it is now.
   */
  onSignInChanged(listener: () => void): () => void {
    return this.tokens.onChange(listener);
  }

  /**
   * Plays without an account: keeps the sign-in this client has while it is good, else makes a new guest with a wallet of
   * their own. Answers who you are. Fails with `RATE_LIMITED` when too many guests came from this address.
   */
  async signInAsGuest(): Promise<Me> {
    if (this.token !== null) {
      const me = await this.#meIfSignedIn();
      if (me) return me;
      this.tokens.keep(null);
    }
    return (await this.#signIn('/auth/sign-in/anonymous', {}, false)).me;
  }

  /**
   * Makes an account and signs in to it. A guest who plays here keeps everything and gets the welcome credits; open journeys go on. If there is an account
   * with this e-mail and password already, signs in to that one. Fails with `EMAIL_TAKEN`, `PASSWORD_WEAK`, `BAD_INPUT`.
   */
  async signUp({ bringGuest = true, ...account }: NewAccount & GuestChoice): Promise<SignInResult> {
    try {
      return await this.#signIn('/auth/sign-up/email', account, bringGuest);
    } catch (failure) {
      if (!isCode(failure, 'EMAIL_TAKEN')) throw failure;
      // Perhaps they signed up a moment ago, and the answer was lost.
      const { email, password } = account;
      return this.signIn({ email, password, bringGuest }).catch((other: unknown) => {
        throw isCode(other, 'CREDENTIALS_WRONG') ? failure : other;
      });
    }
  }

  /** Signs in to an account. What a guest who plays here has goes to it, unless `bringGuest` is false. Fails with `CREDENTIALS_WRONG`. */
  async signIn({ bringGuest = true, ...credentials }: Credentials & GuestChoice): Promise<SignInResult> {
    return this.#signIn('/auth/sign-in/email', credentials, bringGuest);
  }

  /**
   * The address of a provider's page (`google`, `github`, `discord`, as far as `api.signInOptions()` has them): go there in this window. The player
   * comes back to the page `/signed-in`, with `code` or `error` and `returnTo` in its query: hand the code to `finishSignIn`. `returnTo` is a path of the
   * site, to go on from there. Fails with `PROVIDER_NOT_FOUND`.
   */
  async signInUrl(provider: string, { returnTo = '/' }: { returnTo?: string } = {}): Promise<string> {
    const answer = await this.#post('/auth/sign-in/social', { provider, returnTo });
    const { url, key } = (await answer.json()) as { url: string; key: string };
    this.tokens.keepKey(key);
    return url;
  }

  /**
   * Takes the sign-in that a provider's page led to, with what the guest who plays here has. Fails with `LINK_EXPIRED` in any browser but the one that set
   * out, twice, or after two minutes.
   */
  async finishSignIn(code: string, { bringGuest = true }: GuestChoice = {}): Promise<SignInResult> {
    const key = this.tokens.takeKey();
    if (key === null) throw new GameError('LINK_EXPIRED');
    return this.#signIn('/auth/finish-sign-in', { code, key }, bringGuest);
  }

  /** Has a link to a new password sent, if there is an account with this e-mail: the answer is the same. Fails with `MAIL_OFF`. */
  async requestPasswordReset(email: string): Promise<void> {
    await this.#post('/auth/request-password-reset', { email });
  }

  /** Sets a new password by the `token` of the link, and signs out everywhere. Fails with `LINK_EXPIRED`, `PASSWORD_WEAK`. */
  async resetPassword({ token, password }: { readonly token: string; readonly password: string }): Promise<void> {
    await this.#post('/auth/reset-password', { token, newPassword: password });
  }

  /** Confirms an e-mail by the `token` of the link that was sent; signed in or not. Fails with `LINK_EXPIRED`. */
  async verifyEmail(token: string): Promise<void> {
    await this.#post('/auth/verify-email', { token });
  }

  /** Has that link sent once more. Fails with `MAIL_OFF`, and for guests with `FORBIDDEN`. */
  async resendVerification(): Promise<void> {
    await this.#post('/auth/send-verification-email', {}, this.token);
  }

  /** Also signs out everywhere else. Fails with `CREDENTIALS_WRONG`, `PASSWORD_WEAK`. */
  async changePassword({ current, next }: { readonly current: string; readonly next: string }): Promise<void> {
    const passwords = { currentPassword: current, newPassword: next };
    await this.tokens.change(
      async () => (await newSignIn(await this.#post('/auth/change-password', passwords, this.token))).token,
    );
  }

  /** Ends the sign-in here and on the server, which closes its journeys. It is forgotten here even when the server is away. */
  async signOut(): Promise<void> {
    const { token } = this;
    if (token === null) return;
    this.tokens.keep(null);
    await this.#post('/auth/sign-out', {}, token);
  }

  /**
   * Deletes the player and what is theirs, for good, and forgets the sign-in; `api.account.deletion()` says beforehand what is lost. Fails
   * with `TURNS_RUNNING` and `PAYMENT_PENDING`. If it fails midway, ask again: until it is done, the sign-in is kept.
   */
  async deleteAccount(): Promise<void> {
    await this.api.account.delete({ confirm: DELETION_CONFIRMED });
    this.tokens.keep(null);
  }

  async #signIn(path: string, body: object, bringGuest: boolean): Promise<SignInResult> {
    let guest: GuestOutcome = 'none';
    await this.tokens.change(async () => {
      const fresh = await newSignIn(await this.#post(path, body, bringGuest ? this.token : null));
      guest = fresh.guest;
      return fresh.token;
    });
    return { me: await this.api.me(), guest };
  }

  async #meIfSignedIn(): Promise<Me | null> {
    try {
      return await this.api.me();
    } catch (failure) {
      if (isCode(failure, 'UNAUTHENTICATED')) return null;
      throw failure;
    }
  }

  async #post(path: string, body: object, token: string | null = null): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...bearerHeader(token) };
    // No cookies: they would sign this client in as whoever else uses the page.
    const init: RequestInit = { method: 'POST', body: JSON.stringify(body), credentials: 'omit', headers };
    const answer = await reach(new Request(`${this.url}${path}`, init));
    if (!answer.ok) throw errorFromResponse(answer.status, await bodyOf(answer));
    return answer;
  }
}

async function newSignIn(answer: Response): Promise<{ token: string; guest: GuestOutcome }> {
  const { token, guest = 'none' } = (await answer.json()) as { token?: string; guest?: GuestOutcome };
  const fresh = answer.headers.get('set-auth-token') ?? token;
  if (!fresh) throw new GameError('INTERNAL', { missing: 'token' });
  return { token: fresh, guest };
}

function isCode(failure: unknown, code: ErrorCode): boolean {
  return failure instanceof GameError && failure.code === code;
}

async function bodyOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}
