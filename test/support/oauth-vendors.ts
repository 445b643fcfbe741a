/** Google, GitHub and Discord on this machine: their sign-in pages, which say yes at once, and the addresses behind them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly verified: boolean;
}

export interface OAuthVendors {
  /** Who is signed in there. */
  person: Person;
  /** Goes to the page and says yes, or no; answers where it leads back to. */
  visit(pageUrl: string, answer?: 'yes' | 'no'): Promise<URL>;
  stop(): Promise<void>;
}

const HOSTS = ['accounts.google.com', 'oauth2.googleapis.com', 'github.com', 'api.github.com', 'discord.com'];

/** Until it is stopped, whatever this process asks of these hosts is answered here. */
export async function startOAuthVendors(): Promise<OAuthVendors> {
  let person: Person = { id: '1', name: 'Ana', email: 'ana@example.com', verified: true };
  const codes = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://vendor');
      const json = (body: unknown, status = 200) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      const { id, name, email, verified } = person;
      if (/\/(auth|authorize)$/.test(url.pathname)) {
        const back = new URL(url.searchParams.get('redirect_uri')!);
        back.searchParams.set('state', url.searchParams.get('state')!);
        const code = `code-${codes.size}`;
        codes.add(code);
        if (url.searchParams.get('answer') === 'no') back.searchParams.set('error', 'access_denied');
        else back.searchParams.set('code', code);
        response.writeHead(302, { location: back.href }).end();
      } else if (/token$/.test(url.pathname)) {
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        const isGood = codes.has(form.get('code') ?? '') && form.get('client_secret') === 'secret';
        const id_token = jwt({ sub: id, name, email, email_verified: verified });
        const tokens = { access_token: 'vendor-token', refresh_token: 'vendor-refresh', token_type: 'bearer', id_token };
        json(isGood ? tokens : { error: 'invalid_grant' }, isGood ? 200 : 400);
      } else if (url.pathname === '/user') json({ id: Number(id), login: name.toLowerCase(), name, email: null });
      else if (url.pathname === '/user/emails') json(email === null ? [] : [{ email, primary: true, verified }]);
      else json({ id, username: name.toLowerCase(), global_name: name, email, verified, avatar: null, discriminator: '0' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { fetch: outside } = globalThis;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!HOSTS.includes(url.host)) return outside(input, init);
    return outside(new URL(`${url.pathname}${url.search}`, `http://${here}`), init);
  };
  return {
    get person() {
      return person;
    },
    set person(next) {
      person = next;
    },
    async visit(pageUrl, answer = 'yes') {
      const page = new URL(pageUrl);
      page.searchParams.set('answer', answer);
      const { headers } = await fetch(page, { redirect: 'manual' });
      return new URL(headers.get('location')!);
    },
    async stop() {
      globalThis.fetch = outside;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
