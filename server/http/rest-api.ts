/** Serves the REST contract under `/api`: each handler reads, decides nothing, and answers in the contract's words. */
import { OpenAPIHandler } from '@orpc/openapi/node';
import { onError, ORPCError } from '@orpc/server';
import { BodyLimitPlugin } from '@orpc/server/node';
import { GameError } from '#protocol/errors.ts';
import type { Game } from '#core/turns/game.ts';
import { createRestBase } from './rest-base.ts';
import type { RestParts } from './rest-parts.ts';
import { creatorRoutes } from './routes/creator-routes.ts';
import { meRoutes } from './routes/me-routes.ts';
import { narratorRoutes } from './routes/narrator-routes.ts';
import { operatorRoutes } from './routes/operator-routes.ts';
import { purchasesRoutes } from './routes/purchases-routes.ts';
import { storyRoutes } from './routes/story-routes.ts';
import { termsRoutes } from './routes/terms-routes.ts';
import { walletRoutes } from './routes/wallet-routes.ts';

const BODY_BYTES_MAX = 64 * 1024;

export function createRestApi(parts: RestParts) {
  const { game, signIn } = parts;
  const base = createRestBase(signIn);
  const { api } = base;
  const router = api.router({
    ...meRoutes(base, parts),
    ...termsRoutes(base, parts),
    ...narratorRoutes(base, parts),
    ...storyRoutes(base, parts),
    wallet: walletRoutes(base, parts),
    creator: creatorRoutes(base, parts),
    purchases: purchasesRoutes(base, parts.shop),
    admin: operatorRoutes(base, parts),
  });

  return new OpenAPIHandler(router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: BODY_BYTES_MAX })],
    interceptors: [
      onError((failure) => {
        throw restError(failure, game);
      }),
    ],
    customErrorResponseBodyEncoder: ({ code, message, data }: ORPCError<string, unknown>) => ({
      code,
      message,
      ...(data === undefined ? {} : { data }),
    }),
  });
}

/** Every failure as an error of the catalogue; what is none is logged with its cause and told as INTERNAL. */
function restError(failure: unknown, game: Game): ORPCError<string, unknown> {
  if (failure instanceof GameError) return orpcError(failure);
  if (failure instanceof SyntaxError)
    return orpcError(new GameError('BAD_INPUT', { issues: [{ path: [], fault: 'is not JSON' }] }));
  if (failure instanceof ORPCError) {
    const error: { code: string; status: number; message: string; data: unknown } = failure;
    if (error.code === 'NOT_FOUND') return orpcError(new GameError('NOT_FOUND'));
    if (error.status < 500) return orpcError(new GameError('BAD_INPUT', { issues: issuesOf(error) }));
  }
  game.log.error({ failure }, 'a request failed unexpectedly');
  return orpcError(new GameError('INTERNAL'));
}

function orpcError(error: GameError): ORPCError<string, unknown> {
  return new ORPCError(error.code, { status: error.status, message: error.message, data: error.data, cause: error });
}

/** zod's words about the input, without the input itself. */
function issuesOf(failure: { message: string; data: unknown }): { path: PropertyKey[]; fault: string }[] {
  const { issues } = (failure.data ?? {}) as { issues?: { path?: PropertyKey[]; message: string }[] };
  return issues?.map(({ path = [], message }) => ({ path, fault: message })) ?? [{ path: [], fault: failure.message }];
}
