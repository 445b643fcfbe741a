/** The typed REST client: every route of the contract as a function, its failures as `GameError` or `ConnectionLost`. */
import { ORPCError, createORPCClient, onError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { errorFromResponse } from './error-from-answer.ts';
import { restContract } from './protocol/rest-contract.ts';
import type { RestContract } from './protocol/rest-contract.ts';
import { reach } from './reach.ts';

/** `api.worlds.list({})`, `api.wallet.history({ limit: 50 })`…: the routes, inputs and answers of `protocol/rest-contract.ts`. */
export type RestApi = ContractRouterClient<RestContract>;

export function createRestApi(url: string, token: () => Promise<string | null>): RestApi {
  const link = new OpenAPILink(restContract, {
    url: `${url}/api`,
    headers: async () => bearerHeader(await token()),
    fetch: (request) => reach(request),
    customErrorResponseBodyDecoder: (body, { status }) =>
      new ORPCError('REFUSED', { status: 400, cause: errorFromResponse(status, body) }),
    interceptors: [
      onError((failure) => {
        throw failure instanceof ORPCError ? failure.cause : failure;
      }),
    ],
  });
  return createORPCClient(link);
}

export function bearerHeader(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
