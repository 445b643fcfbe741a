/** `fetch` that always ends: with a whole answer, or with a `ConnectionLost`. */
import { ConnectionLost } from './connection-lost.ts';

const ANSWER_MS_MAX = 15_000;

export async function reach(request: Request): Promise<Response> {
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
    const response = await fetch(request, { signal });
    const body = await response.arrayBuffer(); // read here, because a connection may also break in the middle of an answer
    const { status, statusText, headers } = response;
    return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
  } catch (failure) {
    if (request.signal.aborted) throw failure;
    throw new ConnectionLost(undefined, { cause: failure });
  }
}
