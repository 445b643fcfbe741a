/** better-auth as we use it: e-mail, guests and providers on our MongoDB; bearer tokens, no cookies; it keeps no more of anybody than we need. */
import { betterAuth } from 'better-auth';
import { APIError, getSessionFromCtx } from 'better-auth/api';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { anonymous, bearer } from 'better-auth/plugins';
import { GameError } from '#protocol/errors.ts';
import type { GuestOutcome } from '#protocol/values.ts';
import { CharacterNameSchema, PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from '#protocol/values.ts';
import { GUEST_NAME } from '#core/players/player.ts';
import type { Log } from '#core/turns/game.ts';
import type { Database } from '#models/database.ts';
import type { AccountMails } from './account-mails.ts';
import type { SignInUser } from './link-guest.ts';
import type { Provider, ProviderKeys } from './providers.ts';

export interface BetterAuthParts {
  readonly database: Database;
  readonly secret: string;
  readonly url: string;
  readonly allowedOrigins: readonly string[] | undefined;
  readonly guestsPerAddressPerHour: number;
  readonly signInTriesPerAddress: number;
  readonly providers: Readonly<Partial<Record<Provider, ProviderKeys>>>;
  /** null: no mail is sent. */
  readonly mails: AccountMails | null;
  /** A guest signed up or in by e-mail. */
  readonly linkGuest: (guest: SignInUser, account: SignInUser) => Promise<GuestOutcome>;
  /** A link that came by mail was used, so the address is theirs. */
  readonly onEmailProven: (userId: string) => Promise<void>;
  readonly log: Log;
}

/** Set by the HTTP layer from the connection, never by a client: what rate limits go by. */
export const ADDRESS_HEADER = 'x-imagina-address';
/** How it went for the guest who signed up or in, for the HTTP layer. */
export const GUEST_HEADER = 'x-imagina-guest';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const TRIES_SECONDS = 600;
const MAILS_PER_ADDRESS = 5;
/** A guest has nothing but this to come back with. */
const SESSION_SECONDS = 90 * DAY_SECONDS;

export type BetterAuth = ReturnType<typeof createBetterAuth>;

export function createBetterAuth({ database, mails, linkGuest, log, ...options }: BetterAuthParts) {
  const tries = { window: TRIES_SECONDS, max: options.signInTriesPerAddress };
  return betterAuth({
    appName: 'Imagina',
    baseURL: options.url,
    basePath: '/auth',
    secret: options.secret,
    database: mongodbAdapter(database.db, { client: database.client }),
    plugins: [
      bearer(),
      anonymous({
        emailDomainName: 'guest.invalid',
        generateName: () => GUEST_NAME,
        // `linkGuest` does, once all of the guest's is the account's.
        disableDeleteAnonymousUser: true,
        async onLinkAccount({ anonymousUser, newUser, ctx }) {
          const outcome = await linkGuest(anonymousUser.user, newUser.user).catch((failure: unknown) => {
            if (failure instanceof GameError) throw new APIError('CONFLICT', { code: failure.code });
            log.error({ failure }, 'a guest could not be linked to an account; it is done when they ask again');
            throw new APIError('INTERNAL_SERVER_ERROR');
          });
          ctx.setHeader(GUEST_HEADER, outcome);
        },
      }),
    ],
    // Tokens travel as bearer, so a foreign page has no cookie to abuse; browsers still obey CORS.
    trustedOrigins: options.allowedOrigins ? [...options.allowedOrigins] : ['*'],
    user: { additionalFields: { guestUserId: { type: 'string', required: false, input: false } } },
    session: { expiresIn: SESSION_SECONDS, updateAge: HOUR_SECONDS },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_CHARACTERS_MIN,
      maxPasswordLength: PASSWORD_CHARACTERS_MAX,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: HOUR_SECONDS,
      onPasswordReset: ({ user }) => options.onEmailProven(user.id),
      ...(mails ? { sendResetPassword: ({ user, token }) => mails.reset(user, token) } : {}),
    },
    emailVerification: {
      expiresIn: DAY_SECONDS,
      sendOnSignUp: true,
      ...(mails ? { sendVerificationEmail: ({ user, token }) => mails.verify(user, token) } : {}),
    },
    socialProviders: options.providers,
    account: {
      updateAccountOnSignIn: false,
      // In place of a cookie, the way back is bound to who set out by a key: see `sign-in-codes.ts`.
      storeStateStrategy: 'database',
      skipStateCookieCheck: true,
    },
    verification: { storeIdentifier: 'hashed' },
    databaseHooks: {
      user: {
        create: {
          // Written with the account itself: should we die before the guest's player is the account's, `playerOf` still knows.
          async before(user, context) {
            if ((user as SignInUser).isAnonymous) return;
            const guestUserId = context ? await guestBehind(context) : null;
            return { data: { name: displayName(user), image: null, guestUserId } };
          },
        },
      },
      account: {
        create: {
          // Who it is, is all we ask of a provider.
          before: () => Promise.resolve({ data: { accessToken: null, refreshToken: null, idToken: null } }),
        },
      },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/anonymous': { window: HOUR_SECONDS, max: options.guestsPerAddressPerHour },
        '/sign-in/email': tries,
        '/sign-in/social': tries,
        '/sign-up/email': tries,
        '/change-password': tries,
        '/reset-password': tries,
        '/request-password-reset': tries,
        '/send-verification-email': { window: TRIES_SECONDS, max: MAILS_PER_ADDRESS },
      },
    },
    advanced: { ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] }, disableCSRFCheck: true },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message, ...details) => log.warn({ details }, `better-auth: ${message}`) },
  });
}

/** The guest whose token the request has. */
async function guestBehind(context: Parameters<typeof getSessionFromCtx>[0]): Promise<string | null> {
  const session = await getSessionFromCtx(context, { disableRefresh: true });
  const user: SignInUser | undefined = session?.user;
  return user?.isAnonymous ? user.id : null;
}

/** Providers call people as they like. */
function displayName({ name, email }: { name: string; email: string }): string {
  const words = [name, email.split('@')[0] ?? ''].map((text) =>
    CharacterNameSchema.safeParse(Array.from(text).slice(0, 40).join('')),
  );
  return words.find(({ success }) => success)?.data ?? 'Player';
}
