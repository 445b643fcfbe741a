/** A Stripe on loopback whose every object is altered on its way here: what Stripe could say, and the sandbox never does. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface AlteredStripe {
  readonly url: string;
  stop(): Promise<void>;
}

/** Stripe's objects by their word for what they are: `refund`. */
export type Alteration = (object: Record<string, unknown>) => Record<string, unknown>;

export async function startAlteredStripe(stripeUrl: string, alter: Alteration): Promise<AlteredStripe> {
  const server = createServer((request, response) => {
    const headers = { authorization: request.headers.authorization ?? '' };
    void fetch(`${stripeUrl}${request.url ?? ''}`, { headers }).then(async (answer) => {
      const altered: unknown = JSON.parse(await answer.text(), (_name, value: unknown) =>
        typeof value === 'object' && value !== null && 'object' in value ? alter({ ...value }) : value,
      );
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(altered));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
