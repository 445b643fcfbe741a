/** What went wrong at a vendor, without its words, our key or the story in it. */
import { NarratorDown, NarratorStalled } from '#core/turns/narrator.ts';
import { AnswerFault } from './answer-fault.ts';

const BUSY_STATUSES = [429, 529];
const UNAVAILABLE_STATUSES = [401, 402, 403, 404, 408];
/** How vendors call it when they say so in mid-stream, where there is no status. */
const BUSY_WORDS = /overloaded|rate.?limit|resource.?exhausted|too many requests/i;
const CONNECTION_WORDS = /fetch failed|cannot connect|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|UND_ERR|timeout/i;
/** Longer than any number that is worth waiting for. */
const RETRY_AFTER_MS_MAX = 24 * 3_600_000;
/** Node's: ECONNREFUSED and the like. */
const NODE_CODE = /^[A-Z][A-Z_]{2,40}$/;
/** What operators need to know of a refusal, wherever the vendor says it. */
const KNOWN_CODES =
  /\b(?:model_not_found|insufficient_quota|invalid_api_key|context_length_exceeded|authentication_error|permission_error|not_found_error|invalid_request_error|overloaded_error|rate_limit_error|RESOURCE_EXHAUSTED|PERMISSION_DENIED|UNAUTHENTICATED|INVALID_ARGUMENT|NOT_FOUND)\b/;
/** The SDK quotes what it could not read. */
const UNREADABLE_ANSWERS = ['AI_JSONParseError', 'AI_TypeValidationError', 'SyntaxError'];
const CAUSES_MAX = 4;

/** What the SDK's errors have in common, whether a call was refused or broke off in mid-stream. */
interface SdkFailure {
  readonly statusCode?: unknown;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: string;
}

/** The failure of a call that had not begun to answer, or broke off. */
export function vendorFailure(failure: unknown, now: number): Error {
  if (failure instanceof NarratorStalled) return failure;
  const { statusCode, responseHeaders = {}, responseBody = '' } = (failure ?? {}) as SdkFailure;
  const status = typeof statusCode === 'number' ? statusCode : null;
  const words = wordsOf(failure);
  const cause = new Error(loggedWords(failure, status, responseBody || words));
  const retryAfter = retryAfterMs(responseHeaders, now) ?? retryDelayIn(responseBody);
  if (isBusy(status, retryAfter, words))
    return new NarratorDown(`the vendor is busy: ${told(status)}`, { kind: 'busy', retryAfterMs: retryAfter, cause });
  if (isUnavailable(status, words))
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

/**
 * For the operator's log: what kind of failure it was, all in words that are not the vendor's, in which our key and the story may be.
 * Of the vendor's own there is how many letters it said, and its error code where that is one we know.
 */
function loggedWords(failure: unknown, status: number | null, said: string): string {
  const causes = causesOf(failure);
  const names = causes.flatMap(({ name, code, message, ours }) => [ours ? `${name}: ${message}` : name, ...code]);
  const code = KNOWN_CODES.exec(said)?.[0];
  return [
    ...(status === null ? [] : [`HTTP ${status}`]),
    ...names,
    ...(code ? [code] : []),
    `${said.length || lettersOf(failure)} letters`,
  ].join(', ');
}

function causesOf(failure: unknown): { name: string; code: string[]; message: string; ours: boolean }[] {
  const causes = [];
  for (let cause = failure; cause instanceof Error && causes.length < CAUSES_MAX; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    const known = typeof code === 'string' && NODE_CODE.test(code) ? [code] : [];
    causes.push({ name: cause.name, code: known, message: cause.message, ours: cause instanceof AnswerFault });
  }
  return causes;
}

function lettersOf(failure: unknown): number {
  return failure instanceof Error ? failure.message.length : 0;
}

/** What it said, to tell its kind by; what broke while it was read may have the story in it, and says nothing about the vendor. */
function wordsOf(failure: unknown): string {
  if (typeof failure === 'string') return failure;
  if (!(failure instanceof Error)) return typeof failure === 'object' && failure !== null ? JSON.stringify(failure) : '';
  if (UNREADABLE_ANSWERS.includes(failure.name)) return '';
  return failure.cause instanceof Error ? `${failure.message} (${failure.cause.message})` : failure.message;
}
