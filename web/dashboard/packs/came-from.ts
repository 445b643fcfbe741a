/** Where one was when one went to buy, to lead back there: kept over the payment service's page, in this tab alone. */

const KEPT_AS = 'came-from';

/** Only ways within this site: no other address that somebody wrote into a link is ever followed. */
export function pathOnThisSite(address: string | null): string | null {
  if (address === null || !/^\/(?![/\\])/.test(address)) return null;
  const { origin, pathname, search, hash } = new URL(address, window.location.origin);
  return origin === window.location.origin ? `${pathname}${search}${hash}` : null;
}

export function keepCameFrom(path: string | null): void {
  if (path === null) window.sessionStorage.removeItem(KEPT_AS);
  else window.sessionStorage.setItem(KEPT_AS, path);
}

export function cameFrom(): string | null {
  return pathOnThisSite(window.sessionStorage.getItem(KEPT_AS));
}
