/** The operator's settings, read once from the environment; every fault is reported by name, all at once. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseCredits } from '#core/money/microcredits.ts';

const whole = (least: number, most: number, standard: number) => z.coerce.number().int().min(least).max(most).default(standard);
/** `NAME=` in an env file means the same as leaving it out. */
const optional = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** Each variable with its default; README's table says what it is for. */
const EnvironmentSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: whole(0, 65_535, 2567),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** How many reverse proxies stand before this process and set X-Forwarded-For. */
    TRUSTED_PROXIES: whole(0, 10, 0),
    ALLOWED_ORIGINS: optional,
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    DATA_FOLDER: z.string().min(1).default('data'),
    MONGODB_URI: optional.pipe(
      z
        .string()
        .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
        .optional(),
    ),
    LOCAL_MODEL_FILE: optional,
    AUTH_SECRET: optional.pipe(z.string().min(32, 'needs at least 32 characters').optional()),
    GUESTS_PER_ADDRESS_PER_HOUR: whole(1, 1_000_000, 30),
    DEFAULT_NARRATOR: z.string().default('hearth'),
    FREE_TURNS_GUEST: whole(0, 10_000, 3),
    FREE_TURNS_ACCOUNT: whole(0, 10_000, 10),
    WELCOME_GRANT_CREDITS: z.string().default('200'),
    SHARE_BASIS_POINTS: whole(0, 10_000, 2_000),
    NARRATION_SECONDS_MAX: whole(5, 3_600, 180),
    SILENCE_SECONDS_MAX: whole(1, 600, 60),
    HOLD_SECONDS: whole(10, 7_200, 300),
  })
  .superRefine((values, context) => {
    const fault = (name: string, message: string) => {
      context.addIssue({ code: 'custom', path: [name], message });
    };
    try {
      if (parseCredits(values.WELCOME_GRANT_CREDITS) < 0n) fault('WELCOME_GRANT_CREDITS', 'cannot be below zero');
    } catch (failure) {
      fault('WELCOME_GRANT_CREDITS', (failure as Error).message);
    }
    if (values.HOLD_SECONDS <= values.NARRATION_SECONDS_MAX + SETTLE_SECONDS_MAX) {
      fault('HOLD_SECONDS', `must be more than NARRATION_SECONDS_MAX + ${SETTLE_SECONDS_MAX}, or running turns would expire`);
    }
    if (values.NODE_ENV === 'production' && values.AUTH_SECRET === undefined) {
      fault('AUTH_SECRET', 'is needed in production: at least 32 random characters, the same on every process');
    }
  });

/** The longest a settling transaction may take. */
const SETTLE_SECONDS_MAX = 60;

export type Config = ReturnType<typeof readConfig>;

/** Thrown with one line per fault. */
export class ConfigFault extends Error {
  constructor(faults: readonly string[]) {
    super(
      [
        'The configuration has faults:',
        ...faults.map((fault) => `  ${fault}`),
        'Mend them in the environment or in .env and start again.',
      ].join('\n'),
    );
    this.name = 'ConfigFault';
  }
}

export function readConfig(environment: NodeJS.ProcessEnv) {
  const parsed = EnvironmentSchema.safeParse(environment);
  if (!parsed.success) throw new ConfigFault(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const values = parsed.data;
  return {
    production: values.NODE_ENV === 'production',
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL,
    trustedProxies: values.TRUSTED_PROXIES,
    allowedOrigins: values.ALLOWED_ORIGINS?.split(',').map((origin) => origin.trim()),
    logLevel: values.LOG_LEVEL,
    dataFolder: resolve(values.DATA_FOLDER),
    mongodbUri: values.MONGODB_URI,
    localModelFile: values.LOCAL_MODEL_FILE,
    authSecret: values.AUTH_SECRET,
    guestsPerAddressPerHour: values.GUESTS_PER_ADDRESS_PER_HOUR,
    defaultNarrator: values.DEFAULT_NARRATOR,
    freeTurnsPerDay: { guest: values.FREE_TURNS_GUEST, account: values.FREE_TURNS_ACCOUNT },
    welcomeGrant: parseCredits(values.WELCOME_GRANT_CREDITS),
    shareBasisPoints: values.SHARE_BASIS_POINTS,
    narrationMsMax: values.NARRATION_SECONDS_MAX * 1_000,
    silenceMsMax: values.SILENCE_SECONDS_MAX * 1_000,
    holdTtlMs: values.HOLD_SECONDS * 1_000,
  };
}
