/** The HTTP side of the process: health, sign-in, REST, docs and the pages. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express from 'express';
import type { Application, NextFunction, Request, Response } from 'express';
import { GameError } from '#protocol/errors.ts';
import type { Log } from '#core/turns/game.ts';
import type { Shop } from '../payments/shop.ts';
import { mountWebhook } from '../payments/webhook.ts';
import { ADDRESS_HEADER } from '../auth/better-auth.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { mountAuth } from './auth-routes.ts';
import { mountExports } from './downloads/export-routes.ts';
import type { ExportParts } from './downloads/export-routes.ts';
import type { Pages } from '../pages/pages.ts';
import { openApiDocument } from './open-api.ts';
import type { createRestApi } from './rest-api.ts';

export interface HttpParts {
  readonly signIn: SignIn;
  readonly exports: ExportParts;
  readonly rest: ReturnType<typeof createRestApi>;
  /** Whether new players can be served: the database answers and the process is not closing. */
  readonly isReady: () => Promise<boolean>;
  readonly shop: Shop;
  /** null: the API alone. */
  readonly pages: Pages | null;
  readonly trustedProxies: number;
  readonly log: Log;
}

const SWAGGER_FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

export function mountHttp(app: Application, parts: HttpParts): void {
  const { signIn, exports, rest, isReady, shop, pages, trustedProxies, log } = parts;
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.use((request, _response, next) => {
    request.headers[ADDRESS_HEADER] = request.ip ?? '';
    next();
  });

  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response.status(ready ? 200 : 503).json({ ready });
  });

  mountWebhook(app, shop);
  mountAuth(app, signIn);

  app.get('/api/openapi.json', async (_request, response) => void response.json(await openApiDocument()));
  app.get('/api/docs', (_request, response) => {
    response.sendFile(join(import.meta.dirname, 'api-docs.html'));
  });
  app.use('/api/docs', express.static(SWAGGER_FOLDER, { index: false, maxAge: '1d' }));
  mountExports(app, exports);
  app.use('/api', async (request, response, next) => {
    request.url = request.originalUrl;
    const { matched } = await rest.handle(request, response, { prefix: '/api', context: { headers: request.headers } });
    if (!matched) next();
  });

  if (pages) app.use(pages.handle);
  app.use((_request, response) => {
    sendError(response, new GameError('NOT_FOUND'));
  });
  app.use((failure: unknown, _request: Request, response: Response, _next: NextFunction) => {
    sendError(response, errorOf(failure, log));
  });
}

/** Express marks what the client did wrong (a body too large, a bad encoding) with a status below 500. */
function errorOf(failure: unknown, log: Log): GameError {
  if (failure instanceof GameError) return failure;
  const { status = 500, message } = failure as { status?: number; message?: string };
  if (status < 500) return new GameError('BAD_INPUT', { issues: [{ path: [], fault: message }] });
  log.error({ failure }, 'a request failed unexpectedly');
  return new GameError('INTERNAL');
}

function sendError(response: Response, error: GameError): void {
  if (!response.headersSent) response.status(error.status).json(error.toBody());
}
