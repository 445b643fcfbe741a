/** The framework's server: HTTP and sockets on one port. */
import type { AddressInfo } from 'node:net';
import { Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { Application } from 'express';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { OperatorFault } from './operator-fault.ts';

/** A client's largest message; far above any action, so that a long one gets an answer instead of a closed socket. */
const MESSAGE_BYTES_MAX = 512 * 1024;
/**
 * A finished passage enters the state although its text was streamed before; compression with a memory of the last 8 kB makes the
 * repetition nearly free. Small windows keep a connection's share of memory near 50 kB.
 */
const MESSAGE_COMPRESSION = {
  threshold: 64,
  serverMaxWindowBits: 13,
  clientMaxWindowBits: 10,
  zlibDeflateOptions: { level: 3, memLevel: 5 },
} as const;

export interface GameServer {
  readonly rooms: Server;
  /** Answers with the server's address on this machine. */
  listen(config: Pick<Config, 'port' | 'host'>): Promise<string>;
}

export function createGameServer(mount: (app: Application) => void, log: Logger): GameServer {
  const transport = new WebSocketTransport({ maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: MESSAGE_COMPRESSION });
  const rooms = new Server({ transport, greet: false, gracefullyShutdown: false, logger: log, express: mount });
  return {
    rooms,
    async listen({ port, host }) {
      await listenOn(rooms, transport, { port, host });
      const bound = transport.server?.address() as AddressInfo;
      return `http://${host === '0.0.0.0' ? 'localhost' : host}:${bound.port}`;
    },
  };
}

/** Colyseus alone would wait for ever on a port that is taken. */
async function listenOn(
  rooms: Server,
  transport: WebSocketTransport,
  { port, host }: Pick<Config, 'port' | 'host'>,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    transport.server?.once('error', (failure: NodeJS.ErrnoException) => {
      const isTaken = failure.code === 'EADDRINUSE';
      reject(isTaken ? new OperatorFault(`Port ${port} is in use. Stop what listens there, or set PORT to another.`) : failure);
    });
    rooms.listen(port, host).then(resolve, reject);
  });
}
