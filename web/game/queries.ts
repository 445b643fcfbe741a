/** What the server answered lately, kept by TanStack Query; failures that asking again cannot mend are not asked again. */
import { QueryClient } from '@tanstack/react-query';
import type { Query } from '@tanstack/react-query';
import { ConnectionLost } from '#sdk/index.ts';
import { game } from './game.ts';

const TRIES_MAX = 3;
/** The same for everybody. */
const OPEN_TO_ALL: ReadonlySet<unknown> = new Set([
  'worlds',
  'world',
  'terms',
  'packs',
  'sign-in-options',
  'checkout-return',
  'finish-sign-in',
  'verify-email',
]);

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, failure) => failure instanceof ConnectionLost && failures < TRIES_MAX,
    },
    mutations: { retry: false },
  },
});

/** Whoever signs in next sees nothing of who was here before. */
game.onSignInChanged(() => {
  const predicate = ({ queryKey: [name] }: Query) => !OPEN_TO_ALL.has(name);
  for (const query of queries.getQueryCache().findAll({ predicate })) query.reset();
  if (game.token !== null) void queries.refetchQueries({ predicate, type: 'active' });
});
