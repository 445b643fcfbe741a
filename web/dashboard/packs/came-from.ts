/** Where one was when one went to buy, to lead back there: kept over the payment service's page, in this tab alone. */
import { pathOnThisSite } from '../../shell/path-on-this-site.ts';

const KEPT_AS = 'came-from';

export function keepCameFrom(path: string | null): void {
  if (path === null) window.sessionStorage.removeItem(KEPT_AS);
  else window.sessionStorage.setItem(KEPT_AS, path);
}

export function cameFrom(): string | null {
  return pathOnThisSite(window.sessionStorage.getItem(KEPT_AS));
}
