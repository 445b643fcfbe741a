/** Idempotency-Key: the same again gets the first answer again, refusals too; something else under the same key is refused. */
import { isDuplicateKey } from '#models/database.ts';
import { ApiError } from './api-error.ts';
import type { Cause } from './change.ts';
import type { RecordedAnswer, SandboxStore } from './sandbox-store.ts';

export interface Call {
  readonly requestId: string;
  readonly key: string | null;
  /** Method, address and body: what must be the same for the same key. */
  readonly content: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  readonly replayed: boolean;
}

/** Does the work; `keep` makes the row that is written with it. Answers with the body. */
type Work = (cause: Cause, keep: ((body: string) => RecordedAnswer) | undefined) => Promise<string>;

/** The kept answer is written with what it tells of, under a unique key: of several at once, one is done. */
export async function answerOnce(store: SandboxStore, call: Call, work: Work): Promise<Answer> {
  const { key, requestId } = call;
  if (key === null) {
    const body = await work({ id: requestId, idempotency_key: null }, undefined);
    return { status: 200, body, requestId, replayed: false };
  }
  if (key.length > 255) throw new ApiError('The idempotency key is too long.', { param: 'Idempotency-Key', recorded: false });
  return (await answerAgain(store, call, key)) ?? (await answerFirst(store, call, key, work));
}

async function answerAgain(store: SandboxStore, { content }: Call, key: string): Promise<Answer | null> {
  const kept = await store.answer(rowId(key));
  if (!kept) return null;
  if (kept.request === content) return { ...kept, replayed: true };
  const message =
    `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
    `Try using a key other than '${key}' if you meant to execute a different request.`;
  throw new ApiError(message, { type: 'idempotency_error', recorded: false });
}

async function answerFirst(store: SandboxStore, { content, requestId }: Call, key: string, work: Work): Promise<Answer> {
  const row = { _id: rowId(key), kind: 'answer', request: content, requestId } as const;
  try {
    const body = await work({ id: requestId, idempotency_key: key }, (made) => ({ ...row, status: 200, body: made }));
    return { status: 200, body, requestId, replayed: false };
  } catch (failure) {
    if (isDuplicateKey(failure)) throw inUse(key); // Another call was first: nothing of this one was written.
    if (!(failure instanceof ApiError && failure.recorded)) throw failure;
    const body = JSON.stringify(failure.toBody());
    const answer = { ...row, status: failure.status, body };
    if (!(await store.keepRefusal(answer))) throw inUse(key);
    return { status: failure.status, body, requestId, replayed: false };
  }
}

function rowId(key: string): string {
  return `key:${key}`;
}

function inUse(key: string): ApiError {
  const message = `There is currently another in-progress request using this Idempotent Key '${key}'. Please try again later.`;
  return new ApiError(message, { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use', recorded: false });
}
