/** A relay in front of the server whose connections can be cut like a dropped network: for the demo and tests. */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CuttableRelay {
  readonly url: string;
  /** Ends every open connection without a goodbye; new ones pass. */
  cut(): void;
  /** While this is true, new connections are cut too. */
  isDown: boolean;
  /** Bytes that came from the server so far, all connections together. */
  received(): number;
  close(): void;
}

export async function startRelay(targetUrl: string): Promise<CuttableRelay> {
  const target = new URL(targetUrl);
  const open = new Set<Socket>();
  let received = 0;
  const server = createServer((near) => {
    if (relay.isDown) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    far.on('data', (bytes) => (received += bytes.length));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  const relay: CuttableRelay = {
    isDown: false,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    received: () => received,
    close() {
      cut();
      server.close();
    },
  };
  return relay;
}
