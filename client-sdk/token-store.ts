/** Keeps the sign-in, so that a page that is loaded again is still signed in, and all windows of one browser are the same player. */

/** `localStorage` and `sessionStorage` fit. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export class TokenStore {
  readonly #storage: TokenStorage;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #changing: Promise<unknown> = Promise.resolve();

  constructor({ url, token, storage }: { url: string; token?: string | undefined; storage?: TokenStorage | undefined }) {
    this.#storage = storage ?? new MemoryStorage();
    this.#key = `imagina-token ${url}`;
    if (token !== undefined) this.keep(token);
    // Browsers tell of changes that another window made.
    if (typeof addEventListener === 'function')
      addEventListener('storage', ({ key, storageArea }) => {
        if (key === this.#key && storageArea === this.#storage) this.#tell();
      });
  }

  /** Read where it is kept: another window may have signed in since. */
  get token(): string | null {
    return this.#storage.getItem(this.#key) || null; // '' is what stays after signing out
  }

  keep(token: string | null): void {
    if (token === this.token) return;
    this.#storage.setItem(this.#key, token ?? '');
    this.#tell();
  }

  /** Keeps the token that a request brings; whoever asks for the steady token meanwhile waits for it. */
  async change(request: () => Promise<string | null>): Promise<void> {
    const changing = request().then((token) => this.keep(token));
    this.#changing = changing.catch(() => undefined);
    await changing;
  }

  async steady(): Promise<string | null> {
    await this.#changing;
    return this.token;
  }

  /** What leaves for a provider's page keeps, to be taken once when it comes back. */
  keepKey(key: string): void {
    this.#storage.setItem(`${this.#key} key`, key);
  }

  takeKey(): string | null {
    const key = this.#storage.getItem(`${this.#key} key`) || null;
    if (key !== null) this.keepKey('');
    return key;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

class MemoryStorage implements TokenStorage {
  readonly #kept = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }
}
