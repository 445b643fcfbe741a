/** From a request of ours to one that better-auth understands. */
import type { Request as HttpRequest } from 'express';
import { fromNodeHeaders } from 'better-auth/node';
import { z } from 'zod';
import { GameError } from '#protocol/errors.ts';
import type { AuthRequest } from './auth-requests.ts';

/** Throws BAD_INPUT, with zod's words about the input but not the input itself. */
export function readBody<Read>({ body }: HttpRequest, read: (body: unknown) => Read): Read {
  try {
    return read(typeof body === 'string' && body !== '' ? JSON.parse(body) : {});
  } catch (failure) {
    if (failure instanceof z.ZodError)
      throw new GameError('BAD_INPUT', { issues: failure.issues.map(({ path, message }) => ({ path, fault: message })) });
    if (failure instanceof SyntaxError) throw new GameError('BAD_INPUT', { issues: [{ path: [], fault: 'is not JSON' }] });
    throw failure;
  }
}

/** Without cookies: they would let a foreign page act for its visitors. */
export function webRequest(request: HttpRequest, { path, body }: AuthRequest, url: string): Request {
  const headers = fromNodeHeaders(request.headers);
  for (const name of ['cookie', 'content-length', 'content-type']) headers.delete(name);
  if (body) headers.set('content-type', 'application/json');
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : { method: 'GET' };
  return new Request(new URL(path, url), { ...init, headers });
}
