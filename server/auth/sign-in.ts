/** Sign-in by better-auth, and which of our players a request or socket belongs to. */
import type { IncomingHttpHeaders } from 'node:http';
import { GameError } from '#protocol/errors.ts';
import type { SignInOptions } from '#protocol/rest-contract.ts';
import type { GuestOutcome } from '#protocol/values.ts';
import type { Player } from '#core/players/player.ts';
import type { Log } from '#core/turns/game.ts';
import type { Database } from '#models/database.ts';
import type { PlayerStore } from '#models/player-store.ts';
import type { Config } from '../config.ts';
import type { Mailer } from '../mail/mailer.ts';
import { createAccountMails } from './account-mails.ts';
import type { PageUrl } from './account-mails.ts';
import { createBetterAuth } from './better-auth.ts';
import { createGuestLinking } from './link-guest.ts';
import type { GuestMerge, SignInUser } from './link-guest.ts';
import { createSignInCodes } from './sign-in-codes.ts';
import type { SignInCodes } from './sign-in-codes.ts';
import { createSignInRecords } from './sign-in-records.ts';
import type { SignInRecords } from './sign-in-records.ts';

export interface SignIn extends SignInRecords {
  /** Where better-auth believes to be. */
  readonly url: string;
  readonly options: SignInOptions;
  readonly pageUrl: PageUrl;
  readonly codes: SignInCodes;
  /** Answers a request to `/auth/*` in better-auth's words. */
  answer(request: Request): Promise<Response>;
  /** Throws UNAUTHENTICATED for a missing, forged, revoked or expired token, PLAYER_LEFT for who left, and WALLET_MERGED for a guest who linked, unless they may ask. */
  identify(headers: IncomingHttpHeaders, options?: { readonly evenIfLeft?: boolean }): Promise<SignedIn>;
  /** What the guest who asks has comes to the account of a token that a provider led to; those who sign in by e-mail bring theirs at once. */
  bringGuest(headers: IncomingHttpHeaders, token: string): Promise<GuestOutcome>;
  isSessionLive(sessionId: string): Promise<boolean>;
}

export interface SignedIn {
  readonly player: Player;
  readonly sessionId: string;
  readonly userId: string;
  /** null of guests. */
  readonly email: string | null;
  readonly emailVerified: boolean;
}

export interface SignInParts extends Pick<
  Config,
  'allowedOrigins' | 'guestsPerAddressPerHour' | 'signInTriesPerAddress' | 'providers'
> {
  readonly database: Database;
  readonly players: PlayerStore;
  readonly mergeGuest: (merge: GuestMerge) => Promise<unknown>;
  readonly secret: string;
  readonly url: string;
  readonly pageUrl: PageUrl;
  /** null: no mail is sent. */
  readonly mailer: Mailer | null;
  readonly clock: () => Date;
  readonly log: Log;
  /** Called after anybody's sign-in ended, here or from another device. */
  readonly onSignOut: () => void;
  /** Called after a guest's player or what they had came to an account. */
  readonly onLinked: (playerId: string) => Promise<void>;
}

const ENDS_SIGN_INS = /\/(sign-out|change-password|reset-password)$/;

export function createSignIn(parts: SignInParts): SignIn {
  const { mailer, pageUrl, players, url, onSignOut } = parts;
  const linking = createGuestLinking(parts);
  const mails = mailer && createAccountMails({ mailer, pageUrl, resetsOpen });
  const auth = createBetterAuth({ ...parts, mails, linkGuest, onEmailProven });
  const records = createSignInRecords(auth);

  async function resetsOpen(userId: string): Promise<number> {
    const { adapter } = await auth.$context;
    const open = [
      { field: 'value', value: userId },
      { field: 'expiresAt', operator: 'gt' as const, value: new Date() },
    ];
    return adapter.count({ model: 'verification', where: open });
  }

  async function sessionOf(authorization: string | null | undefined) {
    // The bearer token alone: a cookie would let foreign pages act for their visitors.
    return authorization ? auth.api.getSession({ headers: new Headers({ authorization }) }) : null;
  }

  async function bringGuest({ authorization }: IncomingHttpHeaders, token: string): Promise<GuestOutcome> {
    const guest = (await sessionOf(authorization))?.user;
    const account = (await sessionOf(`Bearer ${token}`))?.user;
    if (!guest?.isAnonymous || !account) return 'none';
    const { internalAdapter } = await auth.$context;
    const isNew = !account.guestUserId && (await players.findByUser(account.id)) === null;
    if (isNew) await internalAdapter.updateUser(account.id, { guestUserId: guest.id }); // for `playerOf`, should we die here
    return linkGuest(guest, isNew ? { ...account, guestUserId: guest.id } : account);
  }

  /** A guest whose things are an account's is nobody any more; rooms are told, and their players come back as the account. */
  async function linkGuest(guest: SignInUser, account: SignInUser): Promise<GuestOutcome> {
    const outcome = await linking.link(guest, account);
    if (outcome === 'none') return outcome;
    await records.erase(guest.id);
    onSignOut();
    return outcome;
  }

  async function onEmailProven(userId: string): Promise<void> {
    const { internalAdapter } = await auth.$context;
    await internalAdapter.updateUser(userId, { emailVerified: true });
  }

  async function identify(headers: IncomingHttpHeaders, { evenIfLeft = false } = {}): Promise<SignedIn> {
    const found = await sessionOf(headers.authorization);
    if (!found) throw new GameError('UNAUTHENTICATED');
    const { user, session } = found;
    const player = await linking.playerOf(user);
    if (player.leftAt !== null && !evenIfLeft) throw new GameError('PLAYER_LEFT');
    if (player.mergedInto !== null && !evenIfLeft) throw new GameError('WALLET_MERGED');
    const { isAnonymous, emailVerified } = user;
    return { player, sessionId: session.id, userId: user.id, email: isAnonymous ? null : user.email, emailVerified };
  }

  async function isSessionLive(sessionId: string): Promise<boolean> {
    const { adapter } = await auth.$context;
    const session = await adapter.findOne<{ expiresAt: Date }>({ model: 'session', where: [{ field: 'id', value: sessionId }] });
    return session !== null && session.expiresAt > new Date();
  }

  async function answer(request: Request): Promise<Response> {
    const answered = await auth.handler(request);
    if (answered.ok && ENDS_SIGN_INS.test(new URL(request.url).pathname)) onSignOut();
    return answered;
  }

  return {
    ...{ url, pageUrl, answer, identify, bringGuest, isSessionLive, codes: createSignInCodes(auth) },
    ...records,
    async endSessions(userId, which) {
      const ended = await records.endSessions(userId, which);
      if (ended > 0) onSignOut();
      return ended;
    },
    options: { providers: Object.keys(parts.providers), mail: mailer !== null },
  };
}
