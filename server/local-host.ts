/** Where this machine itself finds what listens at an address. */

/** Listening everywhere is answered on loopback too. */
export function localAddress(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** The same within a URL: `[::1]`. */
export function localHost(host: string): string {
  const address = localAddress(host);
  return address.includes(':') ? `[${address}]` : address;
}
