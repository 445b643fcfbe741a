/** The operator's settings, read once from the environment; every fault is reported by name, all at once. */
import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseCredits } from '#core/money/microcredits.ts';
import { isCurrency } from '#core/purchases/currency.ts';
import { parsePacks } from '#core/purchases/pack.ts';
import { PROVIDERS } from './auth/providers.ts';
import type { Provider, ProviderKeys } from './auth/providers.ts';
import { OperatorFault } from './operator-fault.ts';

/** The longest a settling transaction may take. */
const SETTLE_SECONDS_MAX = 60;

/** Each variable with its default; README's table says what it is for, and a test compares the two. */
export const EnvironmentSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: whole(0, 65_535, 2567),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://play.example.com' }).optional(),
    TRUSTED_PROXIES: whole(0, 10, 0),
    ALLOWED_ORIGINS: z
      .string()
      .refine(areOrigins, 'must be origins such as https://play.example.com, separated by commas')
      .optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    DATA_FOLDER: z.string().default('data'),
    MONGODB_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
      .optional(),
    LOCAL_MODEL_FILE: z.string().refine(isGguf, 'is not a GGUF file that can be read').optional(),
    OPENAI_API_KEY: z.string().optional(),
    OPENAI_BASE_URL: serviceUrl().optional(),
    ANTHROPIC_API_KEY: z.string().optional(),
    ANTHROPIC_BASE_URL: serviceUrl().optional(),
    GOOGLE_GENERATIVE_AI_API_KEY: z.string().optional(),
    GOOGLE_GENERATIVE_AI_BASE_URL: serviceUrl().optional(),
    OPENROUTER_API_KEY: z.string().optional(),
    OPENROUTER_BASE_URL: serviceUrl().optional(),
    OPENAI_COMPATIBLE_URL: serviceUrl().optional(),
    OPENAI_COMPATIBLE_API_KEY: z.string().optional(),
    OPENAI_COMPATIBLE_MODELS: z
      .string()
      .refine((list) => listIn(list).length > 0, 'must be ids separated by commas')
      .optional(),
    AUTH_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
    SESSION_CHECK_SECONDS: whole(1, 3_600, 15),
    GUESTS_PER_ADDRESS_PER_HOUR: whole(1, 1_000_000, 30),
    SIGN_IN_TRIES_PER_ADDRESS: whole(1, 1_000_000, 20),
    SMTP_URL: z.string().refine(isSmtp, 'must be an address such as smtps://user:password@mail.example.com').optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^\r\n]*\S+@[^\s@]+$|^[^\r\n<>]*<\S+@[^\s@]+>$/, 'must be a sender such as Imagina <no-reply@play.example.com>')
      .optional(),
    GOOGLE_CLIENT_ID: z.string().optional(),
    GOOGLE_CLIENT_SECRET: z.string().optional(),
    GITHUB_CLIENT_ID: z.string().optional(),
    GITHUB_CLIENT_SECRET: z.string().optional(),
    DISCORD_CLIENT_ID: z.string().optional(),
    DISCORD_CLIENT_SECRET: z.string().optional(),
    DEFAULT_NARRATOR: z.string().default('hearth'), // Held to what is on offer when that is known.
    FREE_TURNS_GUEST: whole(0, 10_000, 3),
    FREE_TURNS_ACCOUNT: whole(0, 10_000, 10),
    WELCOME_GRANT_CREDITS: z
      .string()
      .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be an amount of credits such as 200 or 12.5')
      .default('200'),
    SHARE_BASIS_POINTS: whole(0, 10_000, 2_000),
    REFUND_WINDOW_DAYS: whole(0, 366, 14),
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a secret or restricted key such as sk_test_…')
      .optional(),
    STRIPE_WEBHOOK_SECRET: z
      .string()
      .regex(/^whsec_\w+$/, "must be the webhook endpoint's signing secret, whsec_…")
      .optional(),
    STRIPE_API_BASE: serviceUrl()
      .refine(isPrivate, 'must be https: the key goes there, and in the clear only within this machine')
      .optional(),
    PACK_CURRENCY: z.string().refine(isCurrency, 'must be a currency that Stripe takes, such as usd or eur').default('usd'),
    PACKS: z.string().default('spark=5:5000,ember=10:10000+500,blaze=25:25000+2500,hearth=50:50000+7500'),
    NARRATION_SECONDS_MAX: whole(5, 3_600, 180),
    SILENCE_SECONDS_MAX: whole(1, 600, 60),
    HOLD_SECONDS: whole(10, 7_200, 300),
  })
  .refine(({ HOLD_SECONDS, NARRATION_SECONDS_MAX }) => !(HOLD_SECONDS <= NARRATION_SECONDS_MAX + SETTLE_SECONDS_MAX), {
    path: ['HOLD_SECONDS'],
    message: `must be more than NARRATION_SECONDS_MAX + ${SETTLE_SECONDS_MAX}, or running turns would expire`,
    when: evenBesideOtherFaults,
  })
  .refine(
    ({ OPENAI_COMPATIBLE_URL, OPENAI_COMPATIBLE_MODELS }) => OPENAI_COMPATIBLE_URL ?? OPENAI_COMPATIBLE_MODELS === undefined,
    {
      path: ['OPENAI_COMPATIBLE_MODELS'],
      message: 'needs OPENAI_COMPATIBLE_URL: where they are',
      when: evenBesideOtherFaults,
    },
  )
  .refine(
    ({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET }) => STRIPE_SECRET_KEY === undefined || STRIPE_WEBHOOK_SECRET !== undefined,
    {
      path: ['STRIPE_WEBHOOK_SECRET'],
      message: 'is needed with STRIPE_SECRET_KEY: the signing secret of the webhook endpoint',
      when: evenBesideOtherFaults,
    },
  )
  .refine(
    ({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE }) =>
      STRIPE_SECRET_KEY !== undefined || (STRIPE_WEBHOOK_SECRET === undefined && STRIPE_API_BASE === undefined),
    {
      path: ['STRIPE_SECRET_KEY'],
      message: 'is needed with STRIPE_WEBHOOK_SECRET or STRIPE_API_BASE: alone they sell nothing',
      when: evenBesideOtherFaults,
    },
  )
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'is needed with SMTP_URL: whom mails are from',
    when: evenBesideOtherFaults,
  })
  .refine((values) => values.NODE_ENV !== 'production' || values.PUBLIC_URL !== undefined || !leadsBackHere(values), {
    path: ['PUBLIC_URL'],
    message: 'is needed in production with SMTP_URL or a sign-in provider: their links lead there',
    when: evenBesideOtherFaults,
  })
  .refine(({ PACKS, PACK_CURRENCY }) => packsFault(PACKS, PACK_CURRENCY) === null, {
    path: ['PACKS'],
    error: ({ input }) => {
      const { PACKS, PACK_CURRENCY } = input as { PACKS: string; PACK_CURRENCY: string };
      return packsFault(PACKS, PACK_CURRENCY) ?? '';
    },
    when: evenBesideOtherFaults,
  })
  .refine(({ NODE_ENV, AUTH_SECRET }) => NODE_ENV !== 'production' || AUTH_SECRET !== undefined, {
    path: ['AUTH_SECRET'],
    message: 'is needed in production: at least 32 random characters, the same on every process',
    when: evenBesideOtherFaults,
  });

function serviceUrl() {
  const url = z.url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:11434/v1' });
  return url.refine((text) => !URL.canParse(text) || new URL(text).username === '', 'must have its key in a variable of its own');
}

function whole(least: number, most: number, standard: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  // One check rather than int, min and max: those speak several times, and keep zod from looking at the other variables.
  const fits = (value: number) => Number.isInteger(value) && value >= least && value <= most;
  return z.coerce.number({ error }).refine(fits, { error }).default(standard);
}

/** zod would otherwise keep what spans several variables for a second start. */
function evenBesideOtherFaults(): boolean {
  return true;
}

/** Read now, so that a slip of the pen is told at start rather than when the first player waits. */
function isGguf(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    const mark = Buffer.alloc(4);
    readSync(file, mark, 0, mark.length, 0);
    closeSync(file);
    return mark.toString('latin1') === 'GGUF';
  } catch {
    return false;
  }
}

/** Whether nobody on the way can read along. */
function isPrivate(text: string): boolean {
  if (!URL.canParse(text)) return true; // Told already.
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function isSmtp(text: string): boolean {
  return URL.canParse(text) && ['smtp:', 'smtps:'].includes(new URL(text).protocol) && new URL(text).hostname !== '';
}

function areOrigins(list: string): boolean {
  return originsIn(list).every((origin) => URL.canParse(origin) && new URL(origin).origin === origin);
}

function originsIn(list: string): string[] {
  return list.split(',').map((origin) => origin.trim());
}

function listIn(list: string): string[] {
  return [...new Set(list.split(',').map((id) => id.trim()))].filter((id) => id !== '');
}

/** What is wrong with the packs, in the currency they are sold for; null when nothing is. */
function packsFault(list: string, currency: string): string | null {
  try {
    parsePacks(list, currency);
    return null;
  } catch (failure) {
    return (failure as Error).message;
  }
}

/** Whether anything is set whose links lead from outside to this server. */
function leadsBackHere(values: object): boolean {
  const names = ['SMTP_URL', ...PROVIDERS.map((provider) => `${provider.toUpperCase()}_CLIENT_ID`)];
  return Object.entries(values).some(([name, value]) => value !== undefined && names.includes(name));
}

/** An id without its secret, or a secret without its id. */
function providerFaults(given: NodeJS.ProcessEnv): (readonly [string, string])[] {
  const names = PROVIDERS.map((provider) => provider.toUpperCase());
  const pairs = names.map((name) => [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`] as const);
  return pairs.flatMap(([id, secret]) => {
    if ((given[id] === undefined) === (given[secret] === undefined)) return [];
    const [missing, there] = given[id] === undefined ? [id, secret] : [secret, id];
    return [[missing, `is needed with ${there}: the provider gives both`] as const];
  });
}

/** The packs that come with Imagina have prices in dollars: 5 yen would be next to nothing. */
function dollarsFault({ PACK_CURRENCY: currency = 'usd', PACKS }: NodeJS.ProcessEnv): (readonly [string, string])[] {
  if (currency === 'usd' || PACKS !== undefined) return [];
  return [['PACKS', `is needed with PACK_CURRENCY=${currency}: the usual packs have prices in usd`]];
}

type Values = z.infer<typeof EnvironmentSchema>;

/** Those switched on: each by its key, or its URL. */
function vendorsIn(values: Values) {
  const vendor = (apiKey: string | undefined, baseUrl: string | undefined) =>
    apiKey === undefined ? undefined : { apiKey, baseUrl };
  const url = values.OPENAI_COMPATIBLE_URL;
  const ids = values.OPENAI_COMPATIBLE_MODELS;
  return {
    openAi: vendor(values.OPENAI_API_KEY, values.OPENAI_BASE_URL),
    anthropic: vendor(values.ANTHROPIC_API_KEY, values.ANTHROPIC_BASE_URL),
    google: vendor(values.GOOGLE_GENERATIVE_AI_API_KEY, values.GOOGLE_GENERATIVE_AI_BASE_URL),
    openRouter: vendor(values.OPENROUTER_API_KEY, values.OPENROUTER_BASE_URL),
    compatible:
      url === undefined
        ? undefined
        : { url, apiKey: values.OPENAI_COMPATIBLE_API_KEY, ids: ids === undefined ? undefined : listIn(ids) },
  };
}

/** Those that players may sign in by: each by its keys. */
function providersIn(values: Values): Partial<Record<Provider, ProviderKeys>> {
  const keys = (clientId: string | undefined, clientSecret: string | undefined) =>
    clientId && clientSecret && { clientId, clientSecret };
  const all = {
    google: keys(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET),
    github: keys(values.GITHUB_CLIENT_ID, values.GITHUB_CLIENT_SECRET),
    discord: keys(values.DISCORD_CLIENT_ID, values.DISCORD_CLIENT_SECRET),
  };
  return Object.fromEntries(Object.entries(all).filter(([, pair]) => pair));
}

/** undefined: the log stands in for it in development, and production sends no mail. */
function mailIn({ SMTP_URL: url, MAIL_FROM: from }: Values) {
  return url === undefined || from === undefined ? undefined : { url, from };
}

export type Config = ReturnType<typeof readConfig>;

/** null switches purchases off, in production, or the sandbox on, elsewhere. */
function stripeIn(values: Values) {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: apiBase } = values;
  return secretKey === undefined || webhookSecret === undefined ? null : { secretKey, webhookSecret, apiBase };
}

/** Thrown with one line per fault. */
export class ConfigFault extends OperatorFault {
  constructor(faults: readonly string[]) {
    super(
      [
        'The configuration has faults:',
        ...faults.map((fault) => `  ${fault}`),
        'Mend them in the environment or in .env and start again.',
      ].join('\n'),
    );
  }
}

export function readConfig(environment: NodeJS.ProcessEnv) {
  // `NAME=` in an env file means the same as leaving it out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, text]) => text?.trim()));
  const parsed = EnvironmentSchema.safeParse(given);
  const issues = parsed.error?.issues.map(({ path, message }) => [path.join('.'), message] as const) ?? [];
  const faults = new Map([...dollarsFault(given), ...providerFaults(given), ...issues]);
  if (!parsed.success || faults.size > 0) throw new ConfigFault([...faults].map(([name, message]) => `${name}: ${message}`));
  const values = parsed.data;
  return {
    production: values.NODE_ENV === 'production',
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL,
    trustedProxies: values.TRUSTED_PROXIES,
    allowedOrigins: values.ALLOWED_ORIGINS === undefined ? undefined : originsIn(values.ALLOWED_ORIGINS),
    logLevel: values.LOG_LEVEL,
    dataFolder: resolve(values.DATA_FOLDER),
    mongodbUri: values.MONGODB_URI,
    localModelFile: values.LOCAL_MODEL_FILE,
    vendors: vendorsIn(values),
    authSecret: values.AUTH_SECRET,
    sessionCheckMs: values.SESSION_CHECK_SECONDS * 1_000,
    guestsPerAddressPerHour: values.GUESTS_PER_ADDRESS_PER_HOUR,
    signInTriesPerAddress: values.SIGN_IN_TRIES_PER_ADDRESS,
    mail: mailIn(values),
    providers: providersIn(values),
    defaultNarrator: values.DEFAULT_NARRATOR,
    freeTurnsPerDay: { guest: values.FREE_TURNS_GUEST, account: values.FREE_TURNS_ACCOUNT },
    welcomeGrant: parseCredits(values.WELCOME_GRANT_CREDITS),
    shareBasisPoints: values.SHARE_BASIS_POINTS,
    refundWindowDays: values.REFUND_WINDOW_DAYS,
    stripe: stripeIn(values),
    packs: parsePacks(values.PACKS, values.PACK_CURRENCY),
    narrationMsMax: values.NARRATION_SECONDS_MAX * 1_000,
    silenceMsMax: values.SILENCE_SECONDS_MAX * 1_000,
    holdTtlMs: values.HOLD_SECONDS * 1_000,
  };
}
