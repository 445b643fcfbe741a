/** `/auth/*`: signing up, in and out, with bearer tokens instead of cookies, in our words instead of better-auth's. */
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'express';
import type { Application, Response as HttpResponse } from 'express';
import { GameError } from '#protocol/errors.ts';
import { authFault } from '../auth/auth-fault.ts';
import { GUEST_HEADER } from '../auth/better-auth.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { OFFERED_REQUESTS } from './auth-requests.ts';
import { readBody, webRequest } from './auth-web-request.ts';
import { mountProviders } from './provider-routes.ts';

/** How long asking for a link takes at least, so that nobody can tell by the time whether the address is known. */
const LINK_MS_MIN = 250;

export function mountAuth(app: Application, signIn: SignIn): void {
  app.use('/auth', text({ type: () => true, limit: '64kb' }));
  for (const { method, path, read } of OFFERED_REQUESTS) {
    app[method](path, async (request, response) => {
      const asked = readBody(request, read);
      const floor = path === '/auth/request-password-reset' ? sleep(LINK_MS_MIN) : undefined;
      const answer = await signIn.answer(webRequest(request, asked, signIn.url));
      await floor;
      if (!answer.ok) throw await authFault(answer);
      await send(answer, response);
    });
  }
  app.post('/auth/send-verification-email', async (request, response) => {
    const { email, emailVerified } = await signIn.identify(request.headers);
    if (email === null) throw new GameError('FORBIDDEN');
    if (!emailVerified) {
      const asked = { path: '/auth/send-verification-email', body: { email } };
      const answer = await signIn.answer(webRequest(request, asked, signIn.url));
      if (!answer.ok) throw await authFault(answer);
    }
    response.json({ status: true });
  });
  mountProviders(app, signIn);
}

/** A new sign-in as its token, and how it went for the guest; everything else as better-auth says it. */
async function send(answer: Response, response: HttpResponse): Promise<void> {
  const token = answer.headers.get('set-auth-token');
  if (token !== null) response.set('set-auth-token', token);
  const body = (await answer.json()) as { token?: unknown } | null;
  const isNew = token !== null && typeof body?.token === 'string';
  response.json(isNew ? { token, guest: answer.headers.get(GUEST_HEADER) ?? 'none' } : body);
}
