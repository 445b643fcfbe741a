/** Where to go on to after signing in: what the address says, if that is on this site, else the first page. */
import { useSearchParams } from 'wouter';
import { pathOnThisSite } from '../shell/path-on-this-site.ts';

export function useReturnTo(): string {
  const [parameters] = useSearchParams();
  return pathOnThisSite(parameters.get('returnTo')) ?? '/';
}

/** The same for a page beside it. */
export function withReturnTo(page: string, returnTo: string): string {
  return returnTo === '/' ? page : `${page}?${new URLSearchParams({ returnTo }).toString()}`;
}
