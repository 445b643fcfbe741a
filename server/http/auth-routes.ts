/** `/auth/*`: the routes of better-auth that we offer, with bearer tokens instead of cookies and our errors instead of its own. */
import { text } from 'express';
import type { Application, Request as HttpRequest, Response as HttpResponse } from 'express';
import { fromNodeHeaders } from 'better-auth/node';
import { GameError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import type { SignIn } from '../auth/sign-in.ts';

/** Everything else that better-auth could do comes with the accounts' pages. */
const OFFERED = [
  '/auth/sign-in/anonymous',
  '/auth/sign-out',
  '/auth/get-session',
  '/auth/list-sessions',
  '/auth/revoke-session',
  '/auth/revoke-other-sessions',
  '/auth/revoke-sessions',
];

export function mountAuth(app: Application, signIn: Pick<SignIn, 'answer' | 'url'>): void {
  app.use('/auth', text({ type: () => true, limit: '64kb' }));
  app.all(OFFERED, async (request, response) => {
    const answer = await signIn.answer(webRequest(request, signIn.url));
    if (!answer.ok) throw new GameError(codeOf(answer.status));
    await send(answer, response);
  });
}

function webRequest(request: HttpRequest, url: string): Request {
  const headers = fromNodeHeaders(request.headers);
  headers.delete('cookie');
  headers.delete('content-length');
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && typeof request.body === 'string';
  return new Request(new URL(request.originalUrl, url), {
    method: request.method,
    headers,
    ...(hasBody ? { body: request.body as string } : {}),
  });
}

async function send(answer: Response, response: HttpResponse): Promise<void> {
  const token = answer.headers.get('set-auth-token');
  if (token !== null) response.set('set-auth-token', token);
  response
    .status(answer.status)
    .type('application/json')
    .send(await answer.text());
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'RATE_LIMITED';
  return status < 500 ? 'BAD_INPUT' : 'INTERNAL';
}
