/** What went wrong at a vendor, without its words, our key or the story in it. */
import { NarratorDown } from '#core/turns/narrator.ts';

const BUSY_STATUSES = [429, 529];
const UNAVAILABLE_STATUSES = [401, 402, 403, 404, 408];
/** How vendors call it when they say so in mid-stream, where there is no status. */
const BUSY_WORDS = /overloaded|rate.?limit|resource.?exhausted|too many requests/i;
const CONNECTION_WORDS = /fetch failed|cannot connect|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|UND_ERR|timeout/i;
/** Longer than any number that is worth waiting for. */
const RETRY_AFTER_MS_MAX = 24 * 3_600_000;
const LOGGED_LETTERS = 300;

/** What the SDK's errors have in common, whether a call was refused or broke off in mid-stream. */
interface SdkFailure {
  readonly statusCode?: unknown;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: string;
}

/** The failure of a call that had not begun to answer, or broke off. */
export function vendorFailure(failure: unknown, now: number): Error {
  const { statusCode, responseHeaders = {}, responseBody = '' } = (failure ?? {}) as SdkFailure;
  const status = typeof statusCode === 'number' ? statusCode : null;
  const cause = new Error(vendorWords(failure, status));
  const retryAfter = retryAfterMs(responseHeaders, now) ?? retryDelayIn(responseBody);
  if (isBusy(status, retryAfter, cause.message))
    return new NarratorDown(`the vendor is busy: ${told(status)}`, { kind: 'busy', retryAfterMs: retryAfter, cause });
  if (isUnavailable(status, cause.message))
    return new NarratorDown(`the vendor is unavailable: ${told(status)}`, { kind: 'unavailable', cause });
  return new Error(`the vendor failed: ${told(status)}`, { cause });
}

function isBusy(status: number | null, retryAfter: number | null, words: string): boolean {
  if (status === null) return BUSY_WORDS.test(words);
  return BUSY_STATUSES.includes(status) || (status === 503 && retryAfter !== null);
}

function isUnavailable(status: number | null, words: string): boolean {
  if (status === null) return CONNECTION_WORDS.test(words);
  return status >= 500 || UNAVAILABLE_STATUSES.includes(status);
}

function told(status: number | null): string {
  return status === null ? 'no answer, or one that broke off' : `it answered ${status}`;
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date; null where there is none that makes sense. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | null {
  const inMs = headers['retry-after-ms'];
  const after = headers['retry-after'];
  const ms =
    inMs !== undefined
      ? Number(inMs)
      : after === undefined
        ? NaN
        : /^[\d.]+$/.test(after.trim())
          ? Number(after) * 1_000
          : Date.parse(after) - now;
  return ms >= 0 && ms <= RETRY_AFTER_MS_MAX ? Math.ceil(ms) : null;
}

/** Google says it in the answer's body. */
function retryDelayIn(body: string): number | null {
  const seconds = /"retryDelay":\s*"([\d.]+)s"/.exec(body)?.[1];
  return seconds === undefined ? null : retryAfterMs({ 'retry-after': seconds }, 0);
}

/** For the operator's log: short, and anything that may be a key is taken out. The request, with the story in it, is left out. */
function vendorWords(failure: unknown, status: number | null): string {
  const inner = failure instanceof Error && failure.cause instanceof Error ? ` (${failure.cause.message})` : '';
  const words = `${status === null ? '' : `HTTP ${status}: `}${messageOf(failure)}${inner}`;
  return words.replace(/[\w*-]{20,}/g, '…').slice(0, LOGGED_LETTERS);
}

function messageOf(failure: unknown): string {
  if (failure instanceof Error) return failure.message;
  if (typeof failure === 'string') return failure;
  return typeof failure === 'object' && failure !== null ? JSON.stringify(failure) : 'nothing was said';
}
