/** What the server answered lately, kept by TanStack Query; failures that asking again cannot mend are not asked again. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { Query } from '@tanstack/react-query';
import { ConnectionLost } from '#sdk/index.ts';
import type { Me } from '#sdk/index.ts';
import { checkSignIn } from './check-sign-in.ts';
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
  queryCache: new QueryCache({ onError: checkSignIn }),
  mutationCache: new MutationCache({ onError: checkSignIn }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, failure) => failure instanceof ConnectionLost && failures < TRIES_MAX,
    },
    mutations: { retry: false },
  },
});

let wasSomebody = game.token !== null;
game.onSignInChanged(() => void followSignIn());

/**
 * Whoever signs in next sees nothing of who was here before. Who stays, with a new password or account, keeps what is on the page, and
 * so does who was nobody until now: it is asked for anew without going away.
 */
async function followSignIn(): Promise<void> {
  const before = queries.getQueryData<Me>(['me']);
  const wasNobody = !wasSomebody;
  wasSomebody = game.token !== null;
  if (game.token === null) return forget(isPersonal);
  const me = await game.api.me().catch(() => null); // the page that shows the player says why
  if (me) queries.setQueryData(['me'], me);
  if (me && (wasNobody || me.playerId === before?.playerId)) return queries.invalidateQueries({ predicate: isPersonal });
  forget((query) => isPersonal(query) && query.queryKey[0] !== 'me');
}

function isPersonal({ queryKey: [name] }: Query): boolean {
  return !OPEN_TO_ALL.has(name);
}

function forget(predicate: (query: Query) => boolean): void {
  for (const query of queries.getQueryCache().findAll({ predicate })) query.reset();
  if (game.token !== null) void queries.refetchQueries({ predicate, type: 'active' });
}
