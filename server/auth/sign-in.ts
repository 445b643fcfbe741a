/** Sign-in by better-auth on our MongoDB, and which of our players a request or socket belongs to. */
import { betterAuth } from 'better-auth';
import type { Session } from 'better-auth';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { anonymous, bearer } from 'better-auth/plugins';
import type { IncomingHttpHeaders } from 'node:http';
import { GameError } from '#protocol/errors.ts';
import type { Player } from '#core/players/player.ts';
import type { Database } from '#models/database.ts';
import type { PlayerStore } from '#models/player-store.ts';

export interface SignIn {
  /** Where better-auth believes to be. */
  readonly url: string;
  /** Answers a request to `/auth/*` in better-auth's words. */
  answer(request: Request): Promise<Response>;
  /** Throws UNAUTHENTICATED for a missing, forged, revoked or expired token, PLAYER_LEFT for who left, and WALLET_MERGED for a guest who linked, unless they may ask. */
  identify(headers: IncomingHttpHeaders, options?: { readonly evenIfLeft?: boolean }): Promise<SignedIn>;
  isSessionLive(sessionId: string): Promise<boolean>;
  /** What better-auth keeps of a user, without secrets; null when there is none. */
  recordsOf(userId: string): Promise<SignInRecords | null>;
  /** Deletes a user with all sessions and ways to sign in. */
  erase(userId: string): Promise<void>;
}

export interface SignInRecords {
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly providers: readonly string[];
  readonly sessions: readonly Pick<Session, 'createdAt' | 'expiresAt' | 'ipAddress' | 'userAgent'>[];
}

export interface SignedIn {
  readonly player: Player;
  readonly sessionId: string;
  readonly userId: string;
}

export interface SignInOptions {
  readonly database: Database;
  readonly players: PlayerStore;
  readonly secret: string;
  readonly url: string;
  readonly allowedOrigins: readonly string[] | undefined;
  readonly guestsPerAddressPerHour: number;
  /** Called after anybody's sign-in ended, here or from another device. */
  readonly onSignOut: () => void;
}

/** Set by the HTTP layer from the connection, never by a client: what rate limits go by. */
export const ADDRESS_HEADER = 'x-imagina-address';
const HOUR_SECONDS = 3_600;
const SIGN_OUT = /\/(sign-out|revoke-[a-z-]+)$/;

export function createSignIn({ database, players, ...options }: SignInOptions): SignIn {
  const auth = betterAuth({
    appName: 'Imagina',
    baseURL: options.url,
    basePath: '/auth',
    secret: options.secret,
    database: mongodbAdapter(database.db, { client: database.client }),
    plugins: [bearer(), anonymous({ emailDomainName: 'guest.invalid', generateName: () => 'Guest' })],
    // Tokens travel as bearer, so a foreign page has no cookie to abuse; browsers still obey CORS.
    trustedOrigins: options.allowedOrigins ? [...options.allowedOrigins] : ['*'],
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: { '/sign-in/anonymous': { window: HOUR_SECONDS, max: options.guestsPerAddressPerHour } },
    },
    advanced: { ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });

  async function identify(headers: IncomingHttpHeaders, { evenIfLeft = false } = {}): Promise<SignedIn> {
    // The bearer token alone: a cookie would let foreign pages act for their visitors.
    const { authorization } = headers;
    if (authorization === undefined) throw new GameError('UNAUTHENTICATED');
    const found = await auth.api.getSession({ headers: new Headers({ authorization }) });
    if (!found) throw new GameError('UNAUTHENTICATED');
    const { user, session } = found;
    const player =
      (await players.findByUser(user.id)) ?? (await players.open({ userId: user.id, kind: kindOf(user), name: user.name }));
    if (player.leftAt !== null && !evenIfLeft) throw new GameError('PLAYER_LEFT');
    if (player.mergedInto !== null && !evenIfLeft) throw new GameError('WALLET_MERGED');
    return { player, sessionId: session.id, userId: user.id };
  }

  async function recordsOf(userId: string): Promise<SignInRecords | null> {
    const { internalAdapter } = await auth.$context;
    const user = await internalAdapter.findUserById(userId);
    if (!user) return null;
    const [accounts, sessions] = await Promise.all([internalAdapter.findAccounts(userId), internalAdapter.listSessions(userId)]);
    return {
      ...{ name: user.name, email: user.email, createdAt: user.createdAt },
      providers: accounts.map(({ providerId }) => providerId),
      sessions: sessions.map(({ createdAt, expiresAt, ipAddress, userAgent }) => ({
        createdAt,
        expiresAt,
        ipAddress,
        userAgent,
      })),
    };
  }

  async function erase(userId: string): Promise<void> {
    const { internalAdapter } = await auth.$context;
    await internalAdapter.deleteUser(userId);
  }

  async function isSessionLive(sessionId: string): Promise<boolean> {
    const { adapter } = await auth.$context;
    const session = await adapter.findOne<{ expiresAt: Date }>({ model: 'session', where: [{ field: 'id', value: sessionId }] });
    return session !== null && session.expiresAt > new Date();
  }

  async function answer(request: Request): Promise<Response> {
    const answered = await auth.handler(request);
    if (answered.ok && SIGN_OUT.test(new URL(request.url).pathname)) options.onSignOut();
    return answered;
  }

  return { url: options.url, answer, identify, isSessionLive, recordsOf, erase };
}

function kindOf(user: { isAnonymous?: boolean | null }): Player['kind'] {
  return user.isAnonymous ? 'guest' : 'account';
}
