/** What better-auth answers when it refuses, in the words of our catalogue. */
import { GameError, isErrorCode } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';

const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'CREDENTIALS_WRONG',
  INVALID_PASSWORD: 'CREDENTIALS_WRONG',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'CREDENTIALS_WRONG',
  USER_ALREADY_EXISTS: 'EMAIL_TAKEN',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'EMAIL_TAKEN',
  // Two at once: better-auth looks for the address first, and the index finds the second one.
  FAILED_TO_CREATE_USER: 'EMAIL_TAKEN',
  PASSWORD_TOO_SHORT: 'PASSWORD_WEAK',
  PASSWORD_TOO_LONG: 'PASSWORD_WEAK',
  INVALID_TOKEN: 'LINK_EXPIRED',
  TOKEN_EXPIRED: 'LINK_EXPIRED',
  USER_NOT_FOUND: 'LINK_EXPIRED',
  PROVIDER_NOT_FOUND: 'PROVIDER_NOT_FOUND',
  RESET_PASSWORD_DISABLED: 'MAIL_OFF',
  VERIFICATION_EMAIL_NOT_ENABLED: 'MAIL_OFF',
};
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'RATE_LIMITED',
};

export async function authFault(answer: Response): Promise<GameError> {
  const { code = '' } = (await answer.json().catch(() => ({}))) as { code?: string };
  const retryAfter = Number(answer.headers.get('x-retry-after'));
  const fallback = answer.status < 500 ? 'BAD_INPUT' : 'INTERNAL';
  const data = retryAfter > 0 ? { retryAfterSeconds: retryAfter } : undefined;
  if (isErrorCode(code)) return new GameError(code); // a refusal of ours that better-auth passed on
  return new GameError(BY_CODE[code] ?? BY_STATUS[answer.status] ?? fallback, data);
}

/** What a provider's way back says, as `?error=`: its own words, or better-auth's. */
export function providerFault(error: string): ErrorCode {
  if (error === 'account_not_linked') return 'EMAIL_TAKEN';
  return /^(state_|please_restart|invalid_state)/.test(error) ? 'LINK_EXPIRED' : 'PROVIDER_FAILED';
}
