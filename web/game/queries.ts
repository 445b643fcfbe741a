/** What the server answered lately, kept by TanStack Query; failures that asking again cannot mend are not asked again. */
import { QueryClient } from '@tanstack/react-query';
import { ConnectionLost } from '#sdk/index.ts';

const TRIES_MAX = 3;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, failure) => failure instanceof ConnectionLost && failures < TRIES_MAX,
    },
    mutations: { retry: false },
  },
});
