/**
 * The way back from a provider: a code in the address of a page, worth a sign-in once, within two minutes, and only to the client that
 * set out. It has the key, which never leaves it; a code that leaks, or that somebody slips to another player, opens nothing.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { GameError } from '#protocol/errors.ts';
import type { BetterAuth } from './better-auth.ts';

export interface SignInCodes {
  /** What a client keeps, and what is kept of it on the way. */
  newKey(): { readonly key: string; readonly lock: string };
  issue(signIn: { readonly token: string; readonly lock: string }): Promise<string>;
  /** Answers the token. Throws LINK_EXPIRED; a code that was tried with a wrong key is spent too. */
  redeem(code: string, key: string): Promise<string>;
}

const CODE_MS = 120_000;

export function createSignInCodes(auth: Pick<BetterAuth, '$context'>): SignInCodes {
  return {
    newKey() {
      const key = randomCode();
      return { key, lock: hashOf(key) };
    },
    async issue(signIn) {
      const { internalAdapter } = await auth.$context;
      const code = randomCode();
      const expiresAt = new Date(Date.now() + CODE_MS);
      await internalAdapter.createVerificationValue({ identifier: identifierOf(code), value: JSON.stringify(signIn), expiresAt });
      return code;
    },
    async redeem(code, key) {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.consumeVerificationValue(identifierOf(code));
      if (!found) throw new GameError('LINK_EXPIRED');
      const { lock, token } = JSON.parse(found.value) as { lock: string; token: string };
      if (!isSame(lock, hashOf(key))) throw new GameError('LINK_EXPIRED');
      return token;
    },
  };
}

function identifierOf(code: string): string {
  return `sign-in-code:${code}`;
}

function randomCode(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
