/** Where a link says to go on to, if that is within this site: no other address that somebody wrote into one is ever followed. */

export function pathOnThisSite(address: string | null, origin = window.location.origin): string | null {
  if (address === null || !address.startsWith('/') || !URL.canParse(address, origin)) return null;
  const { origin: there, pathname, search, hash } = new URL(address, origin);
  // `/.//example.org` is of this site; what becomes of it when it is written down again is not.
  return there === origin && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : null;
}
