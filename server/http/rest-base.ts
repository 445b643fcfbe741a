/** What all REST handlers stand on: the contract, and who asks. */
import type { IncomingHttpHeaders } from 'node:http';
import { implement } from '@orpc/server';
import { GameError } from '#protocol/errors.ts';
import { restContract } from '#protocol/rest-contract.ts';
import type { SignIn } from '../auth/sign-in.ts';

export interface RestContext {
  readonly headers: IncomingHttpHeaders;
}

export type RestBase = ReturnType<typeof createRestBase>;

export function createRestBase(signIn: SignIn) {
  const api = implement(restContract).$context<RestContext>();
  const signedIn = api.middleware(async ({ context, next }) => next({ context: await signIn.identify(context.headers) }));
  /** Deletion can be asked for again until all of it is done. */
  const evenIfLeft = api.middleware(async ({ context, next }) =>
    next({ context: await signIn.identify(context.headers, { evenIfLeft: true }) }),
  );
  const operator = signedIn.concat(({ context, next }) => {
    if (context.player.role !== 'operator') throw new GameError('FORBIDDEN');
    return next();
  });
  return { api, signedIn, evenIfLeft, operator };
}
