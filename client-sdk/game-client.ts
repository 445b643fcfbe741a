/** Where a game starts: sign in, ask the REST API, start or join journeys. */
import { errorFromResponse } from './error-from-answer.ts';
import type { JourneySession } from './journey-session.ts';
import { GameError } from './protocol/errors.ts';
import { DELETION_CONFIRMED } from './protocol/rest-contract.ts';
import type { Me } from './protocol/rest-contract.ts';
import { reach } from './reach.ts';
import { bearerHeader, createRestApi } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import { TokenStore } from './token-store.ts';
import type { TokenStorage } from './token-store.ts';
import type { WalletWatch } from './watch-wallet.ts';
import type { WorldWatch } from './watch-world.ts';

export interface GameClientOptions {
  /** The server's address, such as `https://play.example.com`; a path is kept. */
  readonly url: string;
  /** A sign-in that you already have, for instance from the account pages. It wins over what `storage` kept. */
  readonly token?: string;
  /** Keeps the sign-in between visits, for instance `localStorage`. Without it the sign-in lasts as long as this object. */
  readonly storage?: TokenStorage;
}

/** How the player appears in a journey. */
export interface Character {
  /** What the others and the AI call you: one line, 1 to 40 characters. */
  readonly name: string;
  /** One line about who you play, at most 200 characters; the AI reads it. */
  readonly about?: string;
}

/**
 * One player's way into one server. Everything it asks may fail with a `GameError` (the server said no; see `ERRORS`) or a
 * `ConnectionLost` (the server said nothing). Whatever needs a socket is loaded when it is first asked for, so that pages which only
 * use the REST API stay small.
 */
export class GameClient {
  /** The REST API, typed: `await game.api.worlds.list({})`. Amounts are microcredits: 1 credit = 1,000,000. */
  readonly api: RestApi;
  readonly #url: string;
  readonly #tokens: TokenStore;

  constructor({ url, token, storage }: GameClientOptions) {
    this.#url = url.replace(/\/+$/, '');
    this.#tokens = new TokenStore({ url: this.#url, token, storage });
    this.api = createRestApi(this.#url, () => this.#tokens.token);
  }

  /** The bearer token of the sign-in; null when signed out. It is a secret. */
  get token(): string | null {
    return this.#tokens.token;
  }

  /**
   * Plays without an account: keeps the sign-in this client has while it is good, else makes a new guest with a wallet of
   * their own. Answers who you are. Fails with `RATE_LIMITED` when too many guests came from this address.
   */
  async signInAsGuest(): Promise<Me> {
    if (this.token !== null) {
      const me = await this.#meIfSignedIn();
      if (me) return me;
      this.#tokens.keep(null);
    }
    const answer = await this.#post('/auth/sign-in/anonymous');
    const { token } = (await answer.json()) as { token?: string };
    const fresh = answer.headers.get('set-auth-token') ?? token;
    if (!fresh) throw new GameError('INTERNAL', { missing: 'token' });
    this.#tokens.keep(fresh);
    return this.api.me();
  }

  /** Ends the sign-in here and on the server, which closes its journeys. It is forgotten here even when the server is away. */
  async signOut(): Promise<void> {
    if (this.token === null) return;
    const headers = bearerHeader(this.token);
    this.#tokens.keep(null);
    await this.#post('/auth/sign-out', headers);
  }

  /**
   * Deletes the player and what is theirs, for good, and forgets the sign-in; `api.account.deletion()` says beforehand what is lost. Fails
   * with `TURNS_RUNNING` and `PAYMENT_PENDING`. If it fails midway, ask again: until it is done, the sign-in is kept.
   */
  async deleteAccount(): Promise<void> {
    await this.api.account.delete({ confirm: DELETION_CONFIRMED });
    this.#tokens.keep(null);
  }

  /** Starts a journey of your own in a world and joins it. Fails with `WORLD_NOT_FOUND`. Resolves when it is live. */
  async startJourney({ worldId, ...character }: Character & { readonly worldId: string }): Promise<JourneySession> {
    const { journeyId } = await this.api.journeys.create({ worldId, ...character });
    return this.joinJourney(journeyId);
  }

  /**
   * Joins a journey. With a name it first becomes a member (with the invite the first time; later to change name or line),
   * without one it just comes back. Fails with `JOURNEY_NOT_FOUND` (also for a wrong invite), `JOURNEY_FULL`,
   * `TOO_MANY_CONNECTIONS`. Resolves when the journey is live, its `state` filled.
   */
  async joinJourney(
    journeyId: string,
    { invite, name, about }: Partial<Character> & { readonly invite?: string } = {},
  ): Promise<JourneySession> {
    const [{ JourneySession }, { playerId }] = await Promise.all([
      import('./journey-session.ts'),
      this.api.me(),
      name === undefined ? null : this.api.journeys.join({ journeyId, invite, name, about }),
    ]);
    return JourneySession.open({ url: this.#url, api: this.api.journeys, journeyId, playerId });
  }

  /** Your wallet, live: balance, free turns and newest entries follow whatever moves them. Resolves with the wallet there. */
  async watchWallet(): Promise<WalletWatch> {
    const { WalletWatch } = await import('./watch-wallet.ts');
    return WalletWatch.open({ url: this.#url, takeSeat: () => this.api.wallet.seat() });
  }

  /**
   * A world of yours, live: players and journeys now, and turns, credits and earnings by the minute and AI model. Fails with
   * `WORLD_NOT_FOUND`, and with `FORBIDDEN` when it is not yours. Resolves with the figures there.
   */
  async watchWorld(worldId: string): Promise<WorldWatch> {
    const { WorldWatch } = await import('./watch-world.ts');
    return WorldWatch.open({ url: this.#url, takeSeat: () => this.api.creator.worldSeat({ worldId }) });
  }

  async #meIfSignedIn(): Promise<Me | null> {
    try {
      return await this.api.me();
    } catch (failure) {
      if (failure instanceof GameError && failure.code === 'UNAUTHENTICATED') return null;
      throw failure;
    }
  }

  async #post(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const url = `${this.#url}${path}`;
    // No cookies: they would sign this client in as whoever else uses the page.
    const init: RequestInit = { method: 'POST', body: '{}', credentials: 'omit' };
    const answer = await reach(new Request(url, { ...init, headers: { 'content-type': 'application/json', ...headers } }));
    if (!answer.ok) throw errorFromResponse(answer.status, await bodyOf(answer));
    return answer;
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}
