/** Keeps the sign-in, so that a page that is loaded again is still signed in. */

/** `localStorage` and `sessionStorage` fit. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export class TokenStore {
  readonly #storage: TokenStorage | undefined;
  readonly #key: string;
  #token: string | null;

  constructor({ url, token, storage }: { url: string; token?: string | undefined; storage?: TokenStorage | undefined }) {
    this.#storage = storage;
    this.#key = `imagina-token ${url}`;
    this.#token = storage?.getItem(this.#key) || null; // '' is what stays after signing out
    if (token !== undefined) this.keep(token);
  }

  get token(): string | null {
    return this.#token;
  }

  keep(token: string | null): void {
    this.#token = token;
    this.#storage?.setItem(this.#key, token ?? '');
  }
}
