/** What a terminal player keeps between starts, in a file that only its user can read: `localStorage` for Node. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
// In a project of your own: from '@imagina/client-sdk'.
import type { TokenStorage } from '../index.ts';

export class KeptInFile implements TokenStorage {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  getItem(key: string): string | null {
    return this.#read()[key] ?? null;
  }

  setItem(key: string, value: string): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    writeFileSync(this.#path, JSON.stringify({ ...this.#read(), [key]: value }, null, 2), { mode: 0o600 });
  }

  /** Drops every entry of one server; the keys end with its address. */
  forget(url: string): void {
    for (const key of Object.keys(this.#read())) if (key.endsWith(` ${url}`)) this.setItem(key, '');
  }

  /** A file that is missing or damaged is an empty one: the player starts anew. */
  #read(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as Record<string, string>;
    } catch {
      return {};
    }
  }
}
