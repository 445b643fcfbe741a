/** What may be asked of `/auth/*`, and how better-auth is asked in turn: nothing else that it could do or take is reachable. */
import { z } from 'zod';
import { GameError } from '#protocol/errors.ts';
import { CharacterNameSchema } from '#protocol/values.ts';
import { passwordWeakness } from '#core/players/weak-password.ts';

/** How better-auth is asked: by GET where there is no body. */
export interface AuthRequest {
  readonly path: string;
  readonly body?: object;
}

export interface OfferedRequest {
  readonly method: 'get' | 'post';
  readonly path: string;
  /** Throws a ZodError, or PASSWORD_WEAK. */
  readonly read: (body: unknown) => AuthRequest;
}

const EmailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Of a sign-in: whatever it is, only long ones are not worth hashing. */
const PasswordSchema = z.string().min(1).max(1_000);
const TokenSchema = z.string().min(1).max(2_000);
const SignUpSchema = z.object({ name: CharacterNameSchema, email: EmailSchema, password: PasswordSchema });

export const OFFERED_REQUESTS: readonly OfferedRequest[] = [
  { method: 'get', path: '/auth/get-session', read: () => ({ path: '/auth/get-session' }) },
  post('/auth/sign-in/anonymous', z.unknown(), () => ({})),
  post('/auth/sign-out', z.unknown(), () => ({})),
  post('/auth/sign-up/email', SignUpSchema, (input) => {
    const { name, email, password } = input;
    assertStrong(password, [name, email, email.split('@')[0] ?? '']);
    return input;
  }),
  post('/auth/sign-in/email', z.object({ email: EmailSchema, password: PasswordSchema }), (input) => input),
  post('/auth/request-password-reset', z.object({ email: EmailSchema }), (input) => input),
  post('/auth/reset-password', z.object({ token: TokenSchema, newPassword: PasswordSchema }), (input) => {
    assertStrong(input.newPassword);
    return input;
  }),
  post('/auth/change-password', z.object({ currentPassword: PasswordSchema, newPassword: PasswordSchema }), (input) => {
    assertStrong(input.newPassword);
    return { ...input, revokeOtherSessions: true };
  }),
  {
    method: 'post',
    path: '/auth/verify-email',
    read: (body) => ({ path: `/auth/verify-email?${new URLSearchParams(z.object({ token: TokenSchema }).parse(body))}` }),
  },
];

function post<Input extends object>(
  path: string,
  schema: z.ZodType<Input> | z.ZodUnknown,
  bodyOf: (input: Input) => object,
): OfferedRequest {
  return { method: 'post', path, read: (body) => ({ path, body: bodyOf(schema.parse(body) as Input) }) };
}

function assertStrong(password: string, known: readonly string[] = []): void {
  const weakness = passwordWeakness(password, known);
  if (weakness) throw new GameError('PASSWORD_WEAK', { weakness });
}
