/** CORS: which pages of other origins may call this server. Credentials travel as bearer tokens, never as cookies. */
import { matchMaker } from '@colyseus/core';

/** The framework answers preflights and sets these headers on every answer; by default it would let every page in, cookies and all. */
export function allowOrigins(allowed: readonly string[] | undefined): void {
  const { controller } = matchMaker;
  // Its type names the headers of its default; the ones below stand in their place.
  controller.DEFAULT_CORS_HEADERS = {} as typeof controller.DEFAULT_CORS_HEADERS;
  controller.getCorsHeaders = (headers: Headers): Record<string, string> => {
    const origin = headers.get('origin');
    if (origin === null || !(allowed === undefined || allowed.includes(origin))) return {};
    return {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers': 'authorization, content-type',
      'Access-Control-Expose-Headers': 'set-auth-token, content-disposition',
      'Access-Control-Max-Age': '86400',
      Vary: 'Origin',
    };
  };
}
