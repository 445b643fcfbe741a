/** Turns what servers and proxies answer when something fails into the SDK's two errors. */
import { ConnectionLost } from './connection-lost.ts';
import { GameError, isErrorCode } from './protocol/errors.ts';
import type { ErrorCode } from './protocol/errors.ts';

/** From an `ErrorBody` off the wire. A code that this version does not know becomes `INTERNAL`, with the whole body as `data`. */
export function errorFromBody(body: unknown): GameError {
  const { code, data } = (body ?? {}) as { code?: unknown; data?: unknown };
  return isErrorCode(code) ? new GameError(code, data) : new GameError('INTERNAL', body);
}

/** Answers without a code of the catalogue come from the sign-in routes or from a proxy on the way. */
const CODES_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'RATE_LIMITED',
};
const PROXY_FAILED = [502, 503, 504];

export function errorFromResponse(status: number, body: unknown): GameError | ConnectionLost {
  if (isErrorCode((body as { code?: unknown } | null)?.code)) return errorFromBody(body);
  if (PROXY_FAILED.includes(status)) return new ConnectionLost(undefined, { cause: new Error(`HTTP ${status}`) });
  return new GameError(CODES_BY_STATUS[status] ?? (status < 500 ? 'BAD_INPUT' : 'INTERNAL'), body ?? undefined);
}
