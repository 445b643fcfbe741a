/** Where a link says to go on to, if that is within this site: no other address that somebody wrote into one is ever followed. */

export function pathOnThisSite(address: string | null, origin = window.location.origin): string | null {
  if (address === null || !address.startsWith('/') || !URL.canParse(address, origin)) return null;
  const { origin: there, pathname, search, hash } = new URL(address, origin);
  return there === origin ? `${pathname}${search}${hash}` : null;
}
