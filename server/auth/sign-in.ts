/** Sign-in by better-auth on our MongoDB, and which of our players a request or socket belongs to. */
import { betterAuth } from 'better-auth';
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
  /** Throws UNAUTHENTICATED for a missing, forged, revoked or expired token. */
  identify(headers: IncomingHttpHeaders): Promise<SignedIn>;
  isSessionLive(sessionId: string): Promise<boolean>;
}

export interface SignedIn {
  readonly player: Player;
  readonly sessionId: string;
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

  async function identify(headers: IncomingHttpHeaders): Promise<SignedIn> {
    // The bearer token alone: a cookie would let foreign pages act for their visitors.
    const { authorization } = headers;
    if (authorization === undefined) throw new GameError('UNAUTHENTICATED');
    const found = await auth.api.getSession({ headers: new Headers({ authorization }) });
    if (!found) throw new GameError('UNAUTHENTICATED');
    const { user, session } = found;
    const player =
      (await players.findByUser(user.id)) ?? (await players.open({ userId: user.id, kind: kindOf(user), name: user.name }));
    return { player, sessionId: session.id };
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

  return { url: options.url, answer, identify, isSessionLive };
}

function kindOf(user: { isAnonymous?: boolean | null }): Player['kind'] {
  return user.isAnonymous ? 'guest' : 'account';
}
