/** CORS: which pages of other origins may call this server. Credentials travel as bearer tokens, never as cookies. */
import type { RequestHandler } from 'express';

export function allowOrigins(allowed: readonly string[] | undefined): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin !== undefined && (allowed === undefined || allowed.includes(origin))) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
        'Access-Control-Allow-Headers': 'authorization, content-type',
        'Access-Control-Expose-Headers': 'set-auth-token',
        Vary: 'Origin',
      });
    }
    if (request.method === 'OPTIONS' && origin !== undefined) response.status(204).end();
    else next();
  };
}
