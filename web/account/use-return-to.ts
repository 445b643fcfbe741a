/** Where to go on to after signing in: what the address says, if that is on this site, else the first page. */
import { useLocation, useSearch, useSearchParams } from 'wouter';
import { pathOnThisSite } from '../shell/path-on-this-site.ts';

export function useReturnTo(): string {
  const [parameters] = useSearchParams();
  return pathOnThisSite(parameters.get('returnTo')) ?? '/';
}

/** The same for a page beside it. */
export function withReturnTo(page: string, returnTo: string): string {
  return returnTo === '/' ? page : `${page}?${new URLSearchParams({ returnTo }).toString()}`;
}

/** Of the pages to sign in or up: their address from here, with the way back. */
export function useWayToSignIn(): (page: '/sign-in' | '/sign-up') => string {
  const [here] = useLocation();
  const search = useSearch();
  return (page) => withReturnTo(page, search === '' ? here : `${here}?${search}`);
}
