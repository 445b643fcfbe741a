/** Signing in by a provider: out to its page with a key kept by the client, back with a code that only that key opens. */
import type { Application } from 'express';
import { z } from 'zod';
import { GameError } from '#protocol/errors.ts';
import { authFault, providerFault } from '../auth/auth-fault.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { readBody, webRequest } from './auth-web-request.ts';

/** A path of the web app; anything that a browser would take for another site is not. */
const ReturnToSchema = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/, 'must be a path of this site')
  .refine((path) => new URL(path, 'http://this.site').href === `http://this.site${path}`, 'must be written as browsers write it')
  .default('/');
const StartSchema = z.object({ provider: z.string().max(40), returnTo: ReturnToSchema });
const FinishSchema = z.object({ code: z.string().max(200), key: z.string().max(200) });

/** The page of the web app that finishes it with `?code=`, or tells of the `?error=`, one of our codes. */
const BACK_PAGE = '/signed-in';

export function mountProviders(app: Application, signIn: SignIn): void {
  app.post('/auth/sign-in/social', async (request, response) => {
    const { provider, returnTo } = readBody(request, (body) => StartSchema.parse(body));
    if (!signIn.options.providers.includes(provider)) throw new GameError('PROVIDER_NOT_FOUND');
    const { key, lock } = signIn.codes.newKey();
    const back = `${BACK_PAGE}?${new URLSearchParams({ returnTo, lock })}`;
    const body = { provider, disableRedirect: true, callbackURL: back, errorCallbackURL: back };
    const answer = await signIn.answer(webRequest(request, { path: '/auth/sign-in/social', body }, signIn.url));
    if (!answer.ok) throw await authFault(answer);
    const { url } = (await answer.json()) as { url: string };
    response.json({ url, key });
  });

  app.get('/auth/callback/:provider', async (request, response) => {
    const answer = await signIn.answer(webRequest(request, { path: request.originalUrl }, signIn.url));
    const back = new URL(answer.headers.get('location') ?? BACK_PAGE, signIn.url).searchParams;
    const token = answer.headers.get('set-auth-token');
    const lock = back.get('lock');
    const returnTo = back.get('returnTo') ?? '/';
    const isDone = token !== null && lock !== null && !back.has('error');
    const outcome: Record<string, string> = isDone
      ? { code: await signIn.codes.issue({ token, lock }) }
      : { error: answer.status === 429 ? 'RATE_LIMITED' : providerFault(back.get('error') ?? '') };
    response.set('referrer-policy', 'no-referrer').redirect(302, signIn.pageUrl(BACK_PAGE, { ...outcome, returnTo }));
  });

  app.post('/auth/finish-sign-in', async (request, response) => {
    const { code, key } = readBody(request, (body) => FinishSchema.parse(body));
    const token = await signIn.codes.redeem(code, key);
    const guest = await signIn.bringGuest(request.headers, token);
    response.set('set-auth-token', token).json({ token, guest });
  });
}
