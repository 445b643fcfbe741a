/** A world's cover: the address of a picture that pages may show, and nothing else. */

/** An https address, or a path on this site. Pages show it as an image only, in which no script runs. */
export function isCoverAddress(address: string): boolean {
  if (/^\/(?![/\\])[\w./-]+$/.test(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '';
}

/** null where there is none, or none that pages may show. */
export function coverOf({ cover }: { readonly cover?: string | null }): string | null {
  return cover && isCoverAddress(cover) ? cover : null;
}
